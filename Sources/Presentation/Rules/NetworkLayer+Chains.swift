package import Autodiff

extension NetworkLayer {
  /// The networks that are found in a graph, each as its layers from the first to the last: a layer reads
  /// what the one before it gives. Of several that read the same, the first goes on.
  ///
  /// - Complexity: O(n) in the number of nodes and operands.
  package static func chains(in graph: Graph) -> [[NetworkLayer]] {
    let consumers = Consumers(graph)
    var chains: [[NetworkLayer]] = []
    var chainByEnd: [NodeID: Int] = [:]
    for node in graph.nodes {
      guard let layer = layer(at: node, in: graph, consumers, after: chainByEnd) else { continue }
      if let place = chainByEnd.removeValue(forKey: layer.incoming) {
        chains[place].append(layer)
        chainByEnd[layer.result] = place
      } else {
        chainByEnd[layer.result] = chains.count
        chains.append([layer])
      }
    }
    return chains
  }

  /// The layer that begins at a node. A number times another is one only if an activation follows, or if
  /// it is a layer that comes in: any other product is just that.
  private static func layer(
    at node: NodeID, in graph: Graph, _ consumers: Consumers, after ends: [NodeID: Int]
  ) -> NetworkLayer? {
    if let layer = NetworkLayer(product: node, in: graph, consumers) {
      return layer
    }
    guard let unit = NetworkLayer(unit: node, in: graph, consumers),
      unit.activation != nil || ends[unit.incoming] != nil
    else { return nil }
    return unit
  }
}
