import LayoutSamples
import Testing

@testable import GraphLayout

@Suite struct BarycenterSweepTests {
  @Test func `consumers follow their operands`() {
    let graph = SampleGraph("", operands: [[], [], [], [2], [1], [0]]).layered()
    var order = LayerOrder(asGiven: graph)
    var sweep = BarycenterSweep()
    sweep.run(.forward, &order, of: graph, equalsTurn: false)
    #expect(Array(order[1]) == [5, 4, 3])
  }

  @Test func `operands stand in the order in which they are used`() {
    let graph = SampleGraph("", operands: [[], [], [], [2, 1, 0]]).layered()
    var order = LayerOrder(asGiven: graph)
    var sweep = BarycenterSweep()
    sweep.run(.backward, &order, of: graph, equalsTurn: false)
    #expect(Array(order[0]) == [2, 1, 0])
  }

  @Test func `equals turn when asked to`() {
    let graph = SampleGraph("", operands: [[], [0], [0], [0]]).layered()
    var order = LayerOrder(asGiven: graph)
    var sweep = BarycenterSweep()
    sweep.run(.forward, &order, of: graph, equalsTurn: false)
    #expect(Array(order[1]) == [1, 2, 3])
    sweep.run(.forward, &order, of: graph, equalsTurn: true)
    #expect(Array(order[1]) == [3, 2, 1])
  }

  @Test(arguments: SampleGraph.corpus)
  func `a sweep leaves a sound order`(_ sample: SampleGraph) {
    let graph = sample.layered()
    var order = LayerOrder(asGiven: graph)
    var sweep = BarycenterSweep()
    sweep.run(.forward, &order, of: graph, equalsTurn: true)
    #expect(order.isSound(for: graph))
    sweep.run(.backward, &order, of: graph, equalsTurn: false)
    #expect(order.isSound(for: graph))
  }
}
