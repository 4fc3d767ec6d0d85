import Basics
import LayoutSamples
import Testing

@testable import GraphLayout

@Suite struct FlowTests {
  @Test(arguments: SampleGraph.corpus)
  func `a drawing keeps the laws in every flow`(_ graph: SampleGraph) throws {
    let wide = graph.wideEnoughForPorts
    for flow in [LayoutFlow.down, .wrapped(bands: 2), .wrapped(bands: 3), .wrapped(bands: 7)] {
      let layout = try #require(layOut(wide.nodes, wide.edges, flow: flow))
      #expect(wide.faults(of: layout, flow: flow) == [], "\(flow)")
    }
  }

  @Test(arguments: 0..<300)
  func `a random drawing keeps the laws in every flow`(seed: Int) throws {
    let graph = SampleGraph.anything(seed: seed).wideEnoughForPorts
    var random = SplitMix64(seed: UInt64(seed))
    var options = LayoutOptions(
      layerGap: Int.random(in: 0...6, using: &random),
      nodeGap: Int.random(in: 0...2, using: &random),
      wireGap: Int.random(in: 0...1, using: &random))
    for flow in [LayoutFlow.down, .wrapped(bands: 2), .wrapped(bands: Int.random(in: 3...9))] {
      // Below a box, a line may turn at once.
      options.lead = flow == .down ? 0 : 1
      let layout = try #require(layOut(graph.nodes, graph.edges, flow: flow, options: options))
      #expect(graph.faults(of: layout, flow: flow) == [], "\(flow)")
    }
  }

  @Test(arguments: SampleGraph.corpus)
  func `a structure drawn again is what is drawn at once`(_ graph: SampleGraph) throws {
    let structure = try #require(LayoutStructure(nodeCount: graph.nodes.count, graph.edges))
    for flow in [LayoutFlow.right, .down, .wrapped(bands: 3)] {
      #expect(
        structure.layout(graph.nodes, graph.edges, flow: flow)
          == layOut(graph.nodes, graph.edges, flow: flow))
    }
  }

  @Test(arguments: SampleGraph.corpus)
  func `no drawing is smaller than its least size`(_ graph: SampleGraph) throws {
    let structure = try #require(LayoutStructure(nodeCount: graph.nodes.count, graph.edges))
    for flow in [LayoutFlow.right, .down, .wrapped(bands: 2), .wrapped(bands: 5)] {
      let least = structure.leastSize(
        graph.nodes, graph.edges, flow: flow, options: LayoutOptions())
      let layout = try #require(structure.layout(graph.nodes, graph.edges, flow: flow))
      #expect(least.width <= layout.width && least.height <= layout.height, "\(flow)")
    }
  }

  @Test func `more bands are narrower and higher`() throws {
    let graph = SampleGraph.chain(12)
    let layouts = try [1, 2, 3, 4, 6, 12].map {
      try #require(layOut(graph.nodes, graph.edges, flow: .wrapped(bands: $0)))
    }
    for (wide, narrow) in zip(layouts, layouts.dropFirst()) {
      #expect(narrow.width < wide.width && narrow.height > wide.height)
    }
  }

  @Test func `more bands than layers are as many as there are layers`() throws {
    let graph = SampleGraph.chain(3)
    #expect(
      layOut(graph.nodes, graph.edges, flow: .wrapped(bands: 9))
        == layOut(graph.nodes, graph.edges, flow: .wrapped(bands: 3)))
  }

  @Test func `downward, a label stands beside the head of its arrow`() throws {
    let graph = SampleGraph("", operands: [[], [], [0, 1]], labelWidth: 4).wideEnoughForPorts
    let layout = try #require(layOut(graph.nodes, graph.edges, flow: .down))
    for route in layout.routes {
      let (head, label) = (try #require(route.points.last), try #require(route.label))
      #expect(label == CellPoint(x: head.x + 1, y: head.y))
    }
  }

  @Test func `nothing is drawn as nothing in every flow`() throws {
    for flow in [LayoutFlow.right, .down, .wrapped(bands: 3)] {
      let layout = try #require(layOut([], [], flow: flow))
      #expect((layout.width, layout.height) == (0, 0))
    }
  }
}

extension SampleGraph {
  /// The same with boxes that have a column for each operand, which those that are made for a flow
  /// to the right lack.
  fileprivate var wideEnoughForPorts: SampleGraph {
    var graph = self
    let longest = edges.map(\.labelWidth).max() ?? 0
    for node in nodes.indices where nodes[node].ports > 0 {
      let wanted = nodes[node].ports * (longest + 2) + 2
      graph.nodes[node].width = Swift.max(nodes[node].width, wanted)
    }
    return graph
  }
}
