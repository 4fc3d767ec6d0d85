import Basics
import LayoutSamples
import Testing

@testable import GraphLayout

@Suite struct CrossingCounterTests {
  /// Every pair of links between two layers, compared one by one.
  private func pairwise(_ order: LayerOrder, _ graph: LayeredGraph) -> Int {
    var total = 0
    let ends = (0..<graph.vertexCount).flatMap { vertex in
      graph.outLinks.range(of: vertex).map { place in
        (
          layer: graph.layer[vertex], from: order.position[vertex],
          to: order.pin(ofOutgoing: place, in: graph), weight: graph.outWeights[place]
        )
      }
    }
    for (index, first) in ends.enumerated() {
      for second in ends[(index + 1)...] where first.layer == second.layer {
        if (first.from - second.from) * (first.to - second.to) < 0 {
          total += first.weight * second.weight
        }
      }
    }
    return total
  }

  @Test(arguments: SampleGraph.corpus.filter { $0.nodes.count <= 100 })
  func `the tree counts what comparing all pairs counts`(_ sample: SampleGraph) {
    let graph = sample.layered()
    var random = SplitMix64(seed: 5)
    var counter = CrossingCounter()
    for _ in 0..<4 {
      let order = LayerOrder(
        of: graph, sequence: Array(0..<graph.vertexCount).shuffled(using: &random))
      let counted = counter.count(order, of: graph)
      #expect(counted == pairwise(order, graph))
    }
  }

  @Test func `operands in the wrong order cross`() {
    let graph = SampleGraph("", operands: [[], [], [1, 0]]).layered()
    var counter = CrossingCounter()
    let crossed = counter.count(LayerOrder(of: graph, sequence: [0, 1, 2]), of: graph)
    #expect(crossed == 1)
    let parallel = counter.count(LayerOrder(of: graph, sequence: [1, 0, 2]), of: graph)
    #expect(parallel == 0)
  }
}
