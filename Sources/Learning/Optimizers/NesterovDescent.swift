/// Stochastic gradient descent with Nesterov's momentum: `v ← μ·v + g`, `w ← w - η·(g + μ·v)`.
///
/// Sutskever et al. 2013, in the form that PyTorch uses.
package struct NesterovDescent: Optimizer {
  private let momentum: Float
  private var gradient: GradientSum
  private var velocities: [[Float]]

  /// An optimizer at rest for parameters with so many elements each.
  package init(momentum: Float, counts: [Int]) {
    self.momentum = momentum
    gradient = GradientSum(counts: counts)
    velocities = counts.map { Array(repeating: 0, count: $0) }
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
    let momentum = momentum
    gradient.parameters[parameter].withUnsafeBufferPointer { gradient in
      velocities[parameter].withUnsafeMutableBufferPointer { velocity in
        for index in 0..<min(velocity.count - start, weights.count) {
          let (place, slope) = (start + index, gradient[start + index])
          velocity[place] = momentum * velocity[place] + slope
          weights[index] -= rate * (slope + momentum * velocity[place])
        }
      }
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
