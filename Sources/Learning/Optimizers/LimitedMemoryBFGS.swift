/// The quasi-Newton direction of L-BFGS: Nocedal 1980, the two-loop recursion.
///
/// It remembers the last few steps s and the changes y of the gradient they caused; their products
/// stand for the inverse of the Hessian, which is never formed.
package struct LimitedMemoryBFGS: Sendable {
  private struct Pair: Sendable {
    let step: [Float]
    let change: [Float]
    /// `1 / (sᵀy)`, positive.
    let weight: Double
  }

  /// The oldest first.
  private var pairs: [Pair] = []
  private static let capacity = 10

  package init() {}

  /// Whether there is nothing yet to go by but the gradient.
  package var isEmpty: Bool { pairs.isEmpty }

  /// The direction downhill: minus the inverse Hessian, as far as it is known, times the gradient.
  package func direction(_ gradient: [Float]) -> [Float] {
    var direction = gradient
    var parts = [Double](repeating: 0, count: pairs.count)
    for (index, pair) in pairs.enumerated().reversed() {
      parts[index] = pair.weight * dot(pair.step, direction)
      add(-parts[index], times: pair.change, to: &direction)
    }
    if let last = pairs.last {
      scale(&direction, by: 1 / (last.weight * dot(last.change, last.change)))
    }
    for (index, pair) in pairs.enumerated() {
      let part = pair.weight * dot(pair.change, direction)
      add(parts[index] - part, times: pair.step, to: &direction)
    }
    scale(&direction, by: -1)
    return direction
  }

  /// Remembers a step and the change of the gradient along it, unless the function does not curve
  /// upwards there, as a quasi-Newton direction needs.
  package mutating func note(step: [Float], change: [Float]) {
    let curvature = dot(step, change)
    guard curvature > 1e-10 * dot(change, change) else { return }
    pairs.append(Pair(step: step, change: change, weight: 1 / curvature))
    if pairs.count > Self.capacity { pairs.removeFirst() }
  }

  package mutating func forget() { pairs = [] }
}

extension LimitedMemoryBFGS {
  /// `s0`, `y0`, `s1`, … with the oldest pair first.
  package var memory: OptimizerMemory {
    var memory = OptimizerMemory()
    for (index, pair) in pairs.enumerated() {
      memory.buffers["s\(index)"] = pair.step
      memory.buffers["y\(index)"] = pair.change
    }
    return memory
  }

  package init(_ memory: OptimizerMemory) {
    for index in 0..<Self.capacity {
      guard let step = memory.buffers["s\(index)"], let change = memory.buffers["y\(index)"],
        step.count == change.count
      else { return }
      note(step: step, change: change)
    }
  }
}

/// The dot product, added up in Double: vectors are long and its sign decides.
func dot(_ one: [Float], _ other: [Float]) -> Double {
  one.withUnsafeBufferPointer { one in
    other.withUnsafeBufferPointer { other in
      var sum = 0.0
      for index in 0..<min(one.count, other.count) {
        sum += Double(one[index]) * Double(other[index])
      }
      return sum
    }
  }
}

private func add(_ factor: Double, times vector: [Float], to sum: inout [Float]) {
  let factor = Float(factor)
  for index in sum.indices { sum[index] += factor * vector[index] }
}

private func scale(_ vector: inout [Float], by factor: Double) {
  let factor = Float(factor)
  for index in vector.indices { vector[index] *= factor }
}
