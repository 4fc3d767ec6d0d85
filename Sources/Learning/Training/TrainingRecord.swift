/// What has been measured in the course of a run, in a size that does not grow with its length.
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

  /// An evaluation on the test set.
  package struct TestPoint: Hashable, Sendable {
    package let moment: Moment
    package let result: Examination

    /// When it was made, in epochs.
    package var epoch: Double { moment.epoch }
  }

  package internal(set) var curve = LossCurve()
  /// The first evaluation, the last, and those at equal distances between.
  package internal(set) var tests: [TestPoint] = []
  /// The mean loss over the minibatches of the last epoch that is over.
  package internal(set) var epochLoss: Float?
  /// How many minibatches and examples were trained on, and how long that alone took, in seconds.
  package internal(set) var steps = 0
  package internal(set) var samples = 0
  package internal(set) var seconds = 0.0

  /// The points of the curve.
  package internal(set) var losses: [LossPoint] {
    get { curve.points }
    set { curve = LossCurve(newValue) }
  }

  /// Whether most test examples are predicted correctly or, where there are no labels, the loss is
  /// less than half of what it was at first.
  var hasLearned: Bool {
    if let accuracy = tests.last?.result.accuracy { return accuracy >= 0.8 }
    guard let first = losses.first?.loss, let last = losses.last?.loss else { return false }
    return last < first / 2
  }

  /// The speed of the training loop alone.
  package var samplesPerSecond: Double { seconds > 0 ? Double(samples) / seconds : 0 }
}

extension TrainingRecord {
  static let greatestTestCount = 2048

  /// Adds an evaluation; of those before, only the figures are kept, and not of all.
  mutating func add(_ test: TestPoint) {
    if let last = tests.popLast(), tests.isEmpty || isOnGrid(last) {
      tests.append(.init(moment: last.moment, result: last.result.figures))
    }
    tests.append(test)
    guard tests.count > Self.greatestTestCount else { return }
    let isLastDropped = tests.count.isMultiple(of: 2)
    tests = stride(from: 0, to: tests.count, by: 2).map { tests[$0] }
    if isLastDropped { tests.append(test) }
  }

  /// Whether an evaluation lies as far from the one before as the second from the first.
  private func isOnGrid(_ test: TestPoint) -> Bool {
    guard tests.count >= 2, let last = tests.last else { return true }
    return test.epoch - last.epoch >= tests[1].epoch - tests[0].epoch
  }
}
