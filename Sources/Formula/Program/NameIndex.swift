import Autodiff
import Synchronization
import Syntax

/// What the nodes of a graph are called, and which nodes the names mean.
///
/// Both are worked out when they are first asked for, and kept for all that share the graph: another
/// value of an input changes no name.
final class NameIndex: Sendable {
  private let graph: Graph
  private let found = Mutex<(names: NodeNames, nodes: [String: NodeID])?>(nil)

  init(of graph: Graph) { self.graph = graph }

  /// What each node is called first, and the nodes by all their names; constants have none.
  ///
  /// - Complexity: O(n) in the number of nodes, then O(1).
  var names: (names: NodeNames, nodes: [String: NodeID]) {
    found.withLock { found in
      if let found { return found }
      let names = NodeNames(of: graph)
      var nodes: [String: NodeID] = [:]
      nodes.reserveCapacity(graph.count)
      for node in graph.nodes where graph.operation(of: node) != .constant {
        nodes[names[node]] = node
        for name in graph.notes.names(of: node) { nodes[name] = node }
      }
      found = (names, nodes)
      return (names, nodes)
    }
  }
}
