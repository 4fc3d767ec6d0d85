import GraphLayout
import LayoutSamples
import TestSupport
import Testing

/// Our crossings against those of Graphviz on the corpus.
@Suite(.needsGraphviz) struct DotComparisonTests {
  @Test func `the corpus has no more crossings than with dot`() throws {
    var ours = 0
    var dots = 0
    var table = ["edge pairs that cross: ours, dot; cells in which nets cross; size"]
    for graph in SampleGraph.corpus {
      let layout = try #require(layOut(graph.nodes, graph.edges))
      let map = CellMap(layout, edges: graph.edges)
      let theirs = try GraphvizLayout.crossings(of: graph)
      ours += map.edgeCrossings
      dots += theirs
      let numbers = [map.edgeCrossings, theirs, map.crossings].map { number in
        String(repeating: " ", count: max(7 - "\(number)".count, 0)) + "\(number)"
      }
      table.append(numbers.joined() + "  \(layout.width)x\(layout.height)  \(graph)")
    }
    print(table.joined(separator: "\n"), "\ntotal: \(ours) against \(dots)")
    #expect(ours <= dots)
    for flow in [LayoutFlow.down, .wrapped(bands: 2), .wrapped(bands: 4)] {
      let crossings = try SampleGraph.corpus.reduce(0) { sum, graph in
        let layout = try #require(layOut(graph.nodes, graph.edges, flow: flow))
        return sum + CellMap(layout, edges: graph.edges, flow: flow).edgeCrossings
      }
      print("\(flow): \(crossings)")
      #expect(crossings <= dots, "\(flow)")
    }
  }
}
