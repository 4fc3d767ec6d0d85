/// A slope that differences settle on, and how sure that is.
public struct SlopeEstimate: Hashable, Sendable {
  /// The slope, carried on from differences over several steps to a step of nothing.
  public let slope: Double
  /// How far from the slope the derivative may be, by rounding and by curvature.
  public let uncertainty: Double
  /// The smallest of the steps it was taken from.
  public let step: Double
  /// The place of that step in the curve.
  let place: Int
}

/// Slopes over shrinking steps, whose errors are a series in a power of the step.
///
/// The slope at a step of nothing is the value there of the polynomial through the last of them,
/// which is Richardson's extrapolation. What the last degree of the polynomial and the last step
/// changed bounds what is left of the curvature; rounding is carried along with its sign lost.
struct SlopeSeries {
  /// A slope over a step, and how far rounding may have moved it.
  struct Sample {
    let step: Double
    let slope: Double
    let rounding: Double
  }

  private let samples: [Sample]
  /// The step to this power is what the errors are a series in: 2 for central differences.
  private let power: Double
  /// The place of the first sample in its curve.
  private let start: Int

  init(_ samples: [Sample], power: Double, start: Int) {
    self.samples = samples
    self.power = power
    self.start = start
  }

  /// An estimate for each step that has a larger one beside it.
  private var estimates: [SlopeEstimate] {
    samples.indices.dropFirst().compactMap { estimate(at: $0) }.filter(\.uncertainty.isFinite)
  }

  /// The estimate with the least uncertainty that no smaller step contradicts: a larger step may be
  /// certain of a slope on average, while the function does something else in between.
  var surest: SlopeEstimate? {
    var candidates = estimates[...]
    while let best = candidates.min(by: { $0.uncertainty < $1.uncertainty }) {
      let contradiction = candidates.lastIndex { $0.place > best.place && !$0.allows(best) }
      guard let contradiction else { return best }
      candidates = candidates[contradiction...]
    }
    return nil
  }

  private func estimate(at place: Int) -> SlopeEstimate? {
    let pair = line(through: place - 1, place)
    var (slope, rounding) = (pair.slope, pair.rounding)
    var change = largest(
      (slope - samples[place].slope).magnitude, (slope - samples[place - 1].slope).magnitude)
    if place > 1, line(through: place - 2, place - 1).slope.isFinite {
      let before = line(through: place - 2, place - 1)
      let share = share(of: place, beside: place - 2)
      slope += (slope - before.slope) * share
      rounding += (rounding + before.rounding) * share
      change = largest((slope - pair.slope).magnitude, (slope - before.slope).magnitude)
    }
    guard slope.isFinite else { return nil }
    return SlopeEstimate(
      slope: slope, uncertainty: change + rounding, step: samples[place].step,
      place: start + place)
  }

  /// The slope at a step of nothing on the line through two samples.
  private func line(through first: Int, _ second: Int) -> (slope: Double, rounding: Double) {
    let (larger, smaller) = (samples[first], samples[second])
    let share = share(of: second, beside: first)
    return (
      smaller.slope + (smaller.slope - larger.slope) * share,
      smaller.rounding + (smaller.rounding + larger.rounding) * share
    )
  }

  /// By which part of the change from one step to a smaller one the change goes on.
  private func share(of smaller: Int, beside larger: Int) -> Double {
    let ratio = Double.pow(samples[smaller].step / samples[larger].step, power)
    return ratio / (1 - ratio)
  }

  private func largest(_ first: Double, _ second: Double) -> Double {
    first.isNaN || second.isNaN ? .infinity : max(first, second)
  }
}

extension SlopeEstimate {
  /// Whether both can be right.
  func allows(_ other: SlopeEstimate) -> Bool {
    (slope - other.slope).magnitude <= 2 * (uncertainty + other.uncertainty)
  }
}
