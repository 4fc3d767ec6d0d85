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
  /// How far rounding may have moved each of the values of the output that were subtracted.
  var noise: Double
}

/// The quotients of one derivative over a sweep of steps.
///
/// Drawn over ε on logarithmic axes the errors make a V: to the right the curve of the function
/// spoils the quotient, to the left its rounding, and the truth lies in between.
public struct DifferenceCurve: Hashable, Sendable {
  /// From the largest step to the smallest.
  public private(set) var quotients: [DifferenceQuotient]

  init(_ quotients: [DifferenceQuotient]) {
    self.quotients = quotients
  }

  /// The slopes on both sides together, on the right alone and on the left alone.
  enum Side { case both, right, left }

  /// The slope that the quotients from a place on settle on; `nil` when too few are finite.
  func estimate(_ side: Side = .both, from start: Int = 0) -> SlopeEstimate? {
    let power = side == .both ? 2.0 : 1
    let places = quotients.indices.dropFirst(start)
    // What is not finite far from the point may be finite beside it.
    let first = places.last { !slope(side, at: $0).isFinite }.map { $0 + 1 } ?? start
    let jitter = jitter(side)
    let samples = places.dropFirst(first - start).map { place in
      let (step, noise) = (quotients[place].step, max(quotients[place].noise, jitter))
      return SlopeSeries.Sample(
        step: step, slope: slope(side, at: place),
        rounding: (side == .both ? 1 : 2) * noise / step)
    }
    return SlopeSeries(samples, power: power, start: first).surest
  }

  private func slope(_ side: Side, at place: Int) -> Double {
    switch side {
    case .both: quotients[place].central
    case .right: quotients[place].right
    case .left: quotients[place].left
    }
  }

  /// How much the output really trembles, as the smallest steps of a whole sweep show: there the
  /// curve of the function changes the quotients no more.
  private func jitter(_ side: Side) -> Double {
    guard isWhole else { return 0 }
    let last = quotients.indices.suffix(4)
    return zip(last, last.dropFirst()).map { larger, smaller in
      (slope(side, at: larger) - slope(side, at: smaller)).magnitude * quotients[smaller].step
    }.filter(\.isFinite).reduce(0, max)
  }

  /// Whether all steps were tried.
  var isWhole: Bool { quotients.count == Probe.steps.count }

  /// The steepest slope from the point to any other: what a derivative of nothing is small beside.
  var steepest: Double {
    quotients.flatMap { [$0.right.magnitude, $0.left.magnitude] }.filter(\.isFinite)
      .reduce(0, max)
  }

  mutating func raiseNoise(to noise: Double, at place: Int) {
    quotients[place].noise = max(quotients[place].noise, noise)
  }
}

extension DifferenceCurve {
  /// Whether the slopes on the two sides come closer as they do where the function is smooth.
  var sidesMeet: Bool {
    guard quotients.count > 1, let last = quotients.last else { return false }
    let before = quotients[quotients.count - 2]
    let gap = (last.right - last.left).magnitude
    return gap <= 0.6 * (before.right - before.left).magnitude + 8 * last.noise / last.step
  }

  /// Whether the output still turns about as fast as the smallest step allows, so that no step is
  /// small enough to see its slope.
  var isRough: Bool {
    let jitter = jitter(.both)
    let noise = quotients.suffix(4).map(\.noise).filter(\.isFinite).reduce(0, max)
    let rise = quotients.map { $0.central.magnitude * $0.step }.filter(\.isFinite).reduce(0, max)
    let isRounding = jitter <= 8 * noise && noise <= 0.01 * rise
    return jitter > 1e-4 * rise && !isRounding
  }

  /// Whether the output on one of the sides keeps a distance from its value at the point, whatever
  /// the step.
  var jumps: Bool { jumps(.right) || jumps(.left) }

  /// A smooth rise with a jump is `j + s·ε`: the jump is what any two steps say it is.
  private func jumps(_ side: Side) -> Bool {
    let last = quotients.indices.suffix(6)
    guard last.count == 6 else { return false }
    let heights = zip(last, last.dropFirst()).map { larger, smaller in
      let (e, d) = (quotients[larger].step, quotients[smaller].step)
      return (slope(side, at: smaller) - slope(side, at: larger)) * d * e / (e - d)
    }
    guard let height = heights.last, let noise = quotients.last?.noise,
      height.magnitude > 16 * noise
    else { return false }
    return heights.allSatisfy { ($0 / height - 1).magnitude < 0.1 }
  }
}
