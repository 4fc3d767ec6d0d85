import LayoutSamples
import Testing

@testable import GraphLayout

@Suite struct BlockCompactionTests {
  @Test func `blocks go as high as what lies above them lets them`() throws {
    let graph = SampleGraph("", operands: [[], [], [1]]).layered()
    let order = LayerOrder(asGiven: graph)
    let blocks = BlockAlignment(
      graph, order, BlockAlignment.Preference(toOperands: true, downward: true),
      LinksByPlace(graph, order), isBlocked: [false])
    let compaction = try #require(
      BlockCompaction(
        blocks, members: Groups(owners: blocks.root, count: 3),
        Spacing(graph, order, LayoutOptions(nodeGap: 1))))
    #expect(compaction.rows == [0, 5, 5])
    #expect(compaction.roots == [0, 1])
  }
}
