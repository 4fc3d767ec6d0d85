/// Two ways of computing one derivative that do not give the same number.
package struct Disagreement: Hashable, Sendable {
  /// What was compared, such as `pullback against differences`.
  package let check: String
  /// The operand and element that the derivative is taken by, or the element of the result.
  package let place: String
  /// The number the rule gives.
  package let analytic: Double
  /// The number it should be.
  package let expected: Double
  /// How far apart they are, in the measure of the check.
  package let error: Double
}

extension Disagreement: CustomStringConvertible {
  /// `pullback against differences, operand 1, element 3: 2.5 instead of 3 (error 0.17)`.
  package var description: String {
    "\(check), \(place): \(analytic) instead of \(expected) (error \(error))"
  }
}
