import LayoutSamples
import Testing

@testable import GraphLayout

@Suite struct LongEdgeSplittingTests {
  @Test func `edges of one source share a trunk`() {
    let graph = SampleGraph("", operands: [[], [0], [1, 0], [2, 0]]).layered()
    #expect(graph.vertexCount == 6)
    #expect(graph.outLinks.count(of: 0) == 2)
    #expect(graph.outLinks.count(of: 4) == 2)
  }

  @Test(arguments: SampleGraph.corpus)
  func `every link leads to the next layer and every dummy goes on`(_ sample: SampleGraph) {
    let graph = sample.layered()
    for link in graph.linkTarget.indices {
      #expect(graph.layer[graph.linkSource[link]] + 1 == graph.layer[graph.linkTarget[link]])
    }
    for dummy in graph.nodeCount..<graph.vertexCount {
      #expect(graph.inLinks.count(of: dummy) == 1)
      #expect(graph.outLinks.count(of: dummy) > 0)
    }
    #expect(graph.laneEdges.isEmpty)
  }

  @Test func `a link weighs as much as the edges it carries`() {
    let graph = SampleGraph("", operands: [[], [0], [1, 0], [2, 0]]).layered()
    let toTrunk = graph.outLinks.range(of: 0).filter { graph.isDummy(graph.outTargets[$0]) }
    #expect(toTrunk.map { graph.outWeights[$0] } == [2])
  }

  @Test func `beyond the budget the longest trunks are left to lanes`() {
    // Node 0 is used three layers on, node 1 two layers on.
    let sample = SampleGraph("", operands: [[], [0], [1], [2, 1, 0]])
    #expect(sample.layered(trunkBudget: 3).laneEdges.count == 0)
    let graph = sample.layered(trunkBudget: 2)
    #expect(graph.laneEdges.map { graph.linkTarget[$0] } == [3])
    #expect(graph.vertexCount == 5)
  }
}
