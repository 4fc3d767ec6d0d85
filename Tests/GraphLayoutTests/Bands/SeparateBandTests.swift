import Basics
import LayoutSamples
import TestSupport
import Testing

@testable import GraphLayout

@Suite struct SeparateBandTests {
  private static let large = [
    SampleGraph.chain(300), .localGraph(600, seed: 3), .recurrent(80), .scalarNetwork([10, 20, 8]),
    .reuse(300, seed: 3), .dotProduct(150),
  ]

  private func draw(_ graph: SampleGraph, columns: Int = 100, rows: Int = 40) throws -> Layout {
    try #require(
      layOut(graph.nodes, graph.edges, flow: .separate(columns: columns, rows: rows)))
  }

  @Test(arguments: large)
  func `what is drawn keeps the laws`(_ graph: SampleGraph) throws {
    let layout = try draw(graph)
    #expect(layout.boxes.count == graph.nodes.count && layout.routes.count == graph.edges.count)
    #expect(CellMap(layout, edges: graph.edges, flow: .right).faults == [])
    #expect(layout.width <= 100)
    expectEnds(of: layout, graph)
  }

  @Test(arguments: 0..<150)
  func `whatever the graph and the pane, the laws are kept`(seed: Int) throws {
    let graph = SampleGraph.anything(seed: seed)
    var random = SplitMix64(seed: UInt64(seed))
    let columns = Int.random(in: 0...120, using: &random)
    let rows = Int.random(in: 0...50, using: &random)
    let layout = try draw(graph, columns: columns, rows: rows)
    #expect(CellMap(layout, edges: graph.edges, flow: .right).faults == [])
    expectEnds(of: layout, graph)
  }

  /// A line begins right of its source and ends left of its target, whether it is cut or not.
  private func expectEnds(of layout: Layout, _ graph: SampleGraph) {
    let map = CellMap(layout, edges: graph.edges)
    for (edge, route) in zip(graph.edges, layout.routes) {
      let (from, to) = (layout.boxes[edge.source], layout.boxes[edge.target])
      let start = CellPoint(
        x: from.x + from.width, y: from.y + graph.nodes[edge.source].outputRow)
      let end = CellPoint(
        x: to.x - 1, y: to.y + graph.nodes[edge.target].inputRow(ofPort: edge.port))
      #expect((route.exit ?? route.points.first) == start)
      #expect(route.points.last == end)
      #expect(route.exit == nil || route.points.count == 1)
      let (box, marks) = map[start.x, start.y]
      #expect(box == nil && marks.allSatisfy { $0.net == edge.source })
    }
  }

  @Test func `what is computed from another band lies below it`() throws {
    let graph = SampleGraph.localGraph(600, seed: 3)
    let layout = try draw(graph)
    for (edge, route) in zip(graph.edges, layout.routes) where route.exit != nil {
      let (from, to) = (layout.boxes[edge.source], layout.boxes[edge.target])
      #expect(from.y + from.height <= to.y)
    }
    #expect(layout.routes.contains { $0.exit != nil })
  }

  @Test func `many results of one input fill the pane and not one column`() throws {
    let graph = SampleGraph("", operands: [[]] + Array(repeating: [0], count: 200))
    let layout = try draw(graph)
    let cells = layout.boxes.reduce(0) { $0 + $1.width * $1.height }
    #expect(cells * 4 > layout.width * layout.height)
  }

  @Test func `lines within a band are whole, and those between bands are cut`() throws {
    let graph = SampleGraph.chain(300)
    let layout = try draw(graph)
    let cut = layout.routes.filter { $0.exit != nil }.count
    #expect(cut > 0 && cut * 4 < layout.routes.count)
  }

  @Test func `a cancelled drawing is none`() {
    let graph = SampleGraph.chain(300)
    #expect(
      layOut(
        graph.nodes, graph.edges, flow: .separate(columns: 80, rows: 24), isCancelled: { true })
        == nil)
  }

  @Test func `four times as many nodes take about four times as long`() {
    let (large, small) = (
      SampleGraph.localGraph(8000, seed: 3), SampleGraph.localGraph(2000, seed: 3)
    )
    Growth.expect(lessThan: 8) {
      _ = layOut(large.nodes, large.edges, flow: .separate(columns: 140, rows: 50))
    } _: {
      _ = layOut(small.nodes, small.edges, flow: .separate(columns: 140, rows: 50))
    }
  }
}
