import Basics
import LayoutSamples
import Testing

@testable import GraphLayout

@Suite struct SiftingTests {
  @Test(arguments: SampleGraph.corpus)
  func `sifting removes as many crossings as it says`(_ sample: SampleGraph) {
    let graph = sample.layered()
    var random = SplitMix64(seed: 3)
    var order = LayerOrder(
      of: graph, sequence: Array(0..<graph.vertexCount).shuffled(using: &random))
    var counter = CrossingCounter()
    let before = counter.count(order, of: graph)
    var sifting = Sifting(graph, order)
    let removed = sifting.siftAll(&order, workLimit: 1_000_000)
    #expect(order.isSound(for: graph))
    let after = counter.count(order, of: graph)
    #expect(after == before - removed)
    #expect(removed >= 0)
  }

  @Test(arguments: SampleGraph.corpus)
  func `a kick counts right and can be taken back`(_ sample: SampleGraph) {
    let graph = sample.layered()
    var order = LayerOrder(asGiven: graph)
    var counter = CrossingCounter()
    var random = SplitMix64(seed: 4)
    var sifting = Sifting(graph, order)
    for _ in 0..<8 {
      let vertices = order.vertices
      let before = counter.count(order, of: graph)
      let gain = sifting.kick(using: &random)
      sifting.store(in: &order)
      #expect(order.isSound(for: graph))
      let after = counter.count(order, of: graph)
      #expect(after == before - gain)
      guard gain < 0 else { continue }
      sifting.undoKick()
      sifting.store(in: &order)
      #expect(order.vertices == vertices)
    }
    sifting.undoAll()
    sifting.store(in: &order)
    #expect(order.vertices == LayerOrder(asGiven: graph).vertices)
    #expect(order.isSound(for: graph))
  }
}
