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
    let runs = freeRuns(along: points, of: edge)
    return widths.lazy.compactMap { runs.place(forWidth: $0) }.first
      ?? widths.lazy.compactMap { besideHead(head, of: edge, width: $0) }.first
  }

  /// The longest run of cells that are the edge's alone, on each level piece of its line that has one.
  private func freeRuns(along points: [CellPoint], of edge: Int) -> [FreeRun] {
    var runs: [FreeRun] = []
    for (place, (start, end)) in zip(points, points.dropFirst()).enumerated() where start.y == end.y
    {
      guard let columns = freeRun(between: start, end, of: edge) else { continue }
      runs.append(FreeRun(columns: columns, row: start.y, isLast: place == points.count - 2))
    }
    return runs
  }

  /// The longest run of cells between two corners that are the edge's alone; of equal ones the last.
  private func freeRun(
    between start: CellPoint, _ end: CellPoint, of edge: Int
  ) -> Range<Int>? {
    let holder = Int32(clamping: edge)
    let (low, high) = (max(min(start.x, end.x) + 1, 0), min(max(start.x, end.x), layout.width))
    guard low < high, start.y >= 0, start.y < layout.height else { return nil }
    let row = start.y * layout.width
    var best = low..<low
    var first = low
    for x in low..<high {
      guard cells[row + x] == holder else {
        first = x + 1
        continue
      }
      if x - first + 1 >= best.count { best = first..<x + 1 }
    }
    return best.isEmpty ? nil : best
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
    hold(rect.x..<rect.x + rect.width, rect.y..<rect.y + rect.height, by: Cell.taken)
  }

  private mutating func trace(_ route: Route, of edge: Int) {
    let holder = Int32(clamping: edge)
    if let exit = route.exit { hold(exit.x..<exit.x + 1, exit.y..<exit.y + 1, by: Cell.taken) }
    if let head = route.points.last { hold(head.x..<head.x + 1, head.y..<head.y + 1, by: holder) }
    for (start, end) in zip(route.points, route.points.dropFirst()) {
      hold(
        min(start.x, end.x)..<max(start.x, end.x) + 1,
        min(start.y, end.y)..<max(start.y, end.y) + 1, by: holder)
    }
  }

  /// Has the cells in some columns and rows, as far as they are in the drawing, held by one holder more.
  private mutating func hold(_ columns: Range<Int>, _ rows: Range<Int>, by holder: Int32) {
    let columns = columns.clamped(to: 0..<layout.width)
    for row in rows.clamped(to: 0..<layout.height) {
      for place in row * layout.width + columns.lowerBound..<row * layout.width + columns.upperBound
      {
        cells[place] = cells[place] == Cell.free || cells[place] == holder ? holder : Cell.taken
      }
    }
  }
}

/// Cells in a row that one line has for itself.
private struct FreeRun {
  let columns: Range<Int>
  let row: Int
  /// Whether it is on the piece that leads into the target.
  let isLast: Bool
}

extension [FreeRun] {
  /// The place of a label on the last piece, if that has room, else on the longest other one.
  fileprivate func place(forWidth width: Int) -> CellRect? {
    var best: FreeRun?
    for run in self where run.columns.count >= width {
      if run.isLast || run.columns.count > best?.columns.count ?? 0 { best = run }
    }
    return best.map { run in
      let spare = run.columns.count - width
      return CellRect(
        x: run.columns.lowerBound + (run.isLast ? spare : spare / 2), y: run.row, width: width,
        height: 1)
    }
  }
}

extension CellRect {
  fileprivate func holds(_ point: CellPoint) -> Bool {
    point.x >= x && point.x < x + width && point.y >= y && point.y < y + height
  }
}
