extension Int {
  /// The whole number nearest to another, held at the largest or smallest integer; 0 for NaN.
  package init(nearest value: Double) {
    let whole = value.rounded()
    self = Int(exactly: whole) ?? (whole.isNaN ? 0 : whole < 0 ? .min : .max)
  }

  /// The sum, held at the largest or smallest integer instead of overflowing.
  ///
  /// Coordinates come from layouts and from users; a far-away one must clip, not trap.
  func addingClamped(_ other: Int) -> Int {
    let (sum, overflowed) = addingReportingOverflow(other)
    return overflowed ? (other > 0 ? .max : .min) : sum
  }

  /// The difference, held at the largest or smallest integer instead of overflowing.
  func subtractingClamped(_ other: Int) -> Int {
    let (difference, overflowed) = subtractingReportingOverflow(other)
    return overflowed ? (other > 0 ? .min : .max) : difference
  }

  /// The product, held at the largest or smallest integer instead of overflowing.
  func multipliedClamped(by other: Int) -> Int {
    let (product, overflowed) = multipliedReportingOverflow(by: other)
    return overflowed ? ((self < 0) == (other < 0) ? .max : .min) : product
  }

  /// This number moved to the nearest end of `limits` when it lies outside.
  func clamped(to limits: ClosedRange<Int>) -> Int {
    Swift.min(Swift.max(self, limits.lowerBound), limits.upperBound)
  }
}
