import LayoutSamples
import Testing

@testable import GraphLayout

@Suite struct CrossingReductionTests {
  private func crossings(_ sample: SampleGraph) throws -> Int {
    let graph = sample.layered()
    let order = try #require(CrossingReduction.order(of: graph) { false })
    #expect(order.isSound(for: graph))
    var counter = CrossingCounter()
    return counter.count(order, of: graph)
  }

  @Test(arguments: [
    SampleGraph.chain(12), .binaryTree(6), .outTree(5), .grid(7, 7), .diamonds(6), .horner(8),
    .dotProduct(8), .components(5), .expressionSwell(), .bus(10),
  ])
  func `what can be drawn without crossings is`(_ sample: SampleGraph) throws {
    #expect(try crossings(sample) == 0)
  }

  @Test func `two operations on the same two operands in order cross once`() throws {
    #expect(try crossings(SampleGraph("", operands: [[], [], [0, 1], [0, 1]])) == 1)
  }

  @Test func `among equals the given order is kept`() throws {
    let graph = SampleGraph.network([3, 3]).layered()
    let order = try #require(CrossingReduction.order(of: graph) { false })
    #expect(order.vertices == [0, 1, 2, 3, 4, 5])
  }

  @Test func `a cancelled reduction gives nothing`() {
    #expect(CrossingReduction.order(of: SampleGraph.butterfly(3).layered()) { true } == nil)
  }
}
