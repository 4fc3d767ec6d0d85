import LayoutSamples
import Testing

@testable import GraphLayout

@Suite struct InitialOrderTests {
  @Test(arguments: SampleGraph.corpus)
  func `every start names every vertex once`(_ sample: SampleGraph) {
    let graph = sample.layered()
    for start in InitialOrder.all {
      #expect(start.sequence(of: graph).sorted() == Array(0..<graph.vertexCount))
    }
  }

  @Test(arguments: [SampleGraph.binaryTree(5), .outTree(5), .chain(9), .speelpenning(9)])
  func `a tree starts without crossings`(_ sample: SampleGraph) {
    let graph = sample.layered()
    let start: InitialOrder = sample.name.hasPrefix("out") ? .fromInputs : .fromOutputs
    let order = LayerOrder(of: graph, sequence: start.sequence(of: graph))
    var counter = CrossingCounter()
    let crossings = counter.count(order, of: graph)
    #expect(crossings == 0)
  }
}
