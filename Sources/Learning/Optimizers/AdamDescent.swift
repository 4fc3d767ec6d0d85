/// Adam (Kingma and Ba 2015): each element moves by its mean gradient over the root of its mean
/// square, both corrected for beginning at zero.
///
/// ```
/// m ← β₁·m + (1-β₁)·g     v ← β₂·v + (1-β₂)·g²
/// w ← w - η · m/(1-β₁ᵗ) / (√(v/(1-β₂ᵗ)) + ε)
/// ```
package struct AdamDescent: Optimizer {
  private static let meanDecay: Float = 0.9
  private static let squareDecay: Float = 0.999
  private static let epsilon: Float = 1e-8

  private var gradient: GradientSum
  private var means: [[Float]]
  private var squares: [[Float]]
  /// The steps that are over.
  private var steps = 0

  /// An optimizer at rest for parameters with so many elements each.
  package init(counts: [Int]) {
    gradient = GradientSum(counts: counts)
    means = counts.map { Array(repeating: 0, count: $0) }
    squares = means
  }

  package mutating func accumulate(
    _ part: UnsafeBufferPointer<Float>, ofParameter parameter: Int, from start: Int,
    isFirst: Bool
  ) {
    gradient.accumulate(part, ofParameter: parameter, from: start, isFirst: isFirst)
  }

  package mutating func move(
    _ weights: UnsafeMutableBufferPointer<Float>, ofParameter parameter: Int, from start: Int,
    rate: Float
  ) {
    let step = rate / correction(Self.meanDecay)
    let rootOfCorrection = correction(Self.squareDecay).squareRoot()
    gradient.parameters[parameter].withUnsafeBufferPointer { gradient in
      means[parameter].withUnsafeMutableBufferPointer { means in
        squares[parameter].withUnsafeMutableBufferPointer { squares in
          for index in 0..<min(means.count - start, weights.count) {
            let (place, slope) = (start + index, gradient[start + index])
            means[place] += (1 - Self.meanDecay) * (slope - means[place])
            squares[place] += (1 - Self.squareDecay) * (slope * slope - squares[place])
            let root = squares[place].squareRoot() / rootOfCorrection
            weights[index] -= step * means[place] / (root + Self.epsilon)
          }
        }
      }
    }
  }

  /// `1 - βᵗ` for the step that runs, which is the first one at t = 1.
  private func correction(_ decay: Float) -> Float {
    // In Double: a product of thousands of factors near 1.
    var power = 1.0
    var (factor, exponent) = (Double(decay), steps + 1)
    while exponent > 0 {
      if exponent & 1 == 1 { power *= factor }
      factor *= factor
      exponent >>= 1
    }
    return Float(1 - power)
  }

  package mutating func finishStep() { steps += 1 }

  package var memory: OptimizerMemory {
    OptimizerMemory(
      buffers: ["mean": inARow(means), "square": inARow(squares)], steps: steps)
  }

  package mutating func restore(_ memory: OptimizerMemory) {
    let counts = means.map(\.count)
    means = memory.parts(of: "mean", counts: counts) ?? means
    squares = memory.parts(of: "square", counts: counts) ?? squares
    steps = max(memory.steps, 0)
  }
}
