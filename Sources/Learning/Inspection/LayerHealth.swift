/// How one layer does at one moment.
package struct LayerHealth: Hashable, Sendable {
  /// Counted from 0.
  package let layer: Int
  /// The name of its weights, such as `W1`.
  package let name: String
  /// The Euclidean norm of its weights, ‖W‖.
  package let weightNorm: Double
  /// The norm of the last minibatch's gradient, ‖∇‖.
  package let gradientNorm: Double
  /// How far the last minibatch moved the weights, as a part of their norm: ‖Δ‖/‖W‖.
  package let updateRatio: Double
  /// The shares of its hidden units that hardly answer or never do; `nil` for a last layer.
  package let units: UnitShares?
  package let flags: [LayerFlag]
}

/// Which part of a hidden layer does not learn from a minibatch.
package struct UnitShares: Hashable, Sendable {
  /// The share of answers, over all units and examples, in the flat parts of the function: where its
  /// local partial is below a twentieth of its largest.
  package let saturated: Double
  /// The share of units whose local partial is zero for every example.
  package let dead: Double
  /// How much of the gradient passes: its norm before the function over that behind it, as a part of
  /// the function's largest partial.
  package var passed = 1.0
}

/// Something about a layer that someone who trains it should know.
package enum LayerFlag: Hashable, Sendable {
  case notFinite
  case saturated(share: Double)
  case dead(share: Double)
  case vanishing
  case exploding
  case updatesTooLarge(ratio: Double)
  case updatesTooSmall(ratio: Double)

  /// What it means and what may help, in one sentence.
  package var text: String {
    switch self {
    case .notFinite: "weights or gradients are no longer finite; start again with a smaller rate"
    case .saturated(let share):
      "\(percent(share)) of the activations are saturated and pass hardly any gradient; "
        + "smaller initial weights or a smaller rate may help"
    case .dead(let share):
      "\(percent(share)) of the units are dead: no example of the minibatch activates them; "
        + "a smaller rate or a leaky ReLU may help"
    case .vanishing:
      "its gradient vanishes: a thousandth of the last layer's; "
        + "fewer layers or another activation may help"
    case .exploding:
      "its gradient explodes: a thousand times the last layer's or more; "
        + "a smaller rate or smaller initial weights may help"
    case .updatesTooLarge(let ratio):
      "one minibatch changes the weights by \(percent(ratio)); a smaller rate may help"
    case .updatesTooSmall:
      "one minibatch changes the weights by less than a millionth; "
        + "a larger rate may help"
    }
  }

  private func percent(_ share: Double) -> String {
    guard share.isFinite, share < 1e6 else { return "far more than 100 %" }
    return "\(Int((share * 100).rounded())) %"
  }
}

/// What the flags are decided by: a layer's numbers beside those of the last layer.
struct LayerFacts {
  let weightNorm: Double
  let gradientNorm: Double
  let updateRatio: Double
  let units: UnitShares?
  /// The root of the mean square of the gradient's elements, here and in the last layer.
  let gradientSize: Double
  let lastGradientSize: Double
  /// Whether the network does already what it is to do.
  var hasLearned = false

  /// Half the answers, a tenth of the units, a factor of a thousand, and update ratios far from the
  /// thousandth that is usual.
  ///
  /// The activations of a good network are saturated too: where it is certain it needs no gradient any
  /// more, and where it is not, the gradient still passes. It is a fault only where nothing passes and
  /// nothing was learned.
  var flags: [LayerFlag] {
    guard weightNorm.isFinite, gradientNorm.isFinite, updateRatio.isFinite else {
      return [.notFinite]
    }
    var flags: [LayerFlag] = []
    if let units {
      if units.dead >= 0.1 { flags.append(.dead(share: units.dead)) }
      if units.saturated - units.dead >= 0.5, units.passed < 0.2, !hasLearned {
        flags.append(.saturated(share: units.saturated))
      }
    }
    if gradientSize < lastGradientSize / 1000 { flags.append(.vanishing) }
    if gradientSize > lastGradientSize * 1000, lastGradientSize > 0 || gradientSize > 1 {
      flags.append(.exploding)
    }
    if updateRatio > 0.05 { flags.append(.updatesTooLarge(ratio: updateRatio)) }
    if updateRatio < 1e-6, gradientNorm > 0 { flags.append(.updatesTooSmall(ratio: updateRatio)) }
    return flags
  }
}
