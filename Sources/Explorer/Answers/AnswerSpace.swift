import TextCanvas

/// Where on the screen an answer may lie, so that it covers none of what it talks about.
struct AnswerSpace: Hashable, Sendable {
  /// The parts of the screen to choose from, the one that is wanted most first; in each, the answer
  /// keeps to one side.
  private(set) var parts: [Part] = []
  /// All of the screen, for when nothing else will do.
  let whole: Rect

  /// A part of the screen.
  struct Part: Hashable, Sendable {
    let area: Rect
    /// Whether the answer lies at the lower end, and not at the upper one.
    var isLow = false
    /// Whether the answer takes all of the part.
    var isFilled = false
    /// Whether the answer covers other nodes here than those of its chosen line.
    var coversOthers = false
  }

  /// The least rows and columns in which an answer can be read.
  private static let least = Size(width: 30, height: 5)

  /// All of a screen.
  init(_ whole: Rect) {
    self.whole = whole
  }

  /// First the panes beside the graph, one of them or all, then what is free around all that the answer
  /// is about, within the body of the screen, and then around or between the boxes that its chosen line
  /// is about.
  init(_ whole: Rect, panes: [Rect], around all: [Rect], or chosen: [Rect], in body: Rect) {
    self.whole = whole
    // A whole pane, so that no half of one is left beside the answer; else all of them.
    parts += panes.map { Part(area: $0, isFilled: true) }
    if let first = panes.first, panes.count > 1 {
      parts.append(Part(area: panes.reduce(first) { $0.union($1) }, isFilled: true))
    }
    if let all = all.union { parts += Self.around(all, in: body) }
    var others = chosen.union.map { Self.around($0, in: body) } ?? []
    if (1...Self.mostBoxes).contains(chosen.count) {
      others += Self.gaps(between: chosen, in: body)
    }
    for part in others.indices { others[part].coversOthers = true }
    parts = (parts + others).filter {
      $0.area.width >= Self.least.width && $0.area.height >= Self.least.height
    }
  }

  /// Between more boxes nobody looks for a gap.
  private static let mostBoxes = 24
  /// So many gaps are tried, the largest first.
  private static let mostGaps = 6

  /// The largest rectangles that touch no box.
  ///
  /// Each is as wide as from one box to another, or to the edge of the screen.
  private static func gaps(between boxes: [Rect], in body: Rect) -> [Part] {
    let lefts = Set([body.x] + boxes.map { max($0.maxX, body.x) }).sorted()
    let rights = Set([body.maxX] + boxes.map { min($0.x, body.maxX) }).sorted()
    let found = lefts.flatMap { left in
      rights.filter { $0 - left >= least.width }.flatMap { right in
        spaces(
          beside: boxes, in: Rect(minX: left, minY: body.y, maxX: right, maxY: body.maxY))
      }
    }
    return found.sorted { ($0.width * $0.height, $1.y, $1.x) > ($1.width * $1.height, $0.y, $0.x) }
      .prefix(mostGaps).map { Part(area: $0) }
  }

  /// The parts of a column of the screen above, between and below the boxes that reach into it.
  private static func spaces(beside boxes: [Rect], in column: Rect) -> [Rect] {
    let inside = boxes.filter { !$0.intersection(column).isEmpty }.sorted { $0.y < $1.y }
    let tops = inside.reduce(into: [column.y]) { $0.append(max($0.last ?? column.y, $1.maxY)) }
    return zip(tops, inside.map(\.y) + [column.maxY]).filter { $1 - $0 >= least.height }.map {
      Rect(minX: column.x, minY: $0, maxX: column.maxX, maxY: $1)
    }
  }

  private static func around(_ named: Rect, in body: Rect) -> [Part] {
    [
      Part(
        area: Rect(minX: body.x, minY: named.maxY, maxX: body.maxX, maxY: body.maxY), isLow: true),
      Part(
        area: Rect(minX: body.x, minY: body.y, maxX: body.maxX, maxY: named.y)),
      Part(
        area: Rect(minX: named.maxX, minY: body.y, maxX: body.maxX, maxY: body.maxY)),
      Part(area: Rect(minX: body.x, minY: body.y, maxX: named.x, maxY: body.maxY)),
    ].filter { !$0.area.isEmpty }
  }
}

extension [Rect] {
  /// The smallest rectangle around all.
  fileprivate var union: Rect? { first.map { first in reduce(first) { $0.union($1) } } }
}
