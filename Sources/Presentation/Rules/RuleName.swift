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

  /// The rule in letters that programs seldom have: `ū += w̄ · v for w = u·v`.
  func formula(_ writing: Writing) -> String {
    let (adjoint, tangent) = (writing.adjoint, writing.tangent)
    switch self {
    case .chainRule: return "\(adjoint("u")) += \(adjoint("v")) · ∂v/∂u"
    case .sumOverPaths: return "\(adjoint("u")) = Σ \(adjoint("v")) · ∂v/∂u"
    case .sumGate: return "\(adjoint("u")) += \(adjoint("w")) for w = u + v"
    case .productGate: return "\(adjoint("u")) += \(adjoint("w")) · v for w = u·v"
    case .quotientRule:
      return "\(adjoint("u")) += \(adjoint("w")) / v, "
        + "\(adjoint("v")) += \(adjoint("w")) · (-w/v) for w = u/v"
    case .bp1: return "δᴸ = ∂C/∂a ⊙ φ′(zᴸ)"
    case .bp2Product: return "Wᵀ δ, of δˡ = (Wᵀ δ) ⊙ φ′(zˡ)"
    case .bp2: return "δˡ = (Wᵀ δ) ⊙ φ′(zˡ)"
    case .bp3: return "dC/db = δ"
    case .bp4: return "dC/dW = δ aᵀ"
    case .sigmoidCrossEntropy: return "dJ/dz = a - y"
    case .softmaxCrossEntropy: return "dL/df = softmax(f) - onehot(y)"
    case .forwardChainRule: return "\(tangent("v")) = Σ ∂v/∂u · \(tangent("u"))"
    case .forwardSum: return "\(tangent("w")) = \(tangent("u")) + \(tangent("v")) for w = u + v"
    case .forwardProduct:
      return "\(tangent("w")) = v·\(tangent("u")) + u·\(tangent("v")) for w = u·v"
    case .forwardQuotient:
      return "\(tangent("w")) = (\(tangent("u")) - w·\(tangent("v")))/v for w = u/v"
    case .weightedInput: return "z = W a + b"
    case .activation: return "a = φ(z)"
    }
  }
}
