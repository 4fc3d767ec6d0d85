import Autodiff

/// Solves `dy/dt = f(y)` by Dormand and Prince's method: a step of fifth order, whose difference from one
/// of fourth order decides how long steps may be.
///
/// The last of a step's seven slopes is the first of the next step's. Dormand and Prince, "A family of
/// embedded Runge-Kutta formulae", 1980; the control of steps is Hairer, Nørsett and Wanner's, *Solving
/// Ordinary Differential Equations I*, section II.4.
package struct DormandPrince: Sendable {
  package typealias Slope = (_ y: [Double]) throws -> [Double]

  package private(set) var time: Double
  package private(set) var state: [Double]
  /// f at the present state.
  package private(set) var slope: [Double]
  /// The length that the next step is tried with.
  package private(set) var length: Double
  /// What an error may be beside the size of the state, and beside 0.
  package let relativeTolerance: Double
  package let absoluteTolerance: Double
  /// The steps that were tried again, shorter.
  package private(set) var rejections = 0

  /// A solution that begins at time 0. Requires: the slope is that of the state.
  package init(
    from state: [Double], slope: [Double], relativeTolerance: Double, absoluteTolerance: Double
  ) {
    self.state = state
    self.slope = slope
    time = 0
    self.relativeTolerance = relativeTolerance
    self.absoluteTolerance = absoluteTolerance
    // So short that the state moves by a hundredth of its size.
    let (size, speed) = (rootMeanSquare(state), rootMeanSquare(slope))
    length = size > 1e-5 && speed > 1e-5 ? 0.01 * size / speed : 1e-6
  }

  /// A solution in the midst of its course.
  package init(
    resuming solution: DormandPrince, time: Double, state: [Double], slope: [Double],
    length: Double
  ) {
    self = solution
    (self.time, self.state, self.slope, self.length) = (time, state, slope, length)
  }

  /// The times of the slopes do not matter, for f does not depend on time.
  private static let stages: [[Double]] = [
    [1.0 / 5],
    [3.0 / 40, 9.0 / 40],
    [44.0 / 45, -56.0 / 15, 32.0 / 9],
    [19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729],
    [9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656],
    [35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84],
  ]
  /// The weights of the fifth order less those of the fourth.
  private static let errors: [Double] = [
    71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40,
  ]

  /// Goes on by one step whose error is tolerable, to the end at most; returns how often f was asked.
  package mutating func step(to end: Double, _ f: Slope) throws -> Int {
    var asked = 0
    while true {
      let isLast = time + length >= end
      let tried = isLast ? end - time : length
      let (next, slopes) = try attempt(tried, f)
      asked += slopes.count - 1
      let error = errorRatio(slopes, tried, next)
      // A step that leads to no number is far too long.
      let factor = error.isFinite ? min(max(0.9 * Double.pow(error, -0.2), 0.2), 5) : 0.2
      guard error <= 1 else {
        rejections += 1
        length = tried * factor
        guard time + length > time else { throw StepTooShort(time: time) }
        continue
      }
      (state, slope) = (next, slopes[slopes.count - 1])
      time = isLast ? end : time + tried
      // What is cut off at the end says nothing of how long a step may be.
      if !isLast || factor < 1 { length = tried * factor }
      return asked
    }
  }

  private func attempt(_ length: Double, _ f: Slope) throws -> (end: [Double], slopes: [[Double]]) {
    var slopes = [slope]
    var end = state
    for weights in Self.stages {
      end = state
      for (weight, slope) in zip(weights, slopes) where weight != 0 {
        for place in end.indices { end[place] += length * weight * slope[place] }
      }
      slopes.append(try f(end))
    }
    return (end, slopes)
  }

  /// The root of the mean square of the error, each element's beside what it may be.
  private func errorRatio(_ slopes: [[Double]], _ length: Double, _ next: [Double]) -> Double {
    var sum = 0.0
    for place in state.indices {
      var error = 0.0
      for (weight, slope) in zip(Self.errors, slopes) { error += weight * slope[place] }
      let size = max(state[place].magnitude, next[place].magnitude)
      let part = length * error / (absoluteTolerance + relativeTolerance * size)
      sum += part * part
    }
    return (sum / Double(max(state.count, 1))).squareRoot()
  }
}

/// No step is short enough for the tolerance.
package struct StepTooShort: Error, Hashable, CustomStringConvertible {
  package let time: Double

  package var description: String {
    "the flow cannot be followed beyond time \(time): steps became too short; use a larger --tolerance"
  }
}

/// The root of the mean square of some numbers.
func rootMeanSquare(_ numbers: [Double]) -> Double {
  let sum = numbers.reduce(0) { $0 + $1 * $1 }
  return (sum / Double(max(numbers.count, 1))).squareRoot()
}
