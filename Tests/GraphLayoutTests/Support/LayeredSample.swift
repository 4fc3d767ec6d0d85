import LayoutSamples

@testable import GraphLayout

extension SampleGraph {
  /// The graph with its long edges split, as the later passes get it.
  func layered(trunkBudget: Int = .max / 4) -> LayeredGraph {
    let acyclic = AcyclicGraph(nodeCount: nodes.count, edges: edges)
    let layers = LayerTightening(longestPathLayers(of: acyclic), of: acyclic).layers
    return LayeredGraph(
      splitting: acyclic, layers: layers, nodes: nodes, edges: edges, budget: trunkBudget)
  }
}

extension LayerOrder {
  /// The vertices of a graph as they come.
  init(asGiven graph: LayeredGraph) {
    self.init(of: graph, sequence: InitialOrder.asGiven.sequence(of: graph))
  }

  /// Whether every vertex stands once in its own layer and every number is true.
  func isSound(for graph: LayeredGraph) -> Bool {
    guard vertices.sorted() == Array(0..<graph.vertexCount) else { return false }
    return (0..<layerCount).allSatisfy { layer in
      var pins = 0
      return self[layer].enumerated().allSatisfy { place, vertex in
        defer { pins += graph.inLinks.count(of: vertex) }
        return graph.layer[vertex] == layer && position[vertex] == place
          && firstPin[vertex] == pins
      }
    }
  }
}
