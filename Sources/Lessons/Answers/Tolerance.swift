/// How near to the right number a typed one has to be.
package enum Tolerance: Hashable, Sendable {
  /// Within a part of the right number: 0.01 for one percent.
  case relative(Double)
  /// The right number, rounded to so many significant digits or more.
  case digits(Int)
  /// The number itself; only rounding in the last digits is forgiven.
  case exact

  /// What holds where a lesson says nothing.
  package static let usual = Tolerance.relative(0.01)

  /// What is smaller is close enough to zero.
  private static let zero = 1e-6

  /// Whether a number may stand for the right one. NaN is right where the right number is NaN, an
  /// infinity where it is that infinity.
  package func accepts(_ given: Double, for right: Double) -> Bool {
    guard right.isFinite, given.isFinite else {
      return right.isNaN ? given.isNaN : given == right
    }
    let distance = (given - right).magnitude
    switch self {
    case .exact: return distance <= max(right.magnitude * 1e-9, 1e-12)
    case .relative(let part):
      return right.magnitude < Self.zero
        ? distance <= Self.zero : distance <= right.magnitude * part * (1 + 1e-12)
    case .digits(let count):
      guard right != 0 else { return distance <= Self.zero }
      let unit = Self.unit(ofDigit: count, in: right)
      // Half a unit, and what the rounding of the right number itself may have cost.
      return distance <= unit * 0.5 * (1 + 1e-9)
    }
  }

  /// What a step in the last of so many significant digits is worth.
  private static func unit(ofDigit count: Int, in number: Double) -> Double {
    var unit = 1.0
    let magnitude = number.magnitude
    while unit * 10 <= magnitude { unit *= 10 }
    while unit > magnitude { unit /= 10 }
    for _ in 1..<max(count, 1) { unit /= 10 }
    return unit
  }
}
