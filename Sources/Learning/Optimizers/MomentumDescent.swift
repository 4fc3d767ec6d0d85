import CKernels

/// Stochastic gradient descent with momentum, over flat parameters: `v ← μ·v + g`, `w ← w - η·v`.
///
/// Polyak 1964 in the form of Sutskever et al. 2013 that PyTorch uses.
package struct MomentumDescent: Optimizer {
  package var momentum: Float
  private var velocities: [[Float]]

  /// An optimizer at rest for parameters with so many elements each.
  package init(momentum: Float, counts: [Int]) {
    self.momentum = momentum
    velocities = counts.map { Array(repeating: 0, count: $0) }
  }

  /// Takes one part of a parameter's gradient; the first part of a step slows the velocity down.
  package mutating func accumulate(
    _ gradient: UnsafeBufferPointer<Float>, ofParameter parameter: Int, from start: Int,
    isFirst: Bool
  ) {
    let factor = isFirst ? momentum : 1
    velocities[parameter].withUnsafeMutableBufferPointer { velocity in
      guard let own = velocity.baseAddress, let source = gradient.baseAddress else { return }
      kernel_decay_and_add(
        source, own + start, min(velocity.count - start, gradient.count), factor)
    }
  }

  /// Moves a parameter against its velocity.
  package func move(
    _ weights: UnsafeMutableBufferPointer<Float>, ofParameter parameter: Int, from start: Int,
    rate: Float
  ) {
    velocities[parameter].withUnsafeBufferPointer { velocity in
      guard let target = weights.baseAddress, let own = velocity.baseAddress else { return }
      kernel_subtract_scaled(
        own + start, target, min(velocity.count - start, weights.count), rate)
    }
  }

  package mutating func measuredStep(
    _ gradient: GradientParts, _ weights: UnsafeMutableBufferPointer<Float>,
    ofParameter parameter: Int, rate: Float, scratch: Scratch
  ) -> StepSquares {
    for (number, part) in gradient.dropLast().enumerated() {
      accumulate(part, ofParameter: parameter, from: 0, isFirst: number == 0)
    }
    let others =
      gradient.count > 1 ? sum(of: gradient.dropLast(), weights.indices, in: scratch) : nil
    guard let last = gradient.last else { return StepSquares() }
    var squares = (0.0, 0.0, 0.0)
    velocities[parameter].withUnsafeMutableBufferPointer { velocity in
      guard let start = velocity.baseAddress, let source = last.baseAddress,
        let target = weights.baseAddress
      else { return }
      let count = min(velocity.count, weights.count)
      withUnsafeMutableBytes(of: &squares) { squares in
        let sums = squares.baseAddress?.assumingMemoryBound(to: Double.self)
        if let others = others?.baseAddress {
          kernel_last_momentum_step(source, others, start, target, count, rate, sums)
        } else {
          kernel_momentum_step(source, start, target, count, momentum, rate, sums)
        }
      }
    }
    var result = StepSquares(old: squares.0, gradient: squares.1, change: squares.2)
    mendSquares(&result, gradient, weights, ofParameter: parameter, rate: rate, scratch: scratch)
    return result
  }

  /// Takes sums that single precision could not hold from what is there after the step.
  private func mendSquares(
    _ squares: inout StepSquares, _ gradient: GradientParts,
    _ weights: UnsafeMutableBufferPointer<Float>, ofParameter parameter: Int, rate: Float,
    scratch: Scratch
  ) {
    if !StepSquares.isTrusted(squares.old) {
      squares.old = sumOfSquares(UnsafeBufferPointer(weights))
    }
    if !StepSquares.isTrusted(squares.gradient) {
      squares.gradient = sumOfSquares(sum(of: gradient[...], weights.indices, in: scratch))
    }
    if !StepSquares.isTrusted(squares.change) {
      let speed = velocities[parameter].withUnsafeBufferPointer { sumOfSquares($0) }
      squares.change = speed * Double(rate) * Double(rate)
    }
  }

  package mutating func finishStep() {}

  package var memory: OptimizerMemory {
    OptimizerMemory(buffers: ["velocity": inARow(velocities)])
  }

  package mutating func restore(_ memory: OptimizerMemory) {
    velocities = memory.parts(of: "velocity", counts: velocities.map(\.count)) ?? velocities
  }
}
