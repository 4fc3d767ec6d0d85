package import Autodiff
import Syntax

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
}
