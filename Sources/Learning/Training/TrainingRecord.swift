/// What has been measured in the course of a run.
package struct TrainingRecord: Hashable, Sendable {
  /// The mean loss of some minibatches in a row.
  package struct LossPoint: Hashable, Sendable {
    /// Where they ended, in epochs.
    package let epoch: Double
    package let loss: Float
  }

  /// An examination on the test set.
  package struct TestPoint: Hashable, Sendable {
    /// When it was made, in epochs.
    package let epoch: Double
    package let result: Examination
  }

  package internal(set) var losses: [LossPoint] = []
  package internal(set) var tests: [TestPoint] = []
  /// The mean loss over the minibatches of each epoch that is over.
  package internal(set) var epochLosses: [Float] = []
  /// How many examples were trained on, and how long that alone took, in seconds.
  package internal(set) var samples = 0
  package internal(set) var seconds = 0.0

  /// The speed of the training loop alone.
  package var samplesPerSecond: Double { seconds > 0 ? Double(samples) / seconds : 0 }
}
