import Learners
import Learning
import Presentation
import TextCanvas

/// Another way of learning without a screen: a line for each report on standard output.
struct LearnerTraining {
  let plan: LearnerPlan
  let asJSON: Bool
  let keeping: KeepingPlan
  let resume: String?
  let load: () throws -> ExampleSplit

  func run() throws {
    do {
      let data = try load()
      let mark = DataMark(of: data.training)
      var session = try begin(data, mark)
      if session.isFinished {
        Console.current.warn("the run is already at its end; start another one to continue\n")
      }
      while !session.isFinished {
        try session.runToReport()
        if let path = keeping.path {
          try LearnerFile(session, plan, data: mark).write(to: path)
        }
        if let point = session.points.last { try report(point) }
      }
    } catch {
      throw Failure(TrainingFailure(error))
    }
  }

  private func begin(_ data: ExampleSplit, _ mark: DataMark) throws -> LearnerSession {
    guard let resume else { return LearnerSession(try plan.learner(data)) }
    return try LearnerFile.read(resume).session(of: plan, on: data, data: mark, from: resume)
  }

  private func report(_ point: LearnerPoint) throws {
    try Console.current.write(
      (asJSON ? point.json(of: plan.kind) : point.line(of: plan.kind)) + "\n")
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
