/// One step of a run with all that led to its update, computed again.
package struct ReplayedStep: Hashable, Sendable {
  /// One example of the minibatch.
  package struct Row: Hashable, Sendable {
    /// Its place in the minibatch, counted from 0.
    package let row: Int
    /// Its number in the training data, counted from 0.
    package let example: Int
    /// The true class, and the one with the largest score; `nil` where there are no classes, or no
    /// score is a number.
    package let label: Int?
    package let predicted: Int?
    /// Its own loss; the mean over the rows is the loss of the step.
    package let loss: Float
    /// Its part of the sum of all rows' losses, from 0 to 1; 0 where that sum is 0 or not finite.
    package let share: Double
    /// The norm of the gradient of its own loss with respect to all parameters, as its graph alone has
    /// it; the mean of the rows' gradients is that of the minibatch, without the penalty.
    package let gradientNorm: Double
  }

  /// What was recorded, and is so again bit for bit. In step 0 the loss is NaN and gradients and updates
  /// are 0.
  package let record: StepRecord
  /// The options in force, with the batch and momentum of this step.
  package let options: TrainingOptions
  /// In the order of the minibatch; empty in step 0.
  package let rows: [Row]
  /// In the order of the network's parameters: before the update, the gradient that the optimizer took
  /// (of loss and penalty), and after the update.
  package let before: [ParameterElements]
  package let gradients: [ParameterElements]
  package let after: [ParameterElements]
  /// Layers, distributions, gradients and updates as the panes of the training screen show them; its
  /// moment is that after the step, in seconds 0.
  package let inspection: Inspection
  /// Why the run stopped at this step, whose update was then not made.
  package let stopped: TrainingStopped?

  /// The rows by their share of the loss, the largest first; of equals the earlier first. Rows whose loss
  /// is not finite come before all others.
  package var rowsByShare: [Row] { rows }

  /// The inputs of a row as the network takes them, such as pixels from 0 to 1.
  package func inputs(ofRow row: Int) -> [Float] { [] }

  /// How one element of a parameter came to its new value; `nil` when there is no such element, or in
  /// step 0.
  package func update(ofParameter index: Int, element: Int) -> UpdateTerms? { nil }
}

/// How one weight came to its new value in a step, term by term, in single precision as it was computed.
package struct UpdateTerms: Hashable, Sendable {
  /// What the optimizer keeps of a weight, before the step and after it.
  package struct Kept: Hashable, Sendable {
    package let before: Float
    package let after: Float
  }

  /// What the optimizer made of the gradient.
  package enum Rule: Hashable, Sendable {
    /// `v ← μ·v + g`, `w ← w - η·v`; μ is 0 in plain descent.
    case momentum(momentum: Float, velocity: Kept)
    /// `v ← μ·v + g`, `w ← w - η·(g + μ·v)`.
    case nesterov(momentum: Float, velocity: Kept)
    /// `m ← β₁·m + (1-β₁)·g`, `v ← β₂·v + (1-β₂)·g²`,
    /// `w ← w - η · m/(1-β₁ᵗ) / (√(v/(1-β₂ᵗ)) + ε)` with t counted from 1.
    case adam(mean: Kept, square: Kept, t: Int)
    /// A line search along the direction of L-BFGS.
    case lineSearch
  }

  /// The parameter, such as `W1`, and the element's place in it.
  package let parameter: String
  package let place: [Int]
  /// What each row adds to the gradient of the mean loss, in the order of the minibatch.
  package let rows: [Float]
  /// The derivative of the mean loss, which the rows add up to but for rounding.
  package let lossGradient: Float
  /// What the penalty on large weights adds to it; 0 without one.
  package let penalty: Float
  /// The derivative that the optimizer took.
  package let gradient: Float
  package let rule: Rule
  package let rate: Float
  package let old: Float
  package let new: Float
}
