import CKernels

/// Sums of squares over some elements of a parameter in one step.
package struct StepSquares: Hashable, Sendable {
  /// Of the elements before the step, of their gradient, and of their change.
  var old = 0.0
  var gradient = 0.0
  var change = 0.0

  static func += (sum: inout StepSquares, other: StepSquares) {
    sum.old += other.old
    sum.gradient += other.gradient
    sum.change += other.change
  }

  /// Whether a sum in single precision is one: the squares of its numbers overflow and underflow long
  /// before the numbers do.
  static func isTrusted(_ sum: Double) -> Bool { sum.isFinite && sum > 1e-24 }
}

/// The gradient of some elements in parts, one for each thread of a crew, whose sum it is. Invariant:
/// not empty, and all of one length.
package typealias GradientParts = [UnsafeBufferPointer<Float>]

/// Room for some of a parameter's elements while they are worked on.
package typealias Scratch = UnsafeMutableBufferPointer<Float>

extension Optimizer {
  package mutating func measuredStep(
    _ gradient: GradientParts, _ weights: UnsafeMutableBufferPointer<Float>,
    ofParameter parameter: Int, rate: Float, scratch: Scratch
  ) -> StepSquares {
    var squares = StepSquares()
    for start in stride(from: 0, to: weights.count, by: measuredBlock) {
      let block = start..<min(start + measuredBlock, weights.count)
      for (number, part) in gradient.enumerated() {
        accumulate(
          UnsafeBufferPointer(rebasing: part[block]), ofParameter: parameter, from: start,
          isFirst: number == 0)
      }
      squares.gradient += sumOfSquares(sum(of: gradient[...], block, in: scratch))
      let elements = UnsafeMutableBufferPointer(rebasing: weights[block])
      let old = UnsafeBufferPointer(rebasing: scratch[..<block.count])
      _ = scratch.update(fromContentsOf: elements)
      move(elements, ofParameter: parameter, from: start, rate: rate)
      squares.old += sumOfSquares(old)
      squares.change += sumOfSquares(ofDifference: UnsafeBufferPointer(elements), old)
    }
    return squares
  }
}

/// So many elements stay in the fastest memory while they are read again and again.
private let measuredBlock = 2048

/// The sum of some elements of the parts: those of the first when it is alone, else in the scratch
/// memory.
func sum(
  of parts: GradientParts.SubSequence, _ block: Range<Int>, in scratch: Scratch
) -> UnsafeBufferPointer<Float> {
  guard let part = parts.first else { return UnsafeBufferPointer(start: nil, count: 0) }
  let first = UnsafeBufferPointer(rebasing: part[block])
  guard parts.count > 1, let sum = scratch.baseAddress else { return first }
  _ = scratch.update(fromContentsOf: first)
  for part in parts.dropFirst() {
    if let source = part.baseAddress {
      kernel_decay_and_add(source + block.lowerBound, sum, block.count, 1)
    }
  }
  return UnsafeBufferPointer(start: sum, count: block.count)
}

/// The sum of the squares of some numbers, in single precision where that holds it.
func sumOfSquares(_ numbers: UnsafeBufferPointer<Float>) -> Double {
  guard let start = numbers.baseAddress else { return 0 }
  let sum = kernel_squares(start, numbers.count)
  guard !StepSquares.isTrusted(sum) else { return sum }
  return numbers.reduce(0) { $0 + Double($1) * Double($1) }
}

/// The same of the differences of two rows of numbers. Requires: they are of one length.
private func sumOfSquares(
  ofDifference one: UnsafeBufferPointer<Float>, _ other: UnsafeBufferPointer<Float>
) -> Double {
  guard let start = one.baseAddress, let end = other.baseAddress else { return 0 }
  let sum = kernel_squares_of_difference(start, end, one.count)
  guard !StepSquares.isTrusted(sum) else { return sum }
  return one.indices.reduce(0) { sum, index in
    let difference = Double(one[index]) - Double(other[index])
    return sum + difference * difference
  }
}
