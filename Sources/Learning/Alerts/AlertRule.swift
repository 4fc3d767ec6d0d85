/// What the course of a run is watched for; the raw value is the rule's name in options, logs and
/// breakpoints.
package enum AlertRule: String, CaseIterable, Hashable, Sendable {
  case lossSpike = "loss-spike"
  case updateSpike = "update-spike"
  case nonFinite = "non-finite"
  case dead
  case saturated
  case vanishing
  case exploding
  case updateRatio = "update-ratio"
  case guessing
  case noProgress = "no-progress"
  case gap
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
  /// The parameter or layer that it concerns, such as `W1`; `nil` for the whole network.
  package let layer: String?
  /// What was measured, and the limit that it passed.
  package let value: Double
  package let threshold: Double
  /// What it means and what to do, in one sentence or two.
  package let words: String
}
