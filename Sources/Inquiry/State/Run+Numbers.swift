package import Autodiff
package import Formula

extension Run {
  /// The number of the state that an expression asks for, once it is there.
  ///
  /// An adjoint that is still growing is its sum so far. What the output does not vary with has the
  /// adjoint 0 from the seed on.
  package func number(_ reference: StateReference) -> Tensor<Double>? {
    let node = reference.node
    switch reference.quantity {
    case .value: return hasValue(node) ? value(of: node) : nil
    case .tangent: return hasTangent(node) ? tangent(of: node) : nil
    case .adjoint:
      let isKnown: Bool =
        switch adjointState(of: node) {
        case .complete, .partial: true
        case .pending, .stale: false
        case .none: seedEvent > 0 && position >= seedEvent && graph.hasAdjoint(node)
        }
      return isKnown ? adjoint(of: node) : nil
    case .partial(let operand): return partial(of: node, by: operand).map { Tensor($0) }
    }
  }

  /// The local partial of a scalar node by an operand, added up over the places where it stands.
  private func partial(of node: NodeID, by operand: NodeID) -> Double? {
    guard hasValue(node) else { return nil }
    var sum = 0.0
    for (place, other) in graph.operands(of: node).enumerated() where other == operand {
      guard let partial = localPartial(of: node, place: place) else { return nil }
      sum = precision.rounded(sum + partial)
    }
    return sum
  }

  /// The local partial of a scalar node by the scalar operand at a place; 0 where the node does not
  /// vary with it.
  func localPartial(of node: NodeID, place: Int) -> Double? {
    guard !isGiven(node), graph.receivesContribution(node, operand: place) else { return 0 }
    if let partial = partial(of: node, operand: place) { return partial }
    return contribution(of: node, place: place, upstream: Tensor(1))?.scalar
  }
}

extension Graph {
  /// The nodes that take part in time: all but constants.
  package var liveNodes: [NodeID] { nodes.filter { operation(of: $0) != .constant } }
}

extension Tensor<Double> {
  /// Whether there is a NaN or an infinity in it.
  package var hasNonFinite: Bool { elements.contains { !$0.isFinite } }

  /// The Euclidean norm: of a single number its magnitude.
  package var norm: Double {
    // Scaled, so that squares of small numbers do not vanish nor those of large ones overflow.
    let largest = elements.lazy.map(\.magnitude).max() ?? 0
    guard largest > 0, largest.isFinite, !elements.contains(where: \.isNaN) else {
      return elements.contains(where: \.isNaN) ? .nan : largest
    }
    let sum = elements.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }
    return largest * sum.squareRoot()
  }
}
