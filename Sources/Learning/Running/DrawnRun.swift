/// A run on examples that the program draws itself, so that it is the same wherever it is done.
package struct DrawnRun: Hashable, Sendable {
  package let options: TrainingOptions
  package let epochs: Int
  package let examples: DrawnExamples
  /// Whether the layers must be as they are; else their ends follow the examples.
  private let hasFixedLayers: Bool

  package init(
    options: TrainingOptions, epochs: Int, examples: DrawnExamples, hasFixedLayers: Bool = false
  ) {
    self.options = options
    self.epochs = epochs
    self.examples = examples
    self.hasFixedLayers = hasFixedLayers
  }

  /// The examples; throws where the layers do not fit them.
  package func split() throws -> ExampleSplit { try checked(examples.split()) }

  func checked(_ data: ExampleSplit) throws -> ExampleSplit {
    try (hasFixedLayers ? options : options.fitting(data)).check(fits: data)
    return data
  }

  /// About how often a weight is multiplied, forward and back.
  package var work: Double {
    6 * Double(options.plan.weightCount) * Double(examples.count) * Double(epochs)
  }
}
