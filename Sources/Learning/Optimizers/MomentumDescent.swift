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
    _ gradient: UnsafeBufferPointer<Float>, ofParameter parameter: Int, isFirst: Bool
  ) {
    let factor = isFirst ? momentum : 1
    velocities[parameter].withUnsafeMutableBufferPointer { velocity in
      guard let start = velocity.baseAddress, let source = gradient.baseAddress else { return }
      kernel_decay_and_add(source, start, min(velocity.count, gradient.count), factor)
    }
  }

  /// Moves a parameter against its velocity.
  package func move(
    _ weights: UnsafeMutableBufferPointer<Float>, ofParameter parameter: Int, rate: Float
  ) {
    velocities[parameter].withUnsafeBufferPointer { velocity in
      guard let start = weights.baseAddress, let source = velocity.baseAddress else { return }
      kernel_subtract_scaled(source, start, min(velocity.count, weights.count), rate)
    }
  }

  package mutating func finishStep() {}

  package var memory: OptimizerMemory {
    OptimizerMemory(buffers: ["velocity": velocities.flatMap(\.self)])
  }

  package mutating func restore(_ memory: OptimizerMemory) {
    velocities = memory.parts(of: "velocity", counts: velocities.map(\.count)) ?? velocities
  }
}
