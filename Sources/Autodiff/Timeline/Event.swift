/// One thing that happens on a timeline.
public enum Event: Hashable, Sendable {
  /// A node receives its value.
  case value(NodeID)
  /// The adjoint of the output is set, from which all others follow.
  case seed(NodeID)
  /// A node sends its contribution to the adjoint of one of its operands, given by its place.
  case contribution(from: NodeID, operand: Int)
  /// An input receives the tangent that says in which direction it moves.
  case tangentSeed(NodeID)
  /// A node receives its tangent.
  case tangent(NodeID)

  /// The node that acts.
  public var node: NodeID {
    switch self {
    case .value(let node), .seed(let node), .tangentSeed(let node), .tangent(let node): node
    case .contribution(let node, _): node
    }
  }

  /// Whether the event belongs to the reverse sweep.
  public var isBackward: Bool {
    switch self {
    case .seed, .contribution: true
    case .value, .tangentSeed, .tangent: false
    }
  }
}
