/// A part of a whole in blocks, to an eighth of a cell.
///
/// ```
/// level  ███▌     upright  ▃
///                          █
/// ```
package struct Bar: Hashable, Sendable {
  /// Which way it grows.
  package enum Direction: Hashable, Sendable {
    /// From the left to the right.
    case level
    /// From the bottom up.
    case upright
  }

  /// The cells, from the left or from the top.
  package let cells: [Character]
  private let direction: Direction

  /// A bar in so many cells of which a part is filled, from 0 for none to 1 for all of them; what is
  /// no number fills none.
  ///
  /// A bar that shows traces fills an eighth for whatever is above zero.
  package init(_ direction: Direction, part: Double, length: Int, showsTraces: Bool = false) {
    self.direction = direction
    let length = length.clamped(to: 0...Canvas.largestExtent)
    let exact = part.isNaN ? 0 : min(max(part, 0), 1) * Double(length * 8)
    let eighths = max(Int(exact.rounded()), showsTraces && exact > 0 ? 1 : 0)
    let blocks = direction == .level ? Self.levelBlocks : Self.uprightBlocks
    let filled = (0..<length).map { blocks[min(max(eighths - $0 * 8, 0), 8)] }
    cells = direction == .level ? filled : filled.reversed()
  }

  /// Draws all cells, also those that are empty, from a corner on.
  package func draw(
    on canvas: inout Canvas, at origin: Position, style: Style, clippedTo clip: Rect
  ) {
    guard direction == .upright else {
      canvas.write(String(cells), x: origin.x, y: origin.y, style: style, clippedTo: clip)
      return
    }
    for (row, cell) in cells.enumerated() {
      canvas.write(
        String(cell), x: origin.x, y: origin.y.addingClamped(row), style: style, clippedTo: clip)
    }
  }

  private static let levelBlocks = Array(" ▏▎▍▌▋▊▉█")
  private static let uprightBlocks = Array(" ▁▂▃▄▅▆▇█")
}
