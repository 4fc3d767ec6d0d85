import Learners
import Learning
import Presentation
import TextCanvas

/// Another way of learning: how it begins, what it leaves behind and, without a screen, a line for each
/// report on standard output.
struct LearnerTraining: Sendable {
  let plan: LearnerPlan
  let asJSON: Bool
  let keeping: KeepingPlan
  let resume: String?
  let load: @Sendable () throws -> ExampleSplit

  func run() throws {
    do {
      var session = try begin()
      if session.isFinished {
        Console.current.warn("the run is already at its end; start another one to continue\n")
      }
      while !session.isFinished {
        try session.runToReport()
        try save(session)
        if let point = session.points.last { try report(point) }
      }
    } catch {
      throw Failure(TrainingFailure(error))
    }
  }

  /// The session from its start, or from where it was saved.
  @Sendable func begin() throws -> LearnerSession { try begin(now: monotonicSeconds) }

  /// The same with a clock.
  func begin(now: @escaping @Sendable () -> Double) throws -> LearnerSession {
    let data = try load()
    guard let resume else {
      return LearnerSession(try plan.learner(data), data: DataMark(of: data.training), now: now)
    }
    return try LearnerFile.read(resume).session(of: plan, on: data, from: resume, now: now)
  }

  /// Writes the file that the run is to be resumed from, if there is to be one.
  @Sendable func save(_ session: LearnerSession) throws {
    guard let path = keeping.path else { return }
    try LearnerFile(session, plan).write(to: path)
  }

  private func report(_ point: LearnerPoint) throws {
    try Console.current.write(
      (asJSON ? point.json(of: plan.kind) : point.line(of: plan.kind)) + "\n")
  }
}

extension TrainOptions {
  /// The run of another way to learn, as it was started if it is resumed; `nil` for descent.
  func learnerTraining(asJSON: Bool) throws -> LearnerTraining? {
    try resuming().learnerPlan().map { plan in
      LearnerTraining(
        plan: plan, asJSON: asJSON, keeping: keeping.plan, resume: keeping.resume,
        load: data.choice.loader())
    }
  }
}

extension LearnerPoint {
  /// ```
  /// {"learner":"genetic","generation":350,"evaluations":8750000,"seconds":2.4,…}
  /// ```
  func json(of learner: LearnerKind) -> String {
    let own = figures.map { ",\"\($0.key)\":\(JSONNumber.text($0.value))" }.joined()
    return """
      {"learner":"\(learner.rawValue)","\(learner.stepName)":\(step),"evaluations":\(evaluations),\
      "seconds":\(JSONNumber.text(seconds)),"testLoss":\(JSONNumber.text(testLoss)),\
      "testAccuracy":\(testAccuracy.map { "\($0)" } ?? "null")\(own)}
      """
  }

  /// ```
  /// generation 350  8750000 examples  2.4 s  best loss 0.61  mean 0.74  …  test accuracy 81.2 %
  /// ```
  func line(of learner: LearnerKind) -> String {
    var parts = [
      "\(learner.stepName) \(step)", "\(evaluations) examples",
      "\(NumberText.short(seconds, digits: 3)) s",
    ]
    parts += figures.map { "\($0.name) \(NumberText.short($0.value, digits: 3))" }
    parts.append(
      testAccuracy.map { "test accuracy \(NumberText.short($0 * 100, digits: 4)) %" }
        ?? "test loss \(NumberText.short(Double(testLoss)))")
    return parts.joined(separator: "  ")
  }
}

/// Numbers as JSON has them.
enum JSONNumber {
  /// What JSON has no number for is a string.
  static func text(_ number: some BinaryFloatingPoint & CustomStringConvertible) -> String {
    if number.isFinite { return "\(number)" }
    return number.isNaN ? "\"NaN\"" : number > 0 ? "\"Infinity\"" : "\"-Infinity\""
  }
}
