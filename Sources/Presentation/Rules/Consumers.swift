package import Autodiff

/// What uses each node of a graph, and where.
package struct Consumers: Sendable {
  /// A use of a node by another, as its operand at a place.
  package struct Use: Hashable, Sendable {
    package let node: NodeID
    package let place: Int
  }

  private var uses: [NodeID: [Use]] = [:]

  /// - Complexity: O(n) in the number of operands.
  package init(_ graph: Graph) {
    for node in graph.nodes {
      for (place, operand) in graph.operands(of: node).enumerated() {
        uses[operand, default: []].append(Use(node: node, place: place))
      }
    }
  }

  /// All uses of a node, in order.
  package subscript(_ node: NodeID) -> [Use] { uses[node] ?? [] }

  /// The nodes that use a node, each once, in order.
  package func nodes(of node: NodeID) -> [NodeID] {
    var nodes: [NodeID] = []
    for use in self[node] where nodes.last != use.node { nodes.append(use.node) }
    return nodes
  }

  /// The only use of a node.
  func only(_ node: NodeID) -> NodeID? {
    let all = self[node]
    return all.count == 1 ? all[0].node : nil
  }
}
