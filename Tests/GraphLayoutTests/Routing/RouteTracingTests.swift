import GraphLayout
import LayoutSamples
import Testing

@Suite struct RouteTracingTests {
  @Test func `a line turns only where it has to`() throws {
    let graph = SampleGraph("", operands: [[], [], [0, 1]])
    let layout = try #require(layOut(graph.nodes, graph.edges))
    #expect(layout.routes.map(\.points.count) == [2, 4])
  }

  @Test func `edges of one source share their trunk`() throws {
    let graph = SampleGraph("", operands: [[], [0], [1], [2, 0], [3, 0]])
    let layout = try #require(layOut(graph.nodes, graph.edges))
    let first = layout.routes[3].points
    let second = layout.routes[5].points
    #expect(Array(first.prefix(2)) == Array(second.prefix(2)))
  }

  @Test func `two operands from one source enter apart`() throws {
    let graph = SampleGraph("", operands: [[], [0, 0]])
    let layout = try #require(layOut(graph.nodes, graph.edges))
    let ends = layout.routes.compactMap(\.points.last)
    #expect(ends.map(\.y) == [1, 2])
    #expect(ends[0].x == ends[1].x)
  }

  @Test func `labels of a channel end before its arrows`() throws {
    let graph = SampleGraph("", operands: [[], [], [0, 1], [1]], labelWidth: 5)
    let layout = try #require(layOut(graph.nodes, graph.edges))
    #expect(Set(layout.routes.compactMap { $0.label?.x }).count == 1)
    #expect(graph.faults(of: layout) == [])
  }
}
