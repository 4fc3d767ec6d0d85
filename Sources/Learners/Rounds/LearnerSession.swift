package import Learning

/// What was measured at a report of a learner.
package struct LearnerPoint: Hashable, Sendable {
  package let step: Int
  /// The examples that were run forward so far.
  package let evaluations: Int
  /// The time that learning alone took.
  package let seconds: Double
  package let testLoss: Float
  package let testAccuracy: Double?
  package let figures: [LearnerFigure]
}

/// A learner with a record of its reports.
package struct LearnerSession {
  package private(set) var learner: any Learner
  package private(set) var points: [LearnerPoint]
  package private(set) var seconds: Double
  /// The last evaluation on the test data, unless none was made since the run was resumed.
  package private(set) var examination: Examination?
  /// How many times there has been something new to see.
  private(set) var pictures: Int
  /// By what a file knows the data again.
  package let data: DataMark
  /// The time in seconds since some moment, as a value, so that tests can set it.
  private let now: @Sendable () -> Double

  package init(
    _ learner: any Learner, data: DataMark, points: [LearnerPoint] = [], seconds: Double = 0,
    now: @escaping @Sendable () -> Double = monotonicSeconds
  ) {
    self.learner = learner
    self.data = data
    self.points = points
    pictures = points.count
    self.seconds = seconds
    self.now = now
  }

  package var isFinished: Bool { learner.isFinished }

  /// Does the next step; the test data are looked at where a report is due.
  package mutating func step() throws {
    let (start, learns) = (now(), learner.learnsNext)
    try learner.advance()
    if learns { seconds += now() - start }
    let isReport = learner.isReportDue || learner.isFinished
    if isReport || !learns { pictures += 1 }
    guard isReport else { return }
    let result = try learner.examine()
    examination = result
    points.append(
      LearnerPoint(
        step: learner.step, evaluations: learner.evaluations, seconds: seconds,
        testLoss: result.loss, testAccuracy: result.accuracy, figures: learner.figures))
  }

  /// Does steps until the next report.
  package mutating func runToReport() throws {
    let count = points.count
    while points.count == count, !isFinished { try step() }
  }
}
