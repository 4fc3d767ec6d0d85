import Foundation
import Learning
import Testing

@testable import Learners

@Suite struct KernelLearnerTests {
  @Test(arguments: KernelOptions.Form.allCases)
  func `more examples are learned from at each step, and help`(form: KernelOptions.Form) throws {
    var options = KernelOptions()
    (options.form, options.examples) = (form, 320)
    var session = LearnerSession(
      try KernelLearner(options, SmallDigits.split), data: SmallDigits.mark, now: { 0 })
    while !session.isFinished { try session.step() }
    #expect(session.points.map(\.evaluations) == [20, 40, 80, 160, 320])
    let accuracies = session.points.compactMap(\.testAccuracy)
    #expect(try #require(accuracies.last) > 0.4)
    #expect(try #require(accuracies.last) > accuracies[0] + 0.1)
  }

  @Test func `what was learned by heart is known`() throws {
    let data = SmallDigits.split
    var options = KernelOptions()
    (options.examples, options.ridge) = (400, 1e-9)
    var learner = try KernelLearner(
      options, ExampleSplit(training: data.training, test: data.training))
    while !learner.isFinished { try learner.advance() }
    let found = try learner.examine()
    #expect(found.accuracy == 1)
    #expect(found.loss < 1e-6)
  }

  @Test func `a wide network's kernel is nearly that of infinitely many units`() throws {
    func alignment(units: Int) throws -> Double {
      var options = KernelOptions(
        plan: NetworkPlan(widths: [784, units, 10], activation: .relu, hasBiases: false))
      (options.form, options.examples) = (.empirical, 100)
      var learner = try KernelLearner(options, SmallDigits.split)
      try learner.advance()
      _ = try learner.examine()
      return try #require(learner.figures.first).value
    }
    let (narrow, wide) = (try alignment(units: 8), try alignment(units: 2000))
    #expect(wide > narrow)
    #expect(wide > 0.99)
  }

  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["RETROGRADE_MNIST"] != nil, "skipped: no MNIST"))
  func `2000 digits are enough for 94 %`() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["RETROGRADE_MNIST"])
    let data = ExampleSplit(try MNISTFolder(folder).readAll())
    var session = LearnerSession(try KernelLearner(KernelOptions(), data), data: SmallDigits.mark)
    while !session.isFinished { try session.step() }
    #expect(try #require(session.points.last?.testAccuracy) >= 0.94)
  }
}
