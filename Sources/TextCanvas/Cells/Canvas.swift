/// A grid of cells to draw on.
///
/// Every drawing call clips to the canvas, and to a rectangle when one is given; nothing outside is
/// an error. Equal canvases show the same.
package struct Canvas: Hashable, Sendable {
  package let size: Size
  private var cells: [Cell]

  /// Screens larger than this hold nothing anyone can read.
  package static let largestExtent = 10_000

  /// An empty canvas; extents are held between 0 and `largestExtent`.
  package init(size: Size, style: Style = .plain) {
    self.size = Size(
      width: min(size.width, Self.largestExtent), height: min(size.height, Self.largestExtent))
    cells = Array(
      repeating: Cell(style: style), count: self.size.width * self.size.height)
  }

  /// The rectangle of all its cells.
  package var bounds: Rect { Rect(size) }

  /// The cell at a position; outside there are blanks, and what is stored there is dropped.
  package subscript(x: Int, y: Int) -> Cell {
    get { index(x, y).map { cells[$0] } ?? .blank }
    set { put(newValue, x: x, y: y) }
  }

  /// The cells of row `y`, from left to right; none outside.
  package func row(_ y: Int) -> ArraySlice<Cell> {
    guard y >= 0, y < size.height else { return [] }
    return cells[(y * size.width)..<((y + 1) * size.width)]
  }

  /// Fills the rectangle with one cell.
  package mutating func fill(_ area: Rect, with cell: Cell = .blank) {
    let visible = area.intersection(bounds)
    for y in visible.rowRange {
      for x in visible.columnRange { put(cell, x: x, y: y) }
    }
  }

  /// Gives the cells of the rectangle another look, whatever they show.
  package mutating func restyle(_ area: Rect, _ change: (inout Style) -> Void) {
    let visible = area.intersection(bounds)
    for y in visible.rowRange {
      for x in visible.columnRange { change(&cells[y * size.width + x].style) }
    }
  }

  /// Copies another canvas onto this one, its upper left corner at `origin`.
  package mutating func draw(_ other: Canvas, at origin: Position, clippedTo clip: Rect? = nil) {
    let target = Rect(
      x: origin.x, y: origin.y, width: other.size.width, height: other.size.height)
    let visible = target.intersection(visible(in: clip))
    for y in visible.rowRange {
      for x in visible.columnRange {
        put(other.cell(x - origin.x, y - origin.y, in: visible, x: x), x: x, y: y)
      }
    }
  }

  /// The cell at (column, row), or a blank when it is half of a character that is cut at the edge of
  /// where column `x` of `visible` is drawn.
  private func cell(_ column: Int, _ row: Int, in visible: Rect, x: Int) -> Cell {
    let cell = self[column, row]
    let isCut =
      (x == visible.x && cell.isSecondHalf)
      || (x == visible.maxX - 1 && self[column + 1, row].isSecondHalf)
    return isCut ? Cell(style: cell.style) : cell
  }

  /// What of the canvas may be drawn on under the given clip.
  func visible(in clip: Rect?) -> Rect {
    clip.map { $0.intersection(bounds) } ?? bounds
  }

  /// Stores a cell; what remains of a wide character that loses a half becomes a blank.
  mutating func put(_ cell: Cell, x: Int, y: Int) {
    guard let index = index(x, y) else { return }
    if cells[index].isSecondHalf, !cell.isSecondHalf, x > 0 {
      cells[index - 1] = Cell(style: cells[index - 1].style)
    }
    if !cells[index].isSecondHalf, x + 1 < size.width, cells[index + 1].isSecondHalf {
      cells[index + 1] = Cell(style: cells[index + 1].style)
    }
    cells[index] = cell
  }

  private func index(_ x: Int, _ y: Int) -> Int? {
    guard x >= 0, y >= 0, x < size.width, y < size.height else { return nil }
    return y * size.width + x
  }
}

extension Rect {
  /// The rows of the rectangle; ask only of one that was clipped to a canvas.
  var rowRange: Range<Int> { isEmpty ? 0..<0 : y..<maxY }

  /// The columns of the rectangle; ask only of one that was clipped to a canvas.
  var columnRange: Range<Int> { isEmpty ? 0..<0 : x..<maxX }
}
