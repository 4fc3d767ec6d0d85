/// What a gradient check says of one derivative, with the cause where it does not agree.
public enum GradientVerdict: Hashable, Sendable {
  /// The adjoint is the derivative, as closely as differences can tell.
  case agrees
  /// The adjoint lies within what rounding leaves uncertain, which is too much to confirm it.
  case lostInRounding
  /// There is no derivative here, such as that of `abs(x)` at 0: the slopes on the two sides differ,
  /// and the adjoint is one of them or lies between them. The node is the one that switches.
  case kink(at: NodeID?)
  /// The output jumps here, so that the adjoint, of whichever side it is, says nothing of the rise.
  case jump(at: NodeID?)
  /// The adjoint is neither one of the slopes on the two sides, which may be the same, nor between
  /// them: the kinks of several nodes cancel in the value and not in their conventions, or a branch
  /// is a single point.
  case wrongAtKink(at: NodeID?)
  /// The differences settle on another number: a rule, or the adjoint that was given, is wrong.
  case wrong
  /// The output varies with it by way of a node whose derivatives were recorded: differences, in which
  /// that node stands still, say nothing of them.
  case recorded(at: NodeID)
  /// The value, the adjoint or every difference is NaN or infinite.
  case notFinite

  /// Whether the adjoint misleads whoever follows it. A convention at a kink does not, nor has
  /// anything been found wrong that differences cannot see.
  public var isFailure: Bool {
    switch self {
    case .jump, .wrongAtKink, .wrong, .notFinite: true
    case .agrees, .lostInRounding, .kink, .recorded: false
    }
  }

  /// The node that switches at the point, or that was recorded, where one is to blame.
  public var node: NodeID? {
    switch self {
    case .kink(let node), .jump(let node), .wrongAtKink(let node): node
    case .recorded(let node): node
    case .agrees, .lostInRounding, .wrong, .notFinite: nil
    }
  }

  /// Whether differences contradict the adjoint.
  var isContradiction: Bool {
    switch self {
    case .wrong, .wrongAtKink: true
    case .agrees, .lostInRounding, .kink, .jump, .recorded, .notFinite: false
    }
  }

  func renamed(_ name: (NodeID) -> NodeID) -> GradientVerdict {
    switch self {
    case .kink(let node): .kink(at: node.map(name))
    case .jump(let node): .jump(at: node.map(name))
    case .wrongAtKink(let node): .wrongAtKink(at: node.map(name))
    case .recorded(let node): .recorded(at: name(node))
    case .agrees, .lostInRounding, .wrong, .notFinite: self
    }
  }
}

extension GradientVerdict: CustomStringConvertible {
  /// A few words: `wrong at a kink`.
  public var description: String {
    switch self {
    case .agrees: "agrees"
    case .lostInRounding: "lost in rounding"
    case .kink: "kink"
    case .jump: "jump"
    case .wrongAtKink: "wrong at a kink"
    case .wrong: "wrong"
    case .recorded: "recorded"
    case .notFinite: "not finite"
    }
  }
}
