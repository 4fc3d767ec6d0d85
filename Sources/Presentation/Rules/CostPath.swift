import Autodiff

extension Consumers {
  /// Whether a node is the cost itself, or a term of it: all that happens to it is that it is added up or
  /// averaged.
  func isTermOfCost(_ node: NodeID, in graph: Graph) -> Bool {
    var node = node
    while let next = only(node) {
      guard [.add, .sum, .mean].contains(graph.operation(of: next)) else { return false }
      node = next
    }
    return self[node].isEmpty
  }
}
