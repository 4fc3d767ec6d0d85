/// What has been measured in the course of a run.
package struct TrainingRecord: Hashable, Sendable {
  /// When something was measured, on each of the axes a curve can have.
  package struct Moment: Hashable, Sendable {
    /// In epochs.
    package let epoch: Double
    /// In minibatches since the start of the run.
    package let step: Int
    /// In seconds of training alone.
    package let seconds: Double
  }

  /// The mean loss of some minibatches in a row.
  package struct LossPoint: Hashable, Sendable {
    /// When they ended.
    package let moment: Moment
    package let loss: Float
    /// The learning rate of the last of them.
    package let rate: Float

    /// When they ended, in epochs.
    package var epoch: Double { moment.epoch }
  }

  /// An examination on the test set.
  package struct TestPoint: Hashable, Sendable {
    package let moment: Moment
    package let result: Examination

    /// When it was made, in epochs.
    package var epoch: Double { moment.epoch }
  }

  package internal(set) var losses: [LossPoint] = []
  package internal(set) var tests: [TestPoint] = []
  /// The mean loss over the minibatches of each epoch that is over.
  package internal(set) var epochLosses: [Float] = []
  /// How many minibatches and examples were trained on, and how long that alone took, in seconds.
  package internal(set) var steps = 0
  package internal(set) var samples = 0
  package internal(set) var seconds = 0.0

  /// The speed of the training loop alone.
  package var samplesPerSecond: Double { seconds > 0 ? Double(samples) / seconds : 0 }
}
