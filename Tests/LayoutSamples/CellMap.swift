package import GraphLayout

/// What every cell of a drawing holds, with the marks of lines merged by net.
///
/// A net is all that leaves one source.
package struct CellMap {
  /// Which ways a line leaves a cell.
  package struct Arms: OptionSet, Hashable {
    package let rawValue: Int

    package init(rawValue: Int) {
      self.rawValue = rawValue
    }

    package static let up = Arms(rawValue: 1)
    package static let right = Arms(rawValue: 2)
    package static let down = Arms(rawValue: 4)
    package static let left = Arms(rawValue: 8)
    package static let across: Arms = [.left, .right]
    package static let upright: Arms = [.up, .down]
  }

  /// A net in a cell.
  package struct Mark {
    package var net: Int
    package var arms: Arms
    /// How many edges of the net pass.
    package var edges: Int
  }

  private let flow: LayoutFlow
  package let width: Int
  package let height: Int
  package private(set) var boxes: [Int?]
  package private(set) var marks: [[Mark]]
  /// What is wrong with the drawing, in sentences.
  package private(set) var faults: [String] = []

  package init(_ layout: Layout, edges: [LayoutEdge], flow: LayoutFlow = .right) {
    self.flow = flow
    width = layout.width
    height = layout.height
    boxes = [Int?](repeating: nil, count: max(width * height, 0))
    marks = [[Mark]](repeating: [], count: max(width * height, 0))
    for (node, box) in layout.boxes.enumerated() { add(box, node) }
    for (index, route) in layout.routes.enumerated() {
      add(route, net: edges[index].source, edge: index)
    }
    for cell in marks.indices { judge(cell) }
  }

  package subscript(x: Int, y: Int) -> (box: Int?, marks: [Mark]) {
    (boxes[y * width + x], marks[y * width + x])
  }

  private mutating func cell(_ x: Int, _ y: Int, _ what: @autoclosure () -> String) -> Int? {
    guard x >= 0 && x < width && y >= 0 && y < height else {
      faults.append("\(what()) leaves the drawing at (\(x), \(y))")
      return nil
    }
    return y * width + x
  }

  private mutating func add(_ box: CellRect, _ node: Int) {
    for y in box.y..<(box.y + box.height) {
      for x in box.x..<(box.x + box.width) {
        guard let cell = cell(x, y, "box \(node)") else { continue }
        if let other = boxes[cell] { faults.append("box \(node) overlaps box \(other)") }
        boxes[cell] = node
      }
    }
  }

  private mutating func add(_ route: Route, net: Int, edge: Int) {
    var arms: [CellPoint: Arms] = [:]
    let (before, after): (Arms, Arms) = flow == .down ? (.up, .down) : (.left, .right)
    for (from, to) in zip(route.points, route.points.dropFirst()) {
      guard (from.x == to.x) != (from.y == to.y) else {
        faults.append("edge \(edge) is not at right angles from \(from) to \(to)")
        continue
      }
      let (dx, dy) = ((to.x - from.x).signum(), (to.y - from.y).signum())
      let forth: Arms = dx > 0 ? .right : dx < 0 ? .left : dy > 0 ? .down : .up
      let back: Arms = dx > 0 ? .left : dx < 0 ? .right : dy > 0 ? .up : .down
      var point = from
      while point != to {
        arms[point, default: []].insert(forth)
        point = CellPoint(x: point.x + dx, y: point.y + dy)
        arms[point, default: []].insert(back)
      }
    }
    if let first = route.points.first { arms[first, default: []].insert(before) }
    if let last = route.points.last { arms[last, default: []].insert(after) }
    for (point, arms) in arms {
      guard let cell = cell(point.x, point.y, "edge \(edge)") else { continue }
      if let mark = marks[cell].firstIndex(where: { $0.net == net }) {
        marks[cell][mark].arms.formUnion(arms)
        marks[cell][mark].edges += 1
      } else {
        marks[cell].append(Mark(net: net, arms: arms, edges: 1))
      }
    }
  }

  private mutating func judge(_ cell: Int) {
    let here = marks[cell]
    let place = "(\(cell % width), \(cell / width))"
    if let box = boxes[cell], !here.isEmpty {
      faults.append("net \(here[0].net) runs through box \(box) at \(place)")
    }
    guard here.count > 1 else { return }
    if here.count > 2 || Set(here.map(\.arms)) != [.across, .upright] {
      faults.append("nets \(here.map(\.net)) do not cross cleanly at \(place)")
    }
  }

  /// Cells in which two nets cross.
  package var crossings: Int { marks.lazy.filter { $0.count == 2 }.count }

  /// Pairs of edges that cross, once for every cell in which they do.
  package var edgeCrossings: Int {
    marks.reduce(0) { $0 + ($1.count == 2 ? $1[0].edges * $1[1].edges : 0) }
  }
}
