/// The ways of learning that there are.
package enum LearnerKind: String, CaseIterable, Hashable, Sendable {
  /// Gradient descent on minibatches, with what `Learning` has for it.
  case descent
  case genetic
  case evolution
  case kernel
  case flow
  case contrastive

  /// What a step of it is called.
  package var stepName: String {
    switch self {
    case .descent, .contrastive: "minibatch"
    case .genetic, .evolution: "generation"
    case .kernel: "part"
    case .flow: "step"
    }
  }
}
