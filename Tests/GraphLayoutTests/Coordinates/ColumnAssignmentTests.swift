import LayoutSamples
import Testing

@testable import GraphLayout

@Suite struct ColumnAssignmentTests {
  /// A drawing of two columns, 10 and 8 columns wide, joined by a line with a label.
  private func layout(
    labelWidth: Int, operands: [[Int]] = [[], [0]], options: LayoutOptions = LayoutOptions()
  ) throws -> Layout {
    var graph = SampleGraph("", operands: operands, labelWidth: labelWidth)
    for node in graph.nodes.indices { graph.nodes[node].width = operands[node].isEmpty ? 10 : 8 }
    return try #require(layOut(graph.nodes, graph.edges, options: options))
  }

  @Test func `a channel holds its label and the arrow`() throws {
    // lead 1, label 6, arrow 1
    #expect(try layout(labelWidth: 6).boxes[1].x == 10 + 8)
  }

  @Test func `a label stands behind the last upright line that crosses its row`() throws {
    // Both operands come from above or below: lead 1, track 1, label 6, arrow 1
    #expect(try layout(labelWidth: 6, operands: [[], [], [], [0, 1, 2]]).boxes[3].x == 10 + 9)
  }

  @Test func `the gap is kept where less would do`() throws {
    let options = LayoutOptions(layerGap: 6)
    #expect(try layout(labelWidth: 0, options: options).boxes[1].x == 16)
  }
}
