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
  /// How far regression with it is behind that at infinite width, for the widths that are known so far;
  /// `nil` for that itself, and before the first of them.
  package var gap: WidthGap?
}

/// The accuracy that a network's kernel reaches at several widths, beside that of infinitely many ReLU
/// units, all from the same examples.
package struct WidthGap: Hashable, Sendable {
  package struct Point: Hashable, Sendable {
    /// The hidden units.
    package let width: Int
    /// On the test data, between 0 and 1.
    package let accuracy: Double

    package init(width: Int, accuracy: Double) {
      self.width = width
      self.accuracy = accuracy
    }
  }

  /// The number of examples that were learned from.
  package let examples: Int
  /// In ascending order of width.
  package let points: [Point]
  package let infinite: Double

  package init(examples: Int, points: [Point], infinite: Double) {
    self.examples = examples
    self.points = points
    self.infinite = infinite
  }

  /// How much less accurate the kernel at this width is than at infinite width, between -1 and 1.
  package func behind(at width: Int) -> Double? {
    points.first { $0.width == width }.map { infinite - $0.accuracy }
  }
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
