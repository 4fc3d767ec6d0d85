package import Learning

/// A way of learning that advances step by step: a generation, a minibatch, a larger part of the
/// examples.
///
/// The same options and data give the same run, bit for bit, even if it was stopped and continued
/// from its ``memory`` in between.
package protocol Learner {
  /// How many steps are done.
  var step: Int { get }
  var isFinished: Bool { get }
  /// How much of the run is done, from 0 to 1.
  var progress: Double { get }
  /// Whether the step that was done last ends a part after which results are reported.
  var isReportDue: Bool { get }
  /// Whether the next step learns; another one only measures, and the time this takes does not count.
  var learnsNext: Bool { get }
  /// The examples that were run forward so far in order to learn.
  var evaluations: Int { get }
  /// Figures of its own, as of the last report.
  var figures: [LearnerFigure] { get }
  /// What there is to see of it, as of the last report or step that only measured.
  var picture: LearnerPicture { get }
  /// All that decides how the run continues.
  var memory: LearnerMemory { get }

  /// Does the next step.
  mutating func advance() throws
  /// How well what was learned does on the test data; the time this takes does not count.
  mutating func examine() throws -> Examination
  /// Continues from what a run with the same options and data remembered; `false` when it does not fit.
  mutating func restore(_ memory: LearnerMemory) throws -> Bool
}

extension Learner {
  package var learnsNext: Bool { true }
}

/// A number that only some learners have.
package struct LearnerFigure: Hashable, Sendable {
  /// As a key in JSON: `bestLoss`.
  package let key: String
  /// On the screen and in a line: `best loss`.
  package let name: String
  package let value: Double

  package init(_ key: String, _ name: String, _ value: Double) {
    self.key = key
    self.name = name
    self.value = value
  }
}

/// What a learner remembers between two steps, by name.
package struct LearnerMemory: Hashable, Sendable {
  package var counts: [String: Int] = [:]
  /// The states of random sources.
  package var randoms: [String: UInt64] = [:]
  package var numbers: [String: [Float]] = [:]
  package var wideNumbers: [String: [Double]] = [:]
  package var places: [String: [Int32]] = [:]

  package init() {}
}
