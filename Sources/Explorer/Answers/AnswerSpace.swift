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
    /// Whether the answer is as wide as the part.
    var isFilled = false
  }

  /// The least rows and columns in which an answer can be read.
  private static let least = Size(width: 30, height: 5)

  /// All of a screen.
  init(_ whole: Rect) {
    self.whole = whole
  }

  /// First the panes beside the graph, then what is free around each of the places that the answer is
  /// about, within the body of the screen.
  init(_ whole: Rect, panes: [Rect], around places: [Rect], in body: Rect) {
    self.whole = whole
    if let first = panes.first {
      parts.append(Part(area: panes.reduce(first) { $0.union($1) }, isFilled: true))
    }
    parts += places.flatMap { Self.around($0, in: body) }
    parts = parts.filter {
      $0.area.width >= Self.least.width && $0.area.height >= Self.least.height
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
