package import Autodiff
import Presentation
package import TextCanvas

/// One of the three things that a node has.
package enum Quantity: Hashable, Sendable, CaseIterable {
  case value, tangent, adjoint

  /// The word for it.
  package var word: String {
    switch self {
    case .value: "value"
    case .tangent: "tangent"
    case .adjoint: "adjoint"
    }
  }

  /// What it means in a picture.
  package var role: Role {
    switch self {
    case .value: .value
    case .tangent: .tangent
    case .adjoint: .adjoint
    }
  }

  /// What a picture shows with a role.
  package init(_ role: Role) {
    self = Self.allCases.first { $0.role == role } ?? .value
  }

  /// What a box or a pane shows in a mode, in this order.
  package static func shown(in mode: TimelineMode) -> [Quantity] {
    switch mode {
    case .reverse: [.value, .adjoint]
    case .forward: [.value, .tangent]
    case .both: [.value, .tangent, .adjoint]
    }
  }
}

extension Run {
  /// The numbers of a node at the cursor, whether or not they have been computed yet.
  package func numbers(_ quantity: Quantity, of node: NodeID) -> Tensor<Double> {
    switch quantity {
    case .value: value(of: node)
    case .tangent: tangent(of: node)
    case .adjoint: adjoint(of: node)
    }
  }

  /// Whether the node has these numbers at the cursor, or some of them.
  package func has(_ quantity: Quantity, _ node: NodeID) -> Bool {
    switch quantity {
    case .value: return hasValue(node)
    case .tangent: return hasTangent(node)
    case .adjoint:
      switch adjointState(of: node) {
      case .pending: return false
      case .stale, .partial, .complete: return true
      case .none: return seedEvent > 0 && position >= seedEvent && graph.hasAdjoint(node)
      }
    }
  }
}

extension Event {
  /// What it gives a node.
  package var quantity: Quantity {
    switch self {
    case .value: .value
    case .tangent, .tangentSeed: .tangent
    case .seed, .contribution: .adjoint
    }
  }
}
