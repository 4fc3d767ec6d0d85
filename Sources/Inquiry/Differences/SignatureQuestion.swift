import Autodiff

/// Two tensors that should be equal, with what is known about how the right one came about.
struct SignatureQuestion {
  /// What one node adds to an adjoint.
  struct Part {
    /// The node that sends it.
    let source: String
    let elements: [Double]
  }

  /// A tensor that is summed over some axes to become the right one.
  struct Unsummed {
    /// The slices over which the sum runs, each of the right one's size.
    let slices: [[Double]]
    /// What the sum runs over: `the rows of z`.
    let words: String
  }

  let shape: Shape
  /// What it should be.
  let right: [Double]
  /// What it is.
  let wrong: [Double]
  /// What the right one is a sum of; empty unless it is an adjoint.
  var parts: [Part] = []
  var unsummed: [Unsummed] = []
  /// Numbers that the factor may be.
  var counts: [ElementCount] = []
  /// How its numbers are rounded.
  var rounding = NumberRounding.double
}

/// How nearly numbers have to be equal to be taken for the same.
struct NearEquality {
  let tolerance: Double

  /// Numbers of so many digits, of this size at most.
  init(_ rounding: NumberRounding, largest: Double) {
    relative = max(1e-8, 8 * rounding.unit)
    tolerance = relative * largest
  }

  let relative: Double

  func matches(_ numbers: [Double], _ others: [Double], times factor: Double = 1) -> Bool {
    guard numbers.count == others.count else { return false }
    for place in numbers.indices {
      let (number, other) = (numbers[place], factor * others[place])
      guard
        number == other || (number - other).magnitude <= tolerance
          || number.isNaN && other.isNaN
      else { return false }
    }
    return true
  }

  /// The factor by which all of `numbers` are the `others`; `nil` where there is none.
  func factor(of numbers: [Double], over others: [Double]) -> Double? {
    guard numbers.count == others.count else { return nil }
    var place: Int?
    for (index, other) in others.enumerated() where other.isFinite && numbers[index].isFinite {
      if other.magnitude > place.map({ others[$0].magnitude }) ?? 0 { place = index }
    }
    guard let place else { return nil }
    let factor = numbers[place] / others[place]
    guard factor != 0, factor.isFinite, matches(numbers, others, times: factor) else { return nil }
    return factor
  }
}
