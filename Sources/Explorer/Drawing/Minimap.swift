import TextCanvas

/// A drawing in very small: which parts of it hold boxes.
///
/// It is worked out once with the drawing; to show it costs the same for ten boxes as for thousands.
struct Minimap: Equatable, Sendable {
  /// The most cells that the map takes.
  static let largest = Size(width: 20, height: 4)

  /// The cells that the map takes.
  let cells: Size
  private let size: Size
  /// The Braille pattern of each cell, row after row.
  private var patterns: [UInt8]

  init(of boxes: [Rect], in size: Size) {
    self.size = size
    // A cell is about twice as high as it is wide, in the drawing as in the map.
    let width = min(Self.largest.width, max(size.width, 1))
    let height = max(min(Self.largest.height, (size.height * width / max(size.width, 1)) + 1), 1)
    cells = Size(width: width, height: height)
    patterns = Array(repeating: 0, count: width * height)
    guard !size.isEmpty else { return }
    for box in boxes {
      let area = dots(under: box)
      for y in area.y..<max(area.maxY, area.y) {
        for x in area.x..<max(area.maxX, area.x) { setDot(x, y) }
      }
    }
  }

  private var dotCount: Size {
    Size(
      width: cells.width * Braille.dots.width, height: cells.height * Braille.dots.height)
  }

  /// The dots that stand for an area of the drawing, at least one.
  private func dots(under area: Rect) -> Rect {
    let (first, last) = (
      dot(at: area.origin), dot(at: Position(x: area.maxX - 1, y: area.maxY - 1))
    )
    return Rect(minX: first.x, minY: first.y, maxX: last.x + 1, maxY: last.y + 1)
  }

  private func dot(at position: Position) -> Position {
    Position(
      x: Self.share(position.x, of: size.width, in: dotCount.width),
      y: Self.share(position.y, of: size.height, in: dotCount.height))
  }

  private static func share(_ place: Int, of whole: Int, in count: Int) -> Int {
    let (product, overflowed) = max(place, 0).multipliedReportingOverflow(by: count)
    guard !overflowed else { return count - 1 }
    return min(product / max(whole, 1), count - 1)
  }

  private mutating func setDot(_ x: Int, _ y: Int) {
    let (across, down) = (Braille.dots.width, Braille.dots.height)
    patterns[y / down * cells.width + x / across] |= Braille.bit(x: x % across, y: y % down)
  }

  /// The Braille pattern of a cell of the map, 0 for none and outside.
  func pattern(x: Int, y: Int) -> UInt8 {
    guard x >= 0, y >= 0, x < cells.width, y < cells.height else { return 0 }
    return patterns[y * cells.width + x]
  }

  /// The cells of the map that stand for an area of the drawing, at least one.
  func cells(under area: Rect) -> Rect {
    let dots = dots(under: area)
    let (across, down) = (Braille.dots.width, Braille.dots.height)
    return Rect(
      minX: dots.x / across, minY: dots.y / down, maxX: (dots.maxX - 1) / across + 1,
      maxY: (dots.maxY - 1) / down + 1)
  }

  /// The middle of what a cell of the map stands for in the drawing; outside, of the nearest cell.
  func middle(ofCell cell: Position) -> Position {
    Position(
      x: Self.middle(cell.x, of: cells.width, in: size.width),
      y: Self.middle(cell.y, of: cells.height, in: size.height))
  }

  private static func middle(_ place: Int, of count: Int, in whole: Int) -> Int {
    let place = min(max(place, 0), count - 1)
    // In a small drawing the middle, rounded down, may lie before where the cell's part begins.
    return max((2 * place + 1) * whole / (2 * count), (place * whole + count - 1) / count)
  }
}
