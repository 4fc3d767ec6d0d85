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
    /// `w ← w - η · m/(1-β₁ᵗ) / (√(v/(1-β₂ᵗ)) + ε)` with t counted from 1; see ``AdamDescent``.
    case adam(mean: Kept, square: Kept, t: Int)
    /// A line search along the direction of L-BFGS.
    case lineSearch
  }

  /// The parameter, such as `W1`, and the element's place in it.
  package let parameter: String
  package let place: [Int]
  /// What each row adds to the gradient of the mean loss, in the order of the minibatch; none for a
  /// step that takes all of the data.
  package let rows: [Float]
  /// What the penalty on large weights adds to it; 0 without one.
  package let penalty: Float
  /// The derivative that the optimizer took, to which rows and penalty add up but for rounding.
  package let gradient: Float
  package let rule: Rule
  package let rate: Float
  package let old: Float
  package let new: Float

  /// What all rows add to the gradient, added up in their order.
  package var sumOfRows: Float { rows.reduce(0, +) }
}
