import Autodiff

extension Timeline<Double> {
  /// Whether the last event gave a NaN or an infinity to a node.
  var lastEventIsNonFinite: Bool {
    switch lastEvent {
    case nil: false
    case .value(let node): evaluation.value(of: node).hasNonFinite
    case .seed(let node): evaluation.adjoint(of: node).hasNonFinite
    case .contribution(let node, let place):
      evaluation.adjoint(of: graph.operands(of: node)[place]).hasNonFinite
    case .tangentSeed(let node), .tangent(let node): evaluation.tangent(of: node).hasNonFinite
    }
  }

  /// Whether the last event made a NaN or an infinity out of numbers that were all finite.
  var lastEventBearsNonFinite: Bool {
    guard lastEventIsNonFinite else { return false }
    switch lastEvent {
    case nil: return false
    case .seed, .tangentSeed: return true
    case .value(let node): return isGiven(node) || !hasNonFiniteOperand(node)
    case .tangent(let node):
      return !hasNonFiniteOperand(node) && !evaluation.value(of: node).hasNonFinite
        && !graph.operands(of: node).contains { evaluation.tangent(of: $0).hasNonFinite }
    case .contribution(let node, _):
      guard let contribution = lastContribution else { return false }
      return !contribution.upstream.hasNonFinite && !contribution.before.hasNonFinite
        && !hasNonFiniteOperand(node) && !evaluation.value(of: node).hasNonFinite
    }
  }

  private func hasNonFiniteOperand(_ node: NodeID) -> Bool {
    graph.operands(of: node).contains { evaluation.value(of: $0).hasNonFinite }
  }
}
