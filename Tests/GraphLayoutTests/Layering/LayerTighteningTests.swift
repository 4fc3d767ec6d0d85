import LayoutSamples
import Testing

@testable import GraphLayout

@Suite struct LayerTighteningTests {
  private func layers(_ graph: SampleGraph) -> (before: [Int], after: [Int], AcyclicGraph) {
    let acyclic = AcyclicGraph(nodeCount: graph.nodes.count, edges: graph.edges)
    let before = longestPathLayers(of: acyclic)
    return (before, LayerTightening(before, of: acyclic).layers, acyclic)
  }

  @Test func `an input moves beside its first use`() {
    #expect(
      layers(SampleGraph("", operands: [[], [0], [1], [], [2, 3]])).after == [0, 1, 2, 2, 3])
  }

  @Test func `a whole branch moves to its use`() {
    let graph = SampleGraph("", operands: [[], [0], [1], [2], [], [4], [3, 5]])
    #expect(layers(graph).after == [0, 1, 2, 3, 2, 3, 4])
  }

  @Test func `a shared trunk costs no more for a nearer consumer`() {
    // Node 1 uses only what runs past it anyway, so it moves to its own consumer.
    let graph = SampleGraph("", operands: [[], [0], [0], [2], [3], [4, 0, 1]])
    #expect(layers(graph).after == [0, 3, 1, 2, 3, 4])
  }

  @Test func `what each step of a recurrence takes moves to that step`() {
    // Node 0 is a weight of all inputs 1, 4 and 7; 2, 5 and 8 are the products, 3, 6 and 9 the steps.
    let graph = SampleGraph(
      "", operands: [[], [], [0, 1], [2], [], [0, 4], [3, 5], [], [0, 7], [6, 8], [9]])
    #expect(layers(graph).after == [0, 0, 1, 2, 1, 2, 3, 2, 3, 4, 5])
  }

  @Test(arguments: SampleGraph.corpus)
  func `edges still lead onward, trunks are no longer, no layer is empty`(_ graph: SampleGraph) {
    let (before, after, acyclic) = layers(graph)
    for edge in acyclic.edges.indices {
      #expect(after[acyclic.sources[edge]] < after[acyclic.targets[edge]])
    }
    #expect(trunkLength(acyclic, after) <= trunkLength(acyclic, before))
    #expect(Set(after) == Set(0...(after.max() ?? 0)))
  }

  private func trunkLength(_ graph: AcyclicGraph, _ layers: [Int]) -> Int {
    (0..<graph.nodeCount).reduce(0) { sum, node in
      let ends = graph.outgoing[node].map { layers[graph.targets[$0]] - layers[node] }
      return sum + (ends.max() ?? 0)
    }
  }
}
