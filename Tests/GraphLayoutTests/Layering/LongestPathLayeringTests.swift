import LayoutSamples
import Testing

@testable import GraphLayout

@Suite struct LongestPathLayeringTests {
  @Test func `a node comes right after the last of its operands`() {
    let graph = SampleGraph("", operands: [[], [0], [1], [0, 2], []])
    let acyclic = AcyclicGraph(nodeCount: graph.nodes.count, edges: graph.edges)
    #expect(longestPathLayers(of: acyclic) == [0, 1, 2, 3, 0])
  }
}
