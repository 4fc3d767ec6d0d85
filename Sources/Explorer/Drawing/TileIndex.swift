import TextCanvas

/// Rectangles by the tiles of the plane that they touch, so that those in sight are found without a
/// look at the others.
///
/// - Complexity: to find costs the tiles in sight and what touches them, however many there are.
struct TileIndex: Equatable, Sendable {
  private static let mostTiles = 1 << 18

  private let tile: Size
  private let columns: Int
  private let rows: Int
  /// Where the rectangles of each tile begin in `numbers`; one more entry than there are tiles.
  private var starts: [Int32]
  private var numbers: [Int32]

  /// Sorts rectangles that lie within a drawing of a size into tiles.
  init(_ rects: [Rect], in size: Size) {
    var tile = Size(width: 64, height: 32)
    // A chain of a hundred thousand boxes gets wider tiles instead of more of them.
    while (size.width / tile.width + 1) * (size.height / tile.height + 1) > Self.mostTiles {
      tile = Size(width: tile.width * 2, height: tile.height * 2)
    }
    self.tile = tile
    columns = size.width / tile.width + 1
    rows = size.height / tile.height + 1
    starts = Array(repeating: 0, count: columns * rows + 1)
    numbers = []
    for rect in rects { forEachTile(of: rect) { starts[$0 + 1] += 1 } }
    for place in 1..<starts.count { starts[place] += starts[place - 1] }
    numbers = Array(repeating: 0, count: Int(starts.last ?? 0))
    var next = starts
    for (number, rect) in rects.enumerated() {
      forEachTile(of: rect) { place in
        numbers[Int(next[place])] = Int32(clamping: number)
        next[place] += 1
      }
    }
  }

  /// The numbers of the rectangles that may touch an area, each once, in ascending order.
  func numbers(touching area: Rect) -> [Int] {
    var found: [Int32] = []
    forEachTile(of: area) { found += numbers[Int(starts[$0])..<Int(starts[$0 + 1])] }
    found.sort()
    var result: [Int] = []
    result.reserveCapacity(found.count)
    for number in found where result.last != Int(number) { result.append(Int(number)) }
    return result
  }

  private func forEachTile(of rect: Rect, _ body: (Int) -> Void) {
    guard !rect.isEmpty else { return }
    let across =
      clamped(rect.x / tile.width, columns)...clamped((rect.maxX - 1) / tile.width, columns)
    let down = clamped(rect.y / tile.height, rows)...clamped((rect.maxY - 1) / tile.height, rows)
    for row in down {
      for column in across { body(row * columns + column) }
    }
  }

  private func clamped(_ place: Int, _ count: Int) -> Int { min(max(place, 0), count - 1) }
}
