import Autodiff

/// What uses each node of a graph, and where.
struct Consumers {
  /// A use of a node by another, as its operand at a place.
  struct Use: Hashable {
    let node: NodeID
    let place: Int
  }

  private var uses: [NodeID: [Use]] = [:]

  /// - Complexity: O(n) in the number of operands.
  init(_ graph: Graph) {
    for node in graph.nodes {
      for (place, operand) in graph.operands(of: node).enumerated() {
        uses[operand, default: []].append(Use(node: node, place: place))
      }
    }
  }

  /// All uses of a node, in order.
  subscript(_ node: NodeID) -> [Use] { uses[node] ?? [] }

  /// The only use of a node.
  func only(_ node: NodeID) -> NodeID? {
    let all = self[node]
    return all.count == 1 ? all[0].node : nil
  }
}
