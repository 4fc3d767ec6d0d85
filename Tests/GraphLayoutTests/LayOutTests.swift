import Basics
import GraphLayout
import LayoutSamples
import Testing

@Suite struct LayOutTests {
  @Test(arguments: SampleGraph.corpus)
  func `a drawing keeps the laws`(_ graph: SampleGraph) throws {
    let layout = try #require(layOut(graph.nodes, graph.edges))
    #expect(graph.faults(of: layout) == [])
  }

  @Test(arguments: 0..<300)
  func `a random drawing keeps the laws`(seed: Int) throws {
    let graph = SampleGraph.anything(seed: seed)
    var random = SplitMix64(seed: UInt64(seed))
    let options = LayoutOptions(
      layerGap: Int.random(in: 0...6, using: &random),
      nodeGap: Int.random(in: 0...2, using: &random),
      wireGap: Int.random(in: 0...1, using: &random))
    let layout = try #require(layOut(graph.nodes, graph.edges, options: options))
    #expect(graph.faults(of: layout) == [])
  }

  @Test(arguments: 0..<100)
  func `boxes too low for their operands share rows but nothing worse`(seed: Int) throws {
    var graph = SampleGraph.anything(seed: seed)
    for node in graph.nodes.indices { graph.nodes[node].height = 3 }
    let layout = try #require(layOut(graph.nodes, graph.edges))
    let faults = graph.faults(of: layout).filter { !$0.contains("do not cross cleanly") }
    #expect(faults == [])
  }

  @Test func `the same graph is always drawn the same way`() {
    for graph in [SampleGraph.randomGraph(80, seed: 1), .butterfly(3), .recurrent(4)] {
      #expect(layOut(graph.nodes, graph.edges) == layOut(graph.nodes, graph.edges))
    }
  }

  @Test(arguments: 0..<100)
  func `with any former rows a drawing keeps the laws`(seed: Int) throws {
    let graph = SampleGraph.anything(seed: seed)
    var random = SplitMix64(seed: UInt64(seed))
    let rows = graph.nodes.map { _ in Int.random(in: -50...50, using: &random) }
    let layout = try #require(layOut(graph.nodes, graph.edges, formerRows: rows))
    #expect(graph.faults(of: layout) == [])
  }

  @Test func `drawn again, with its own rows given, a graph keeps nearly all of its order`() throws
  {
    var (pairs, turned, crossings, crossingsAgain) = (0, 0, 0, 0)
    for seed in 0..<60 {
      let graph = SampleGraph.anything(seed: seed)
      let first = try #require(layOut(graph.nodes, graph.edges))
      let again = try #require(
        layOut(graph.nodes, graph.edges, formerRows: first.boxes.map { 2 * $0.y + $0.height }))
      for layer in first.layers {
        for (upper, lower) in zip(layer, layer.dropFirst()) {
          pairs += 1
          turned += again.boxes[upper].y < again.boxes[lower].y ? 0 : 1
        }
      }
      crossings += CellMap(first, edges: graph.edges).crossings
      crossingsAgain += CellMap(again, edges: graph.edges).crossings
    }
    #expect(turned * 15 <= pairs, "\(turned) of \(pairs) neighbours changed places")
    #expect(crossingsAgain * 10 <= crossings * 11, "\(crossingsAgain) crossings, not \(crossings)")
  }

  @Test func `former rows of another number of nodes are passed over`() throws {
    let graph = SampleGraph.butterfly(3)
    #expect(
      layOut(graph.nodes, graph.edges, formerRows: [1, 2]) == layOut(graph.nodes, graph.edges))
  }

  @Test func `nothing is drawn as nothing`() throws {
    let layout = try #require(layOut([], []))
    #expect(layout.boxes.isEmpty && layout.routes.isEmpty && layout.layers.isEmpty)
    #expect((layout.width, layout.height) == (0, 0))
  }

  @Test func `one node is its box`() throws {
    let layout = try #require(layOut([LayoutNode(width: 7, height: 3, ports: 0)], []))
    #expect(layout.boxes == [CellRect(x: 0, y: 0, width: 7, height: 3)])
    #expect((layout.width, layout.height) == (7, 3))
    #expect(layout.layers == [[0]])
  }

  @Test func `edges that cannot be drawn have empty routes`() throws {
    let nodes = [LayoutNode](repeating: LayoutNode(width: 5, height: 4, ports: 2), count: 3)
    let pairs = [(0, 1), (1, 2), (2, 0), (1, 1), (0, 9), (-1, 2), (.max, .min)]
    let edges = pairs.map { LayoutEdge(source: $0.0, target: $0.1, port: 0, labelWidth: 3) }
    let layout = try #require(layOut(nodes, edges))
    #expect(layout.routes.map(\.points.isEmpty) == [false, false, true, true, true, true, true])
    #expect(layout.layers == [[0], [1], [2]])
  }

  @Test func `senseless sizes and ports do not trap`() throws {
    let nodes = [
      LayoutNode(width: 0, height: -3, ports: 5),
      LayoutNode(width: .max, height: .max, ports: .max),
      LayoutNode(width: 1, height: 1, ports: .min), LayoutNode(width: 2, height: 2, ports: 0),
    ]
    var edges: [LayoutEdge] = []
    for (source, target) in [(0, 1), (0, 2), (1, 2), (0, 3), (2, 3)] {
      for port in [Int.min, -1, 0, 7, .max] {
        edges.append(LayoutEdge(source: source, target: target, port: port, labelWidth: port))
      }
    }
    let options = LayoutOptions(layerGap: .max, nodeGap: .min, wireGap: .max)
    let layout = try #require(layOut(nodes, edges, options: options))
    #expect(layout.routes.allSatisfy { !$0.points.isEmpty })
  }

  @Test func `a cancelled drawing is none`() {
    let graph = SampleGraph.butterfly(3)
    var calls = 0
    let layout = layOut(graph.nodes, graph.edges) {
      calls += 1
      return calls > 3
    }
    #expect(layout == nil)
    #expect(calls == 4)
  }

  @Test func `components lie apart`() throws {
    let graph = SampleGraph.components(5)
    let layout = try #require(layOut(graph.nodes, graph.edges))
    #expect(CellMap(layout, edges: graph.edges).crossings == 0)
  }

  @Test func `a chain of a hundred thousand is one line`() throws {
    let graph = SampleGraph.chain(100_000)
    let layout = try #require(layOut(graph.nodes, graph.edges))
    #expect(layout.height == 4)
    #expect(layout.layers.count == 100_000)
    #expect(layout.routes.allSatisfy { $0.points.count == 2 })
  }
}

extension SampleGraph {
  /// A random graph of random boxes: any density, any order of numbers, parallel edges, labels.
  static func anything(seed: Int) -> SampleGraph {
    var random = SplitMix64(seed: UInt64(seed))
    let count = Int.random(in: 1...60, using: &random)
    let most = Int.random(in: 0...4, using: &random)
    let reach = Int.random(in: 1...count, using: &random)
    let number = Array(0..<count).shuffled(using: &random)
    let labelled = Bool.random(using: &random)
    var graph = SampleGraph("anything, seed \(seed)")
    graph.nodes = [LayoutNode](
      repeating: LayoutNode(width: 1, height: 1, ports: 0), count: count)
    for node in 0..<count {
      let arity = node == 0 ? 0 : Int.random(in: 0...most, using: &random)
      graph.nodes[number[node]] = LayoutNode(
        width: Int.random(in: 1...14, using: &random),
        height: max(arity + 2, Int.random(in: 1...9, using: &random)), ports: arity)
      for port in 0..<arity {
        let source = Int.random(in: max(0, node - reach)..<node, using: &random)
        graph.edges.append(
          LayoutEdge(
            source: number[source], target: number[node], port: port,
            labelWidth: labelled ? Int.random(in: 0...8, using: &random) : 0))
      }
    }
    return graph
  }
}
