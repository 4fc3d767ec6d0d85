import Basics
import LayoutSamples
import Testing

@testable import GraphLayout

@Suite struct WindowBoundTests {
  private static let flows: [LayoutFlow] = [
    .right, .down, .wrapped(bands: 2), .wrapped(bands: 3), .wrapped(bands: 5),
  ]

  private func bound(
    _ graph: SampleGraph, _ flow: LayoutFlow = .right, width: Int, height: Int, anchor: Int,
    _ options: LayoutOptions = LayoutOptions()
  ) throws -> Int {
    try #require(LayoutStructure(nodeCount: graph.nodes.count, graph.edges)).mostSeen(
      graph.nodes, graph.edges, flow: flow, options: options, inWindow: (width, height),
      holding: anchor)
  }

  /// The most boxes in any window that holds one of them.
  private func seen(_ boxes: [CellRect], width: Int, height: Int, anchor: Int) -> Int {
    func isWithin(_ box: CellRect, _ x: Int, _ y: Int) -> Bool {
      box.x >= x && box.y >= y && box.x + box.width <= x + width && box.y + box.height <= y + height
    }
    let wanted = boxes[anchor]
    let tops = Set(boxes.map(\.y)).filter { $0 <= wanted.y && $0 + height > wanted.y }
    var most = 0
    for x in Set(boxes.map(\.x)) where x <= wanted.x && x + width > wanted.x {
      for y in tops where isWithin(wanted, x, y) {
        most = max(most, boxes.count { isWithin($0, x, y) })
      }
    }
    return most
  }

  @Test(arguments: SampleGraph.corpus.filter { $0.nodes.count <= 40 }, flows)
  func `no window shows more boxes than was said beforehand`(
    _ graph: SampleGraph, _ flow: LayoutFlow
  ) throws {
    var random = SplitMix64(seed: 5)
    for options in [LayoutOptions(), LayoutOptions(layerGap: 1, nodeGap: 2, wireGap: 1, lead: 0)] {
      let layout = try #require(layOut(graph.nodes, graph.edges, flow: flow, options: options))
      for (width, height) in [(9, 3), (24, 12), (60, 20), (200, 60)] {
        let anchor = Int.random(in: graph.nodes.indices, using: &random)
        let most = try bound(graph, flow, width: width, height: height, anchor: anchor, options)
        #expect(seen(layout.boxes, width: width, height: height, anchor: anchor) <= most)
      }
    }
  }

  @Test func `of a chain so many boxes are seen as fit side by side`() throws {
    // Boxes of 10 columns, 3 apart.
    let chain = SampleGraph.chain(12)
    #expect(try bound(chain, width: 36, height: 9, anchor: 5) == 3)
    #expect(try bound(chain, width: 35, height: 9, anchor: 5) == 2)
    #expect(try bound(chain, width: 9, height: 9, anchor: 5) == 0)
    #expect(try bound(chain, width: 36, height: 3, anchor: 5) == 0)
    #expect(try bound(chain, .down, width: 36, height: 9, anchor: 5) < 3)
    #expect(try bound(chain, .wrapped(bands: 2), width: 36, height: 9, anchor: 5) == 6)
  }

  @Test func `only what is seen with the anchor counts`() throws {
    // Of twelve inputs some are seen at once; the sum of all is as high as the window.
    var graph = SampleGraph("")
    let inputs = (0..<12).map { _ in graph.add() }
    _ = graph.add(inputs)
    #expect(try bound(graph, width: 12, height: 24, anchor: 0) == 5)
    #expect(try bound(graph, width: 12, height: 24, anchor: 12) == 1)
  }
}
