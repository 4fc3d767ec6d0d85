import Learning

/// A digit that is being drawn with keys or the mouse: ink on 28×28 squares, a pen, and whether it is down.
struct DigitDrawing: Hashable, Sendable {
  static let side = 28

  /// From 0 for paper to 255 for ink, row by row.
  private(set) var ink = [UInt8](repeating: 0, count: side * side)
  private(set) var row = side / 2
  private(set) var column = side / 2
  private(set) var isPenDown = false

  /// The drawing as a network reads it, once there is one.
  var centred: [UInt8]? { DrawnDigit.centred(ink, rows: Self.side, columns: Self.side) }

  /// Puts the pen down, which leaves ink, or lifts it.
  mutating func togglePen() {
    isPenDown.toggle()
    if isPenDown { stamp() }
  }

  /// Moves the pen by a square, up to the edge.
  mutating func move(rows: Int, columns: Int) {
    row = min(max(row + rows, 0), Self.side - 1)
    column = min(max(column + columns, 0), Self.side - 1)
    if isPenDown { stamp() }
  }

  /// One of the 28×28.
  struct Square: Hashable, Sendable {
    let row: Int
    let column: Int
  }

  /// Draws a straight line, or rubs it out; without a start, a dot. A mouse that is moved fast is
  /// reported at places far apart, between which there must be no gaps.
  mutating func stroke(from start: Square?, to end: Square, isErasing: Bool) {
    let start = start ?? end
    let (rows, columns) = (end.row - start.row, end.column - start.column)
    let steps = max(abs(rows), abs(columns))
    for step in 0...steps {
      let part = Double(step) / Double(max(steps, 1))
      row = min(max(start.row + Int((Double(rows) * part).rounded()), 0), Self.side - 1)
      column = min(max(start.column + Int((Double(columns) * part).rounded()), 0), Self.side - 1)
      isErasing ? rubOut() : stamp()
    }
  }

  /// Takes a new sheet; the pen stays where it is, lifted.
  mutating func clear() {
    ink = Array(repeating: 0, count: ink.count)
    isPenDown = false
  }

  /// Ink under the pen, less around it: about as wide a stroke as in MNIST.
  private mutating func stamp() {
    change { ink, distance in max(ink, distance == 0 ? 255 : distance == 1 ? 170 : 60) }
  }

  /// No ink under the pen and around it.
  private mutating func rubOut() {
    change { _, _ in 0 }
  }

  /// Changes the squares under the pen and around it, by how far they are from it.
  private mutating func change(_ ink: (UInt8, _ distance: Int) -> UInt8) {
    for y in row - 1...row + 1 {
      for x in column - 1...column + 1 where 0..<Self.side ~= y && 0..<Self.side ~= x {
        let place = y * Self.side + x
        self.ink[place] = ink(self.ink[place], abs(y - row) + abs(x - column))
      }
    }
  }
}
