/// A rule of the calculus of derivatives that has a name, as books on it say.
package enum RuleName: String, CaseIterable, Sendable {
  /// What any node sends to any operand, and the sum of that over several uses.
  case chainRule, sumOverPaths
  case sumGate, productGate, quotientRule
  /// The four equations of backpropagation; the second is seen in two events.
  case bp1, bp2Product, bp2, bp3, bp4
  /// Where a loss and what comes before it cancel to a difference.
  case sigmoidCrossEntropy, softmaxCrossEntropy
  /// The same in forward mode.
  case forwardChainRule, forwardSum, forwardProduct, forwardQuotient
  /// The two steps of a layer.
  case weightedInput, activation

  /// What it is called.
  package var title: String {
    switch self {
    case .chainRule: "chain rule, reverse"
    case .sumOverPaths: "sum over paths"
    case .sumGate: "sum gate, a distributor"
    case .productGate: "product gate, a switcher"
    case .quotientRule: "quotient rule"
    case .bp1: "BP1, error of the last layer"
    case .bp2Product: "BP2, error carried back"
    case .bp2: "BP2, error of a layer"
    case .bp3: "BP3, biases"
    case .bp4: "BP4, weights"
    case .sigmoidCrossEntropy: "sigmoid and cross entropy"
    case .softmaxCrossEntropy: "softmax minus one-hot"
    case .forwardChainRule: "chain rule, forward"
    case .forwardSum: "sum rule"
    case .forwardProduct: "product rule"
    case .forwardQuotient: "quotient rule, forward"
    case .weightedInput: "weighted input"
    case .activation: "activation"
    }
  }

  /// How adjoints and tangents of general names are written.
  struct Writing {
    let adjoint: (String) -> String
    let tangent: (String) -> String
  }

  /// The rule in general letters: `x̄ += z̄ · y for z = x·y`.
  func formula(_ writing: Writing) -> String {
    let (adjoint, tangent) = (writing.adjoint, writing.tangent)
    switch self {
    case .chainRule: return "\(adjoint("x")) += \(adjoint("y")) · ∂y/∂x"
    case .sumOverPaths: return "\(adjoint("x")) = Σ \(adjoint("y")) · ∂y/∂x"
    case .sumGate: return "\(adjoint("x")) += \(adjoint("z")) for z = x + y"
    case .productGate: return "\(adjoint("x")) += \(adjoint("z")) · y for z = x·y"
    case .quotientRule:
      return "\(adjoint("x")) += \(adjoint("z")) / y, "
        + "\(adjoint("y")) += \(adjoint("z")) · (-z/y) for z = x/y"
    case .bp1: return "δᴸ = ∇aC ⊙ φ′(zᴸ)"
    case .bp2Product: return "Wᵀ δ, of δˡ = (Wᵀ δ) ⊙ φ′(zˡ)"
    case .bp2: return "δˡ = (Wᵀ δ) ⊙ φ′(zˡ)"
    case .bp3: return "dC/db = δ"
    case .bp4: return "dC/dW = δ aᵀ"
    case .sigmoidCrossEntropy: return "dJ/dz = a - y"
    case .softmaxCrossEntropy: return "dL/df = softmax(f) - onehot(y)"
    case .forwardChainRule: return "\(tangent("y")) = Σ ∂y/∂x · \(tangent("x"))"
    case .forwardSum: return "\(tangent("z")) = \(tangent("x")) + \(tangent("y")) for z = x + y"
    case .forwardProduct:
      return "\(tangent("z")) = y·\(tangent("x")) + x·\(tangent("y")) for z = x·y"
    case .forwardQuotient:
      return "\(tangent("z")) = (\(tangent("x")) - z·\(tangent("y")))/y for z = x/y"
    case .weightedInput: return "z = W a + b"
    case .activation: return "a = φ(z)"
    }
  }
}
