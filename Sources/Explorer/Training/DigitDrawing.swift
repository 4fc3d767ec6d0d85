import Learning

/// A digit that is being drawn with keys: ink on 28×28 squares, a pen, and whether it is down.
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

  /// Takes a new sheet; the pen stays where it is, lifted.
  mutating func clear() {
    ink = Array(repeating: 0, count: ink.count)
    isPenDown = false
  }

  /// Ink under the pen, less around it: about as wide a stroke as in MNIST.
  private mutating func stamp() {
    for y in row - 1...row + 1 {
      for x in column - 1...column + 1 where 0..<Self.side ~= y && 0..<Self.side ~= x {
        let distance = abs(y - row) + abs(x - column)
        let place = y * Self.side + x
        ink[place] = max(ink[place], distance == 0 ? 255 : distance == 1 ? 170 : 60)
      }
    }
  }
}
