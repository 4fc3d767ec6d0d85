import Autodiff

extension Run {
  /// Whether the last event gave a NaN or an infinity to a node.
  package var lastEventIsNonFinite: Bool {
    switch lastEvent {
    case nil: false
    case .value(let node): value(of: node).hasNonFinite
    case .seed(let node): adjoint(of: node).hasNonFinite
    case .contribution(let node, let place):
      adjoint(of: graph.operands(of: node)[place]).hasNonFinite && addsNonFinite
    case .tangentSeed(let node), .tangent(let node): tangent(of: node).hasNonFinite
    }
  }

  /// Whether the last event made a NaN or an infinity out of numbers that were all finite.
  package var lastEventBearsNonFinite: Bool {
    guard lastEventIsNonFinite else { return false }
    switch lastEvent {
    case nil: return false
    case .seed, .tangentSeed: return true
    case .value(let node): return isGiven(node) || !hasNonFiniteOperand(node)
    case .tangent(let node):
      return !hasNonFiniteOperand(node) && !value(of: node).hasNonFinite
        && !graph.operands(of: node).contains { tangent(of: $0).hasNonFinite }
    case .contribution(let node, _):
      guard let contribution = lastContribution else { return false }
      return !contribution.upstream.hasNonFinite && !contribution.before.hasNonFinite
        && !hasNonFiniteOperand(node) && !value(of: node).hasNonFinite
    }
  }

  /// Whether the last contribution has to do with it that its target is not finite: one that adds a
  /// number to what was not finite already spreads nothing.
  private var addsNonFinite: Bool {
    guard let contribution = lastContribution, let amount = contribution.amount else { return true }
    return !amount.isFinite || !contribution.before.hasNonFinite
  }

  private func hasNonFiniteOperand(_ node: NodeID) -> Bool {
    graph.operands(of: node).contains { value(of: $0).hasNonFinite }
  }
}
