/// What a gradient check says of one derivative, with the cause where it does not agree.
public enum GradientVerdict: Hashable, Sendable {
  /// The adjoint is the derivative, as closely as differences can tell.
  case agrees
  /// The differences settle on another number: a rule, or the adjoint that was given, is wrong.
  case wrongRule
  /// There is no derivative here, such as that of `abs(x)` at 0: the node is where the slopes on
  /// either side part. An adjoint is then a convention, which no difference can confirm.
  case notDifferentiable(at: NodeID?)
  /// Rounding or curvature spoils every step, so that the differences do not tell.
  case cancellation
  /// The value, the adjoint or every difference is NaN or infinite.
  case nonFinite

  /// Whether the derivative is to be mended. What has no derivative, or one that differences cannot
  /// see, has not been found wrong.
  public var isFailure: Bool {
    switch self {
    case .wrongRule, .nonFinite: true
    case .agrees, .notDifferentiable, .cancellation: false
    }
  }
}

extension GradientVerdict: CustomStringConvertible {
  /// A few words: `not differentiable here`.
  public var description: String {
    switch self {
    case .agrees: "agrees"
    case .wrongRule: "wrong rule"
    case .notDifferentiable: "not differentiable here"
    case .cancellation: "lost in cancellation"
    case .nonFinite: "not finite"
    }
  }
}
