/// Finds room for labels in a drawing that was laid out without any for them.
///
/// ```
///  ▢ ──╮         ▢ ─·-0.4─╮  ▢           ▢
///      ╰──·2──▶▢          ╰─▶▢         ─▶▢
///                                      ·3
/// ```
/// A label goes on the level piece that leads into the target, else on the longest level piece of the
/// line that is free, else beside the head. It covers no box, no other label and no cell in which
/// another line runs, of the same source or not.
package struct LabelPlacement {
  /// What holds a cell: nothing, one edge by its number, or what no label may cover.
  private enum Cell {
    static let free: Int32 = -1
    static let taken: Int32 = -2
  }

  /// A drawing of more cells gets no labels.
  private static let mostCells = 1 << 20

  private let layout: Layout
  private let isDownward: Bool
  private var cells: [Int32] = []
  /// The cells of each label; `nil` where there is no room for it.
  package private(set) var labels: [CellRect?]

  /// Finds places for the labels that the layout has not placed yet.
  ///
  /// - Parameter widths: for each edge the columns its label may take, from the most that are of use to
  ///   the least; none for an edge without one.
  package init(in layout: Layout, widths: [[Int]], isDownward: Bool) {
    self.layout = layout
    self.isDownward = isDownward
    labels = Array(repeating: nil, count: layout.routes.count)
    guard layout.width > 0, layout.height > 0, layout.height <= Self.mostCells / layout.width,
      widths.count == labels.count
    else { return }
    cells = Array(repeating: Cell.free, count: layout.width * layout.height)
    for box in layout.boxes { take(box) }
    for (edge, route) in layout.routes.enumerated() { trace(route, of: edge) }
    for (edge, route) in layout.routes.enumerated() {
      guard let label = route.label, let width = widths[edge].first else { continue }
      take(CellRect(x: label.x, y: label.y, width: width, height: 1))
    }
    for edge in labels.indices where layout.routes[edge].label == nil {
      guard let place = place(of: edge, widths[edge]) else { continue }
      labels[edge] = place
      take(place)
    }
  }

  private func place(of edge: Int, _ widths: [Int]) -> CellRect? {
    let points = layout.routes[edge].points
    guard points.count > 1 || layout.routes[edge].exit == nil, let head = points.last else {
      return nil
    }
    return widths.lazy.compactMap { onLine(points, of: edge, width: $0) }.first
      ?? widths.lazy.compactMap { besideHead(head, of: edge, width: $0) }.first
  }

  /// The place on the last piece, if that is level, else on the longest other one.
  private func onLine(_ points: [CellPoint], of edge: Int, width: Int) -> CellRect? {
    var (best, longest): (CellRect?, Int) = (nil, 0)
    for (place, (start, end)) in zip(points, points.dropFirst()).enumerated() where start.y == end.y
    {
      let isLast = place == points.count - 2
      guard let run = freeRun(between: start, end, of: edge), run.count >= width else { continue }
      let spare = run.count - width
      let x = run.lowerBound + (isLast ? spare : spare / 2)
      let label = CellRect(x: x, y: start.y, width: width, height: 1)
      if isLast { return label }
      if run.count > longest { (best, longest) = (label, run.count) }
    }
    return best
  }

  /// The longest run of cells between two corners that are the edge's alone; of equal ones the last.
  private func freeRun(
    between start: CellPoint, _ end: CellPoint, of edge: Int
  ) -> Range<Int>? {
    let row = start.y
    var best: Range<Int>?
    var first: Int?
    let (low, high) = (min(start.x, end.x) + 1, max(start.x, end.x))
    guard low < high else { return nil }
    for x in low...high {
      if x < high, self[x, row] == Int32(clamping: edge) {
        first = first ?? x
      } else if let begin = first {
        if x - begin >= best?.count ?? 0 { best = begin..<x }
        first = nil
      }
    }
    return best
  }

  /// The cells above or below a head that leads to the right, or on either side of one that leads down,
  /// unless another line is as near to them.
  private func besideHead(_ head: CellPoint, of edge: Int, width: Int) -> CellRect? {
    let places =
      isDownward
      ? [head.x + 1, head.x - width].map { CellRect(x: $0, y: head.y, width: width, height: 1) }
      : [head.y + 1, head.y - 1].map {
        CellRect(x: head.x - width + 1, y: $0, width: width, height: 1)
      }
    return places.first { place in
      isFree(place) && !isBesideAnother(place, edge)
    }
  }

  private func isFree(_ place: CellRect) -> Bool {
    place.x >= 0 && place.y >= 0 && place.x + place.width <= layout.width && place.y < layout.height
      && (place.x..<place.x + place.width).allSatisfy { self[$0, place.y] == Cell.free }
  }

  /// Whether a line of another edge, or what belongs to one, touches a free place.
  private func isBesideAnother(_ place: CellRect, _ edge: Int) -> Bool {
    let around =
      [place.x - 1, place.x + place.width].map { CellPoint(x: $0, y: place.y) }
      + (place.x..<place.x + place.width).flatMap { x in
        [place.y - 1, place.y + 1].map { CellPoint(x: x, y: $0) }
      }
    return around.contains { point in
      let holder = self[point.x, point.y]
      return holder != Cell.free && holder != Int32(clamping: edge)
        && !layout.boxes.contains { $0.holds(point) }
    }
  }

  private subscript(x: Int, y: Int) -> Int32 {
    guard x >= 0, y >= 0, x < layout.width, y < layout.height else { return Cell.free }
    return cells[y * layout.width + x]
  }

  private mutating func take(_ rect: CellRect) {
    for y in rect.y..<rect.y + rect.height {
      for x in rect.x..<rect.x + rect.width { hold(CellPoint(x: x, y: y), by: Cell.taken) }
    }
  }

  private mutating func trace(_ route: Route, of edge: Int) {
    if let exit = route.exit { hold(exit, by: Cell.taken) }
    if let head = route.points.last { hold(head, by: Int32(clamping: edge)) }
    for (start, end) in zip(route.points, route.points.dropFirst()) {
      for y in min(start.y, end.y)...max(start.y, end.y) {
        for x in min(start.x, end.x)...max(start.x, end.x) {
          hold(CellPoint(x: x, y: y), by: Int32(clamping: edge))
        }
      }
    }
  }

  private mutating func hold(_ point: CellPoint, by holder: Int32) {
    guard point.x >= 0, point.y >= 0, point.x < layout.width, point.y < layout.height else {
      return
    }
    let place = point.y * layout.width + point.x
    cells[place] = cells[place] == Cell.free || cells[place] == holder ? holder : Cell.taken
  }
}

extension CellRect {
  fileprivate func holds(_ point: CellPoint) -> Bool {
    point.x >= x && point.x < x + width && point.y >= y && point.y < y + height
  }
}
