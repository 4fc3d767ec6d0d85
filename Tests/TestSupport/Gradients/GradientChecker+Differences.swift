import Autodiff

/// Central differences: the independent check, which knows nothing of the rules but their values.
extension GradientChecker {
  /// The steps of a sweep. Truncation spoils the large ones and cancellation the small ones; where
  /// between them the best lies differs from function to function.
  static let steps: [Double] = [1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 3e-6, 1e-6, 1e-7]

  /// How far a derivative may be from its best difference quotient.
  static let tolerance = 1e-7

  /// How many elements of an operand are differenced, evenly spread; the dot-product test and the
  /// differences of the pushforward cover the others of a large one.
  static let sampleSize = 64

  func adjointsAgainstDifferences(
    _ derivatives: Derivatives<Double>
  ) throws -> [Disagreement] {
    var evaluation = try Evaluation<Double>(of: graph)
    var found: [Disagreement] = []
    for (operand, input) in inputs.enumerated() where input.isVaried {
      let adjoint = derivatives.adjoints[operand]
      let scale = adjoint.map(\.magnitude).max() ?? 0
      let spacing = max(1, input.values.count / Self.sampleSize)
      for element in stride(from: 0, to: input.values.count, by: spacing) {
        let quotients = try Self.steps.map { step in
          let slopes = try slopes(in: &evaluation, step: step) { other, place in
            other == operand && place == element ? 1 : 0
          }
          return zip(upstream, slopes).reduce(0) { $0 + $1.0 * $1.1 }
        }
        found += disagreement(
          adjoint[element], quotients, scale: scale, "pullback against differences",
          "operand \(operand), element \(element)")
      }
    }
    return found
  }

  func tangentsAgainstDifferences(
    _ derivatives: Derivatives<Double>
  ) throws -> [Disagreement] {
    var evaluation = try Evaluation<Double>(of: graph)
    let scale = derivatives.tangent.map(\.magnitude).max() ?? 0
    let sweep = try Self.steps.map { step in
      try slopes(in: &evaluation, step: step) { inputs[$0].direction[$1] }
    }
    return derivatives.tangent.indices.flatMap { element in
      disagreement(
        derivatives.tangent[element], sweep.map { $0[element] }, scale: scale,
        "pushforward against differences", "element \(element) of the result")
    }
  }

  /// The slope of each element of the output when the inputs move as `direction` says.
  private func slopes(
    in evaluation: inout Evaluation<Double>, step: Double,
    direction: (_ operand: Int, _ element: Int) -> Double
  ) throws -> [Double] {
    let ahead = try value(in: &evaluation) { $0 + step * direction($1, $2) }
    let behind = try value(in: &evaluation) { $0 - step * direction($1, $2) }
    return zip(ahead, behind).map { ($0 - $1) / (2 * step) }
  }

  private func value(
    in evaluation: inout Evaluation<Double>, moved: (Double, Int, Int) -> Double
  ) throws -> [Double] {
    for (operand, input) in inputs.enumerated() {
      let elements = input.values.enumerated().map { moved($0.element, operand, $0.offset) }
      try evaluation.setElements(elements, of: input.node)
    }
    evaluation.forward()
    return evaluation.value(of: output).elements
  }

  /// The derivative and its best quotient, unless they agree: the error is |a - n| over
  /// max(|a|, |n|, 1e-8·scale).
  private func disagreement(
    _ analytic: Double, _ quotients: [Double], scale: Double, _ check: String, _ place: String
  ) -> [Disagreement] {
    let errors = quotients.map { quotient in
      let difference = (analytic - quotient).magnitude
      let size = max(analytic.magnitude, quotient.magnitude, 1e-8 * scale)
      return difference == 0 ? 0 : difference / size
    }
    let best = errors.indices.min { isLess(errors[$0], errors[$1]) }
    guard let best, !(errors[best] <= Self.tolerance) else { return [] }
    return [
      Disagreement(
        check: check, place: place, analytic: analytic, expected: quotients[best],
        error: errors[best])
    ]
  }

  /// Orders errors with NaN as the worst.
  private func isLess(_ left: Double, _ right: Double) -> Bool {
    right.isNaN ? !left.isNaN : left < right
  }
}
