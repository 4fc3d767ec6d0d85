import GraphLayout
import TextCanvas

/// The part of a drawing, as large as a pane, in which the most boxes are seen whole.
struct BestWindow {
  private(set) var origin = Position(x: 0, y: 0)
  /// How many boxes are seen.
  private(set) var count = 0

  /// - Parameter anchor: a box that must be among them, if it fits at all.
  init(_ boxes: [CellRect], in size: Size, holding anchor: Int?) {
    let wanted = anchor.flatMap { boxes.indices.contains($0) ? boxes[$0] : nil }
    guard let wanted, wanted.width <= size.width, wanted.height <= size.height else { return }
    origin = Position(x: wanted.x, y: wanted.y)
    // A best window can be moved to the right and down until it begins where a box begins.
    let lefts = Set(boxes.lazy.map(\.x)).sorted()
    for x in lefts where x <= wanted.x && x + size.width >= wanted.x + wanted.width {
      let column = boxes.filter { $0.x >= x && $0.x + $0.width <= x + size.width }
        .sorted { $0.y < $1.y }
      for (first, box) in column.enumerated()
      where box.y <= wanted.y && box.y + size.height >= wanted.y + wanted.height {
        let bottom = box.y + size.height
        var seen = 0
        for other in column[first...] where other.y + other.height <= bottom { seen += 1 }
        // Boxes of the same row that were sorted before this one are seen as well.
        for other in column[..<first].reversed() {
          guard other.y == box.y else { break }
          seen += other.y + other.height <= bottom ? 1 : 0
        }
        if seen > count {
          count = seen
          origin = Position(x: x, y: box.y)
        }
      }
    }
  }
}
