import LayoutSamples
import Testing

@testable import GraphLayout

@Suite struct BlockAlignmentTests {
  @Test(arguments: SampleGraph.corpus)
  func `blocks are straight lines that do not cross`(_ sample: SampleGraph) throws {
    let graph = sample.layered()
    let order = try #require(CrossingReduction.order(of: graph) { false })
    let (isBlocked, links) = (linksAcrossTrunks(graph, order), LinksByPlace(graph, order))
    for preference in BlockAlignment.Preference.all {
      let blocks = BlockAlignment(graph, order, preference, links, isBlocked: isBlocked)
      let members = Groups(owners: blocks.root, count: graph.vertexCount)
      for root in 0..<graph.vertexCount {
        let layers = members[root].map { graph.layer[$0] }
        #expect(Set(layers).count == layers.count)
      }
      let spacing = Spacing(graph, order, LayoutOptions())
      #expect(BlockCompaction(blocks, members: members, spacing) != nil)
    }
  }

  @Test func `in a block an output row meets the next input row`() {
    let graph = SampleGraph("", operands: [[], [], [], [0, 1, 2], [3]]).layered()
    let order = LayerOrder(asGiven: graph)
    let blocks = BlockAlignment(
      graph, order, BlockAlignment.Preference(toOperands: true, downward: true),
      LinksByPlace(graph, order), isBlocked: [Bool](repeating: false, count: graph.linkTarget.count)
    )
    #expect(blocks.root == [0, 1, 2, 1, 1])
    // The middle operand of a box of height 5 enters at row 2 and leaves at row 1 of its own box.
    #expect(blocks.offset == [0, 0, 0, -1, 0])
  }

  @Test(arguments: SampleGraph.corpus)
  func `links are known by the places of their other ends`(_ sample: SampleGraph) {
    let graph = sample.layered()
    let order = LayerOrder(asGiven: graph)
    let links = LinksByPlace(graph, order)
    for vertex in 0..<graph.vertexCount {
      let entering = graph.inLinks[vertex].sorted {
        (order.position[graph.linkSource[$0]], $0) < (order.position[graph.linkSource[$1]], $1)
      }
      let leaving = graph.outLinks[vertex].sorted {
        (order.position[graph.linkTarget[$0]], $0) < (order.position[graph.linkTarget[$1]], $1)
      }
      #expect(Array(links.entering[vertex]) == entering)
      #expect(Array(links.leaving[vertex]) == leaving)
    }
  }

  @Test func `a link across a trunk gives way`() throws {
    // The trunk of node 0 passes node 2; the link from 1 to 3 crosses its middle piece.
    let graph = SampleGraph("", operands: [[], [0], [1], [2, 0], [0]]).layered()
    let order = LayerOrder(asGiven: graph)
    let marked = linksAcrossTrunks(graph, order)
    for link in marked.indices where marked[link] {
      #expect(!graph.isDummy(graph.linkSource[link]) || !graph.isDummy(graph.linkTarget[link]))
    }
  }
}
