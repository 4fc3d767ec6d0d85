/// What can be said of many numbers at once, found in one walk without a copy of them.
package struct NumberTally: Hashable, Sendable {
  /// How many numbers there are.
  package private(set) var count = 0
  /// How many of them are 0.
  package private(set) var zeros = 0
  /// How many are NaN or infinite.
  package private(set) var nonFinite = 0
  /// The root of the sum of squares of those that are finite.
  package private(set) var norm = 0.0

  /// Walks through some numbers.
  @_specialize(where T == Double)
  @_specialize(where T == Float)
  package init<T: Scalar>(_ numbers: UnsafeBufferPointer<T>) {
    count = numbers.count
    var squares = 0.0
    for number in numbers {
      let number = Double(number)
      if number == 0 { zeros += 1 }
      if number.isFinite { squares += number * number } else { nonFinite += 1 }
    }
    // Beyond that some squares may have been lost, or were too large.
    norm =
      squares.isFinite && squares > 1e-200
      ? squares.squareRoot() : Self.scaledNorm(numbers)
  }

  private static func scaledNorm<T: Scalar>(_ numbers: UnsafeBufferPointer<T>) -> Double {
    var largest = 0.0
    for number in numbers where number.isFinite {
      largest = max(largest, Double(number).magnitude)
    }
    guard largest > 0 else { return 0 }
    var squares = 0.0
    for number in numbers where number.isFinite {
      let part = Double(number) / largest
      squares += part * part
    }
    return largest * squares.squareRoot()
  }
}

extension Timeline {
  func tallyOfValue(of node: NodeID) -> NumberTally { tally(of: node, in: evaluation.values) }

  func tallyOfAdjoint(of node: NodeID) -> NumberTally { tally(of: node, in: evaluation.adjoints) }

  func tallyOfTangent(of node: NodeID) -> NumberTally { tally(of: node, in: evaluation.tangents) }

  private func tally(of node: NodeID, in buffer: UnsafeBufferPointer<Element>) -> NumberTally {
    let range = evaluation.plan.placement(of: node).range
    // Tangents that nobody asked for have no memory.
    let stored = range.upperBound <= buffer.count ? range : 0..<0
    return NumberTally(UnsafeBufferPointer(rebasing: buffer[stored]))
  }
}
