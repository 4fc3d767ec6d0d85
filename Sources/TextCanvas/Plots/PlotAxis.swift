import Glibc

/// How numbers lie along one side of a plot.
package struct PlotAxis: Hashable, Sendable {
  /// Equal distances for equal differences, or for equal ratios.
  package enum Scale: Hashable, Sendable {
    case linear, logarithmic
  }

  package let scale: Scale
  // What lies at both ends; of a logarithmic axis, its decimal logarithm.
  private let low: Double
  private let high: Double
  /// The value, where there is only one; it lies in the middle.
  private let onlyValue: Double?

  /// The axis on which all of `values` that can lie on it do; `nil` when none can.
  ///
  /// Not finite, or not positive under a logarithm, is what cannot.
  package init?(_ scale: Scale, covering values: some Sequence<Double>) {
    var low = Double.infinity
    var high = -Double.infinity
    for value in values {
      guard let coordinate = Self.coordinate(value, scale) else { continue }
      low = min(low, coordinate)
      high = max(high, coordinate)
    }
    guard low <= high else { return nil }
    onlyValue = low < high ? nil : values.first { Self.coordinate($0, scale) != nil }
    if low == high {
      let margin = max(abs(low) / 2, 0.5)
      low -= margin
      high += margin
    }
    self.scale = scale
    self.low = max(low, -.greatestFiniteMagnitude)
    self.high = min(high, .greatestFiniteMagnitude)
  }

  /// Where the value lies: 0 at the low end, 1 at the high one; `nil` when it cannot lie anywhere.
  package func fraction(_ value: Double) -> Double? {
    guard let coordinate = Self.coordinate(value, scale) else { return nil }
    // By halves, since the difference of two large numbers may be too large.
    return (coordinate / 2 - low / 2) / (high / 2 - low / 2)
  }

  /// Round numbers on the axis, rising, at most `count`; its two ends where no two of these fit.
  package func ticks(atMost count: Int) -> [Double] {
    guard count > 1 else { return [] }
    if let onlyValue { return [onlyValue] }
    let round = Self.roundNumbers(from: low, to: high, atMost: count)
    let coordinates = round.count >= 2 ? round : [low, high]
    guard scale == .logarithmic else { return coordinates }
    let powers = coordinates.filter { $0 == $0.rounded() }
    guard powers.count < 2 else { return powers.map { pow(10, $0) } }
    // Less than two decades: there, round numbers lie well enough apart.
    let between = Self.roundNumbers(from: pow(10, low), to: pow(10, high), atMost: count)
    return between.count >= 2 ? between : coordinates.map { pow(10, $0) }
  }

  private static func coordinate(_ value: Double, _ scale: Scale) -> Double? {
    guard value.isFinite else { return nil }
    guard scale == .logarithmic else { return value }
    return value > 0 ? log10(value) : nil
  }

  /// The multiples of 1, 2 or 5 times a power of ten between two numbers.
  private static func roundNumbers(from low: Double, to high: Double, atMost count: Int) -> [Double]
  {
    let power = pow(10, log10(high / 2 - low / 2).rounded(.down))
    for step in [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50].map({ $0 * power }) {
      let first = (low / step).rounded(.up)
      let last = (high / step).rounded(.down)
      // Steps far below the numbers' own precision have no multiples to tell apart.
      guard step.isFinite, first.isFinite, last.isFinite, abs(first) < 1e15, abs(last) < 1e15 else {
        continue
      }
      if first <= last, last - first < Double(count) {
        // An index times a step such as 0.1 is not the nearest number; its text at 12 digits is.
        return stride(from: first, through: last, by: 1).map { index in
          Double((index * step).abbreviated(digits: 12)) ?? index * step
        }
      }
    }
    return []
  }
}
