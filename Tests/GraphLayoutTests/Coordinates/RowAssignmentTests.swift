import LayoutSamples
import Testing

@testable import GraphLayout

@Suite struct RowAssignmentTests {
  /// A drawing's rows, and everything they were made of.
  private struct Placed {
    let graph: LayeredGraph
    let order: LayerOrder
    let rows: [Int]
    let options: LayoutOptions

    init(_ sample: SampleGraph, _ options: LayoutOptions = LayoutOptions()) throws {
      self.options = options
      graph = sample.layered()
      order = try #require(CrossingReduction.order(of: graph) { false })
      rows = try #require(assignRows(graph, order, options) { false })
    }
  }

  @Test(
    arguments: SampleGraph.corpus,
    [LayoutOptions(), LayoutOptions(nodeGap: 0), LayoutOptions(nodeGap: 2, wireGap: 1)])
  func `neighbours keep their order and distance`(
    _ sample: SampleGraph, _ options: LayoutOptions
  ) throws {
    let placed = try Placed(sample, options)
    let spacing = Spacing(placed.graph, placed.order, options)
    for layer in 0..<placed.order.layerCount {
      let vertices = placed.order[layer]
      for (upper, lower) in zip(vertices, vertices.dropFirst()) {
        let (below, above) = (spacing.neighbours[upper], spacing.neighbours[lower])
        #expect(below.below == lower && above.above == upper)
        #expect(below.distanceBelow >= placed.graph.height[upper])
        #expect(below.distanceBelow == above.distanceAbove)
        #expect(placed.rows[lower] - placed.rows[upper] >= below.distanceBelow)
      }
    }
    #expect(placed.rows.min() == 0)
  }

  @Test(arguments: [SampleGraph.chain(9), .bus(6), .horner(5)])
  func `a chain is a straight line`(_ sample: SampleGraph) throws {
    let placed = try Placed(sample)
    let straight = placed.graph.linkSource.indices.count { link in
      let source = placed.graph.linkSource[link]
      let target = placed.graph.linkTarget[link]
      return placed.rows[source] + placed.graph.outputRow[source]
        == placed.rows[target] + placed.graph.linkRow[link]
    }
    #expect(straight >= placed.order.layerCount - 1)
  }

  @Test func `no rows when cancelled`() {
    let graph = SampleGraph.chain(3).layered()
    #expect(assignRows(graph, LayerOrder(asGiven: graph), LayoutOptions()) { true } == nil)
  }
}
