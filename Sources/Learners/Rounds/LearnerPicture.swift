/// What there is to see of a learner beside its figures.
package enum LearnerPicture: Hashable, Sendable {
  /// Before the first report.
  case nothing
  case population(PopulationPicture)
  case kernel(KernelPicture)
  case machine(MachinePicture)
  case flow(FlowPicture)
}

/// A population of networks, or a cloud of candidates.
package struct PopulationPicture: Hashable, Sendable {
  /// The losses of the last generation, the smallest first.
  package let losses: [Float]
  /// The first layer of the best network: a row of weights for each hidden unit.
  package let champion: [[Float]]
}

/// The kernel between some examples, sorted by class.
package struct KernelPicture: Hashable, Sendable {
  /// Row by row; as many rows as there are labels.
  package let elements: [Double]
  /// The class of each row, in ascending order.
  package let labels: [UInt8]
  /// How similar it is to the kernel of infinitely many ReLU units, from 0 to 1; `nil` for that
  /// itself.
  package let alignment: Double?
}

/// A restricted Boltzmann machine: what its hidden units look for, and what it dreams.
package struct MachinePicture: Hashable, Sendable {
  /// A row of weights for each hidden unit.
  package let filters: [[Float]]
  /// The probabilities of the visible units in some chains that run on from report to report.
  package let samples: [[Float]]
}

/// Gradient flow, and descents beside it.
package struct FlowPicture: Hashable, Sendable {
  package let rates: [Double]
  /// How far each descent is from the flow, as a part of how far the flow has come.
  package let distances: [Double]
  /// The largest eigenvalue of the Hessian at the flow's weights.
  package let sharpness: Double
  /// The flow's time.
  package let time: Double
}
