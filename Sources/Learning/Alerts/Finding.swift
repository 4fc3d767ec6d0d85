/// What a check found at a step, as facts; ``words`` turns them into a sentence.
struct Finding: Hashable, Sendable {
  /// What was found, each with what is measured.
  enum Kind: Hashable, Sendable {
    /// The loss over the median of those before.
    case lossSpike
    /// The same of the norm of the update, divided by the rate.
    case updateSpike
    /// The loss or norm that is not finite, and what it is of.
    case nonFinite(of: String)
    /// The share of dead units, or of saturated activations.
    case dead
    case saturated
    /// The gradient's size over that of the last layer; the weights that are all 0 and let none pass.
    case vanishing(blockedBy: String?)
    /// The gradient's size over that of the last layer, or over the median of those before.
    case explodingLayer
    case exploding
    /// The norm of the update over that of the weights.
    case updatesTooLarge
    case updatesTooSmall
    /// The loss over that of guessing.
    case guessing
    /// By which part the loss fell.
    case noProgress
    /// The test loss less the training loss, over the loss of guessing.
    case gap
    /// The test accuracy, below half of the most frequent class's share.
    case belowChance
  }

  let kind: Kind
  /// The layer, counted from 0; `nil` for the whole network.
  var layer: Int?
  let value: Double
  let threshold: Double
}

extension Finding {
  var rule: AlertRule {
    switch kind {
    case .lossSpike: .lossSpike
    case .updateSpike: .updateSpike
    case .nonFinite: .nonFinite
    case .dead: .dead
    case .saturated: .saturated
    case .vanishing: .vanishing
    case .explodingLayer, .exploding: .exploding
    case .updatesTooLarge, .updatesTooSmall: .updateRatio
    case .guessing: .guessing
    case .noProgress: .noProgress
    case .gap, .belowChance: .gap
    }
  }

  var level: AlertLevel {
    switch kind {
    case .nonFinite, .guessing, .belowChance: .alarm
    case .dead: value >= 0.9 ? .alarm : .warning
    case .vanishing: value == 0 ? .alarm : .warning
    default: .warning
    }
  }

  /// What it means and what to do.
  var words: String {
    switch kind {
    case .lossSpike:
      "the loss is \(times) its median over the last minibatches; look at the rows of this step, "
        + "and lower the rate if none stands out"
    case .updateSpike:
      "the update is \(times) its usual size, which often comes before a spike in the loss; look at "
        + "the rows of this step"
    case .nonFinite(let what):
      "\(what) is not finite; look at this step for where it arose, and start again with a smaller rate"
    case .dead:
      "\(percent(value)) of the units are dead: no example activates them; a smaller rate or a leaky "
        + "ReLU may help"
    case .saturated:
      "\(percent(value)) of the activations are saturated and pass hardly any gradient; smaller "
        + "initial weights or a smaller rate may help"
    case .vanishing(let blocked?):
      "no gradient arrives: \(blocked) = 0 blocks it; start from random weights"
    case .vanishing where value == 0:
      "its gradient is exactly 0, so it cannot learn; look at this step for what blocks it"
    case .vanishing:
      "its gradient is less than a thousandth of the last layer's; fewer layers or another "
        + "activation may help"
    case .explodingLayer:
      "its gradient is \(times) the last layer's; a smaller rate or smaller initial weights may help"
    case .exploding:
      "the gradient is \(times) its usual size; look at the rows of this step, and lower the rate if "
        + "none stands out"
    case .updatesTooLarge:
      "each minibatch changes the weights by \(percent(value)); a smaller rate may help"
    case .updatesTooSmall:
      "each minibatch changes the weights by less than a millionth; a larger rate may help"
    case .guessing where value > 1.5:
      "the loss is \(times) that of guessing; check labels and inputs, then try a smaller rate"
    case .guessing:
      "the loss is still that of guessing; check labels and inputs, then try another rate"
    case .noProgress:
      "the loss has stopped falling although there is much to learn; try another rate"
    case .gap:
      "the test loss is far above the training loss; compare the test data with the training data, "
        + "or train on more data"
    case .belowChance:
      "the test accuracy is \(percent(value)), far below chance; check whether the labels are shifted"
    }
  }

  /// `12 times`
  private var times: String {
    guard value.isFinite, value < 1e6 else { return "far more than a million times" }
    return "\(Int(value.rounded())) times"
  }

  private func percent(_ share: Double) -> String {
    guard share.isFinite, share < 1e6 else { return "far more than 100 %" }
    return "\(Int((share * 100).rounded())) %"
  }
}
