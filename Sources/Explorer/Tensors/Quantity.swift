import Autodiff
import Presentation
import TextCanvas

/// One of the three things that a node has.
enum Quantity: Hashable, Sendable, CaseIterable {
  case value, tangent, adjoint

  /// The word for it.
  var word: String {
    switch self {
    case .value: "value"
    case .tangent: "tangent"
    case .adjoint: "adjoint"
    }
  }

  /// What it means in a picture.
  var role: Role {
    switch self {
    case .value: .value
    case .tangent: .tangent
    case .adjoint: .adjoint
    }
  }

  /// The colours of a heatmap of it.
  var hue: HeatmapScale.Hue {
    switch self {
    case .value: .value
    case .tangent: .tangent
    case .adjoint: .adjoint
    }
  }

  /// What a box or a pane shows in a mode, in this order.
  static func shown(in mode: TimelineMode) -> [Quantity] {
    switch mode {
    case .reverse: [.value, .adjoint]
    case .forward: [.value, .tangent]
    case .both: [.value, .tangent, .adjoint]
    }
  }
}

extension Timeline<Double> {
  /// The numbers of a node at the cursor, whether or not they have been computed yet.
  func numbers(_ quantity: Quantity, of node: NodeID) -> Tensor<Double> {
    switch quantity {
    case .value: evaluation.value(of: node)
    case .tangent: evaluation.tangent(of: node)
    case .adjoint: evaluation.adjoint(of: node)
    }
  }

  /// Whether the node has these numbers at the cursor, or some of them.
  func has(_ quantity: Quantity, _ node: NodeID) -> Bool {
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
