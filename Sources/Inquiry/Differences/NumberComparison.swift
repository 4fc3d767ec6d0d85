/// The elements of two tensors of one shape side by side.
struct NumberComparison {
  let right: [Double]
  let wrong: [Double]
  /// The largest difference of two elements.
  let largest: Double
  /// The element at which it is, the first of several.
  let place: Int

  init(right: [Double], wrong: [Double]) {
    self.right = right
    self.wrong = wrong
    var (largest, place) = (0.0, 0)
    for index in right.indices where wrong.indices.contains(index) {
      let difference = ElementDifference.between(right[index], wrong[index])
      if difference > largest { (largest, place) = (difference, index) }
    }
    self.largest = largest
    self.place = place
  }

  /// The same numbers, of which those at another place are looked at.
  init(_ comparison: NumberComparison, at place: Int) {
    (right, wrong, self.place) = (comparison.right, comparison.wrong, place)
    largest = ElementDifference.between(right[place], wrong[place])
  }

  /// The largest finite number on either side.
  var scale: Double {
    var scale = 0.0
    for numbers in [right, wrong] {
      for number in numbers where number.isFinite { scale = max(scale, number.magnitude) }
    }
    return scale
  }

  /// The largest difference as a part of the largest number.
  var relative: Double { scale > 0 ? largest / scale : largest }

  /// Whether an element is finite on the one side, and not on the other.
  var isNonFinite: Bool { zip(right, wrong).contains { $0.isFinite && !$1.isFinite } }

  /// Whether no element is off by more than a few roundings of its own.
  func isRounding(_ rounding: NumberRounding) -> Bool {
    zip(right, wrong).allSatisfy { right, wrong in
      let difference = ElementDifference.between(right, wrong)
      return difference.isFinite
        && (difference <= 2 * rounding.unit * max(right.magnitude, wrong.magnitude)
          || difference <= rounding.least)
    }
  }
}

extension FollowedNumbers.Followed {
  /// How far each number may be off by the rounding of a type in a sum of so many terms, and by what
  /// its operands are off.
  ///
  /// Rounding errors of a sum are as large as its terms, not as what is left of them, and grow with the
  /// square root of their number.
  func errors(_ rounding: NumberRounding) -> [Double] {
    let roundings = rounding.unit * (4 + Double(termCount).squareRoot())
    return zip(magnitudes, inherited).map { size, inherited in
      (size.isFinite ? roundings * size : 0) + inherited
    }
  }

  /// Whether numbers are what follows, but for what rounding makes of it.
  ///
  /// - Parameter allowsNumbers: Whether there may be a number where none follows.
  func explains(
    _ numbers: [Double], _ rounding: NumberRounding, slack: Double, allowsNumbers: Bool = false
  ) -> Bool {
    guard numbers.count == elements.count else { return false }
    let scale = elements.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
    let errors = errors(rounding)
    for (place, number) in numbers.enumerated() {
      if allowsNumbers, number.isFinite, !elements[place].isFinite { continue }
      let difference = ElementDifference.between(number, elements[place])
      let allowed = max(errors[place], slack * scale)
      // What is too large for the type becomes infinite, what is too small 0.
      let overflows = !number.isFinite && elements[place].magnitude > rounding.largest
      guard difference <= allowed + rounding.least || overflows else { return false }
    }
    return true
  }
}
