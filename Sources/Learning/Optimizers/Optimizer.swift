/// A way to move parameters against their gradients, which come once a minibatch.
///
/// A step is: `accumulate` each part of each parameter's gradient and `move` that parameter, for one
/// parameter after another, then `finishStep`.
package protocol Optimizer: Sendable {
  /// Takes one part of a parameter's gradient, or of that of its elements from one on; the parts of a
  /// step add up.
  mutating func accumulate(
    _ gradient: UnsafeBufferPointer<Float>, ofParameter parameter: Int, from start: Int,
    isFirst: Bool)

  /// Moves a parameter, or its elements from one on, once their gradient is complete.
  mutating func move(
    _ weights: UnsafeMutableBufferPointer<Float>, ofParameter parameter: Int, from start: Int,
    rate: Float)

  /// Does what `accumulate` for each part and `move` do, bit for bit, and adds up squares on the way.
  ///
  /// Requires: the scratch memory has room for the elements.
  mutating func measuredStep(
    _ gradient: GradientParts, _ weights: UnsafeMutableBufferPointer<Float>,
    ofParameter parameter: Int, rate: Float, scratch: Scratch
  ) -> StepSquares

  /// Called when all parameters have moved.
  mutating func finishStep()

  /// All that the next step depends on beside weights, gradient and rate.
  var memory: OptimizerMemory { get }

  /// Takes over what an optimizer of the same kind and for the same parameters remembered.
  mutating func restore(_ memory: OptimizerMemory)
}

/// What an optimizer remembers from step to step, as a checkpoint keeps it.
package struct OptimizerMemory: Hashable, Sendable {
  /// Numbers for every element of every parameter, one parameter after another, by their name.
  package var buffers: [String: [Float]] = [:]
  /// The steps done, where they count.
  package var steps = 0

  package init(buffers: [String: [Float]] = [:], steps: Int = 0) {
    self.buffers = buffers
    self.steps = steps
  }
}

extension OptimizerMemory {
  /// What optimizers remember together that each have some elements of every parameter, in order.
  init(joining parts: [(memory: OptimizerMemory, ranges: [Range<Int>])]) {
    guard let first = parts.first else { return }
    guard parts.count > 1 else {
      self = first.memory
      return
    }
    steps = first.memory.steps
    for name in first.memory.buffers.keys {
      let pieces = parts.compactMap { $0.memory.parts(of: name, counts: $0.ranges.map(\.count)) }
      buffers[name] = first.ranges.indices.flatMap { index in pieces.flatMap { $0[index] } }
    }
  }

  /// What concerns some elements of every parameter.
  func part(_ ranges: [Range<Int>], ofCounts counts: [Int]) -> OptimizerMemory {
    var part = OptimizerMemory(steps: steps)
    for name in buffers.keys {
      guard let whole = parts(of: name, counts: counts) else { continue }
      part.buffers[name] = zip(whole, ranges).flatMap { $0[$1] }
    }
    return part
  }

  /// The parts of a buffer that belong to each parameter, where the buffer is there and fits.
  func parts(of name: String, counts: [Int]) -> [[Float]]? {
    guard let all = buffers[name], all.count == counts.reduce(0, +) else { return nil }
    var start = 0
    return counts.map { count in
      defer { start += count }
      return Array(all[start..<start + count])
    }
  }
}

/// The elements of all parameters, one after another.
func inARow(_ parameters: [[Float]]) -> [Float] {
  var all: [Float] = []
  all.reserveCapacity(parameters.reduce(0) { $0 + $1.count })
  for elements in parameters { all.append(contentsOf: elements) }
  return all
}

/// The kinds of optimizer, with what each needs to know beside the rate.
package enum OptimizerKind: String, CaseIterable, Hashable, Sendable {
  /// Gradient descent: `w ← w - η·g`.
  case sgd
  /// Gradient descent with momentum.
  case momentum
  /// Gradient descent with Nesterov's momentum.
  case nesterov
  case adam
  /// A quasi-Newton method on all of the training data at once.
  case lbfgs

  /// Whether a step takes all of the training data instead of a minibatch.
  package var usesAllData: Bool { self == .lbfgs }

  /// The rate that suits most networks.
  package var usualRate: Float { self == .adam ? 0.001 : self == .lbfgs ? 1 : 0.1 }

  /// Whether its steps depend on the momentum that is set.
  package var hasMomentum: Bool { self == .momentum || self == .nesterov }

  /// An optimizer at rest for parameters with so many elements each; `nil` for L-BFGS, which does
  /// not work on minibatches.
  func optimizer(momentum: Float, counts: [Int]) -> (any Optimizer)? {
    switch self {
    case .sgd: MomentumDescent(momentum: 0, counts: counts)
    case .momentum: MomentumDescent(momentum: momentum, counts: counts)
    case .nesterov: NesterovDescent(momentum: momentum, counts: counts)
    case .adam: AdamDescent(counts: counts)
    case .lbfgs: nil
    }
  }
}
