import LayoutSamples
import Testing

@testable import GraphLayout

@Suite struct LaneAssignmentTests {
  @Test(arguments: SampleGraph.corpus)
  func `a drawing with trunks in lanes keeps the laws`(_ graph: SampleGraph) throws {
    var options = LayoutOptions()
    options.trunkBudget = 4
    let layout = try #require(layOut(graph.nodes, graph.edges, options: options))
    #expect(graph.faults(of: layout) == [])
  }

  @Test func `trunks of one lane follow one another`() {
    let sample = SampleGraph.fibonacci(40)
    let acyclic = AcyclicGraph(nodeCount: sample.nodes.count, edges: sample.edges)
    let graph = sample.layered(trunkBudget: 0)
    let lanes = LaneAssignment(graph, acyclic).lanes
    #expect(!lanes.isEmpty)
    for (index, first) in lanes.enumerated() {
      for second in lanes[(index + 1)...] where first.row == second.row {
        let end = first.edges.map { graph.layer[graph.linkTarget[$0]] }.max() ?? 0
        #expect(end <= graph.layer[second.source])
      }
    }
    #expect(lanes.allSatisfy { $0.row < 0 })
  }
}
