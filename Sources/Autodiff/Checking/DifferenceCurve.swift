/// The slope of the output between two points at the same distance on either side, for one distance.
public struct DifferenceQuotient: Hashable, Sendable {
  /// The distance ε.
  public let step: Double
  /// `(f(x+ε) - f(x-ε)) / 2ε`, whose own error is of second order in ε.
  public let central: Double
  /// `(f(x+ε) - f(x)) / ε`.
  public let right: Double
  /// `(f(x) - f(x-ε)) / ε`.
  public let left: Double
  /// `|a - n| / max(|a|, |n|, 1e-8·scale)` for the adjoint `a` and the central quotient `n`.
  public let error: Double
}

/// The quotients of one derivative over a sweep of steps.
///
/// Drawn over ε on logarithmic axes the errors make a V: to the right the curve of the function
/// spoils the quotient, to the left its rounding, and the truth lies in between.
public struct DifferenceCurve: Hashable, Sendable {
  /// From the largest step to the smallest.
  public let quotients: [DifferenceQuotient]
  /// How much rounding moves the output, as far as the smallest steps show.
  private let noise: Double
  /// Whether the output still turns about as fast as the smallest step allows, so that no step is
  /// small enough to see its slope.
  let isRough: Bool

  /// - Parameter size: The magnitude of the output, which bounds its rounding from below.
  init(_ quotients: [DifferenceQuotient], size: Double) {
    self.quotients = quotients
    let last = quotients.suffix(4)
    let jitters = zip(last, last.dropFirst()).map { ($0.central - $1.central).magnitude * $1.step }
    let jitter = jitters.filter(\.isFinite).reduce(0, max)
    noise = max(jitter, size * Double.ulpOfOne / 2)
    let rises = quotients.map { $0.central.magnitude * $0.step }.filter(\.isFinite)
    isRough = jitter > 1e-4 * rises.reduce(0, max)
  }

  /// The place of the quotient that is nearest to the adjoint; `nil` when none is finite.
  var bestPlace: Int? {
    quotients.indices.filter { quotients[$0].error.isFinite }
      .min { quotients[$0].error < quotients[$1].error }
  }

  /// How far the quotient at a place may be from the derivative, by rounding and by what the last
  /// shortening of the step changed. The adjoint is not asked.
  func uncertainty(at place: Int) -> Double {
    let quotient = quotients[place]
    let rounding = 2 * noise / quotient.step
    guard place > 0, quotients[place - 1].central.isFinite else { return rounding }
    return rounding + (quotients[place - 1].central - quotient.central).magnitude
  }

  /// The place of the quotient that is the most certain.
  var surestPlace: Int? {
    quotients.indices.filter { quotients[$0].central.isFinite }
      .min { uncertainty(at: $0) < uncertainty(at: $1) }
  }

  /// Whether the slopes on the two sides stay apart as the step shrinks, as they do at a kink, at a
  /// jump, and where there is nothing but rounding left.
  var sidesStayApart: Bool {
    let gaps = quotients.filter { $0.right.isFinite && $0.left.isFinite }.map { quotient in
      let gap = (quotient.right - quotient.left).magnitude
      return (step: quotient.step, gap: gap, slope: max(abs(quotient.right), abs(quotient.left)))
    }
    guard let smallest = gaps.last, smallest.gap > 1e-6 * smallest.slope,
      let larger = gaps.last(where: { $0.step >= 900 * smallest.step })
    else { return false }
    return smallest.gap > larger.gap / 2
  }
}
