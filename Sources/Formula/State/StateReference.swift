package import Autodiff

/// A number of a program's state that an expression speaks of.
package struct StateReference: Hashable, Sendable {
  /// Which of a node's numbers.
  package enum Quantity: Hashable, Sendable {
    case value, adjoint, tangent
    /// The local partial of the node by an operand, summed over the places where that stands.
    case partial(NodeID)
  }

  package let node: NodeID
  package let quantity: Quantity

  package init(_ quantity: Quantity, of node: NodeID) {
    self.node = node
    self.quantity = quantity
  }
}

extension StateReference.Quantity {
  /// The functions of the language for the state, and what they ask for; `partial` has two
  /// arguments and stands apart.
  static let byFunction: [String: StateReference.Quantity] = [
    "val": .value, "adj": .adjoint, "tangent": .tangent,
  ]

  /// The names of all functions that ask for a number of the state.
  package static let functions = ["val", "adj", "tangent", "partial"]
}

/// The names of a program's nodes, for expressions over its state.
package struct StateScope: Sendable {
  package let program: Program
  /// What each node is called first.
  package let names: NodeNames
  private let nodes: [String: NodeID]

  /// - Complexity: O(n) in the number of nodes.
  package init(_ program: Program) {
    self.program = program
    let graph = program.graph
    names = NodeNames(of: graph)
    var nodes: [String: NodeID] = [:]
    for node in graph.nodes where graph.operation(of: node) != .constant {
      nodes[names[node]] = node
      for name in graph.notes.names(of: node) { nodes[name] = node }
    }
    self.nodes = nodes
  }

  /// The node that is shown under a name.
  package func node(named name: String) -> NodeID? { nodes[name] }

  /// The name that a misspelled one was probably meant to be.
  package func nearest(to name: String) -> String? {
    nearestWord(to: name, among: nodes.keys.sorted())
  }

  /// All names, in alphabetical order.
  package var allNames: [String] { nodes.keys.sorted() }

  /// How a reference is typed: `adj(h)`.
  package func spelling(of reference: StateReference) -> String {
    let name = names[reference.node]
    return switch reference.quantity {
    case .value: "val(\(name))"
    case .adjoint: "adj(\(name))"
    case .tangent: "tangent(\(name))"
    case .partial(let operand): "partial(\(name), \(names[operand]))"
    }
  }

  /// The shape of the number that a reference stands for.
  func shape(of reference: StateReference) -> Shape {
    if case .partial = reference.quantity { return .scalar }
    return program.graph.shape(of: reference.node)
  }
}
