/// What the course of a run is watched for; the raw value is the rule's name in options, logs and
/// breakpoints.
package enum AlertRule: String, CaseIterable, Hashable, Sendable {
  /// The loss of a minibatch is far above what it was, and above that of guessing.
  ///
  /// Spikes as Chowdhery et al. 2022 (PaLM, section 5.1) describe them. A network that has learned
  /// meets single minibatches with fifty times the usual loss of almost nothing, which are none.
  case lossSpike = "loss-spike"
  /// The optimizer moves the parameters much farther than it did, rate for rate.
  ///
  /// Molybog et al. 2023 find that the norm of the update grows before the loss does.
  case updateSpike = "update-spike"
  /// A loss, a gradient or a weight is infinite or not a number.
  case nonFinite = "non-finite"
  /// Units of a hidden layer whose local partial is 0 for every example.
  ///
  /// Maas et al. 2013 on ReLUs that never come back; half of a layer is more than chance.
  case dead
  /// Activations in the flat parts of their function, so that hardly any gradient passes while
  /// little was learned.
  ///
  /// Glorot and Bengio 2010. Where a network has learned they are usual, and no fault.
  case saturated
  /// The gradient of a layer is a thousandth of the last layer's, element for element, or 0.
  ///
  /// Hochreiter 1991; Bengio et al. 1994.
  case vanishing
  /// The gradient is a hundred times what it was, or a layer's a thousand times the last layer's.
  ///
  /// Pascanu et al. 2013.
  case exploding
  /// A minibatch changes weights by more than a tenth, or by less than a millionth while there is
  /// still much to learn.
  ///
  /// About a thousandth is usual (Karpathy, notes of CS231n, 2015).
  case updateRatio = "update-ratio"
  /// The loss stays where the best constant answer has it: the entropy of the classes, or the variance
  /// of the targets.
  ///
  /// Karpathy, "A Recipe for Training Neural Networks", 2019.
  case guessing
  /// The loss of the last 300 minibatches is not below that of the 300 before, while there is still much
  /// to learn.
  ///
  /// Prechelt 1998 measures progress by the mean loss over such strips.
  case noProgress = "no-progress"
  /// The test loss is far above the training loss, or the test accuracy far below chance.
  ///
  /// Goodfellow et al. 2016, section 5.2.
  case gap
}

extension AlertRule {
  /// The limit of what is measured, in the unit that ``Finding`` states.
  package var threshold: Double {
    switch self {
    case .lossSpike: 3
    case .updateSpike: 5
    case .nonFinite: .greatestFiniteMagnitude
    case .dead: 0.5
    case .saturated: 0.5
    case .vanishing: 1e-3
    case .exploding: 100
    case .updateRatio: 0.1
    case .guessing: 0.95
    case .noProgress: 0.01
    case .gap: 0.5
    }
  }
}

/// How much an alert matters.
package enum AlertLevel: String, Hashable, Sendable {
  /// Something to look at.
  case warning
  /// The run is not worth continuing as it is.
  case alarm
}

/// A rule that was broken, at one step of a run.
package struct Alert: Hashable, Sendable {
  package let rule: AlertRule
  package let level: AlertLevel
  /// The step, counted from 1, and where the run was after it, in epochs.
  package let step: Int
  package let epoch: Double
  /// The layer that it concerns, such as `layer 1`; `nil` for the whole network.
  package let layer: String?
  /// What was measured, and the limit that it passed.
  package let value: Double
  package let threshold: Double
  /// What it means and what to do, in one sentence.
  package let words: String
}
