import LayoutSamples
import Testing

@testable import GraphLayout

@Suite struct LabelPlacementTests {
  private static let flows = [LayoutFlow.right, .down, .wrapped(bands: 3)]

  @Test(arguments: SampleGraph.corpus)
  func `a label covers nothing but its own line`(_ graph: SampleGraph) throws {
    for flow in Self.flows {
      let layout = try #require(layOut(graph.nodes, graph.edges, flow: flow))
      expectLaws(
        of: LabelPlacement(in: layout, widths: graph.wanted, isDownward: flow == .down), layout)
    }
  }

  @Test(arguments: 0..<200)
  func `a label of a random graph covers nothing but its own line`(seed: Int) throws {
    let graph = SampleGraph.anything(seed: seed)
    let flow = Self.flows[seed % Self.flows.count]
    let layout = try #require(layOut(graph.nodes, graph.edges, flow: flow))
    expectLaws(
      of: LabelPlacement(in: layout, widths: graph.wanted, isDownward: flow == .down), layout)
  }

  private func expectLaws(of placement: LabelPlacement, _ layout: Layout) {
    #expect(placement.labels.count == layout.routes.count)
    var taken: Set<CellPoint> = []
    let lines = layout.routes.map { Set($0.cells) }
    for (edge, label) in placement.labels.enumerated() {
      guard let label else { continue }
      #expect(label.x >= 0 && label.y >= 0)
      #expect(label.x + label.width <= layout.width && label.y < layout.height)
      for x in label.x..<label.x + label.width {
        let cell = CellPoint(x: x, y: label.y)
        #expect(taken.insert(cell).inserted, "two labels in \(cell)")
        let holders = lines.indices.filter { lines[$0].contains(cell) }
        #expect(holders.isEmpty || holders == [edge], "label \(edge) covers \(holders)")
        #expect(!layout.boxes.contains { $0.contains(cell) }, "label \(edge) covers a box")
      }
      let cells = (label.x..<label.x + label.width).map { CellPoint(x: $0, y: label.y) }
      let isOnLine = cells.allSatisfy(lines[edge].contains)
      let head = layout.routes[edge].points.last
      let isBesideHead = head.map { head in
        cells.contains { abs($0.x - head.x) + abs($0.y - head.y) == 1 }
      }
      #expect(isOnLine || isBesideHead == true)
      // What covers a line leaves its ends and turns.
      if isOnLine { #expect(!layout.routes[edge].points.contains(where: cells.contains)) }
    }
  }

  /// ```
  /// ▢ ──╮
  ///     │
  ///     ╰─▶▢
  /// ```
  @Test func `without room before the head a label stands on the longest piece`() {
    let route = Route(
      points: [(3, 0), (16, 0), (16, 6), (19, 6)].map { CellPoint(x: $0.0, y: $0.1) })
    let layout = Layout(
      boxes: [
        CellRect(x: 0, y: 0, width: 3, height: 1), CellRect(x: 20, y: 6, width: 3, height: 1),
      ], routes: [route], layers: [[0], [1]], width: 23, height: 7)
    let placement = LabelPlacement(in: layout, widths: [[7, 6]], isDownward: false)
    #expect(placement.labels == [CellRect(x: 6, y: 0, width: 7, height: 1)])
  }

  @Test func `without room on the line a label stands beside the head`() {
    let route = Route(
      points: [(13, 0), (16, 0), (16, 6), (19, 6)].map { CellPoint(x: $0.0, y: $0.1) })
    let layout = Layout(
      boxes: [
        CellRect(x: 0, y: 0, width: 13, height: 1), CellRect(x: 20, y: 5, width: 3, height: 2),
      ], routes: [route], layers: [[0], [1]], width: 23, height: 8)
    let placement = LabelPlacement(in: layout, widths: [[7, 6]], isDownward: false)
    #expect(placement.labels == [CellRect(x: 13, y: 7, width: 7, height: 1)])
  }

  @Test func `a label that the layout has placed keeps its place, and none is wanted twice`() throws
  {
    let graph = SampleGraph("", operands: [[], [], [0, 1]], labelWidth: 5)
    let layout = try #require(layOut(graph.nodes, graph.edges))
    let placement = LabelPlacement(
      in: layout, widths: graph.edges.map { _ in [5] }, isDownward: false)
    #expect(layout.routes.allSatisfy { $0.label != nil })
    #expect(placement.labels == [nil, nil])
  }
}

extension SampleGraph {
  /// The columns wanted for a label at every edge.
  fileprivate var wanted: [[Int]] { edges.indices.map { $0 % 5 == 0 ? [2] : [7, 6] } }
}

extension Route {
  /// All cells of the line.
  fileprivate var cells: [CellPoint] {
    zip(points, points.dropFirst()).flatMap { start, end in
      (min(start.y, end.y)...max(start.y, end.y)).flatMap { y in
        (min(start.x, end.x)...max(start.x, end.x)).map { CellPoint(x: $0, y: y) }
      }
    } + points
  }
}

extension CellRect {
  fileprivate func contains(_ point: CellPoint) -> Bool {
    point.x >= x && point.x < x + width && point.y >= y && point.y < y + height
  }
}
