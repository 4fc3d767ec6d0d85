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

  @Test func `each width is measured by a run of its own, and so is infinite width`() throws {
    func session(_ form: KernelOptions.Form, units: Int) throws -> LearnerSession {
      var options = KernelOptions(plan: NetworkPlan(widths: [784, units, 10], activation: .relu))
      (options.form, options.examples) = (form, 100)
      var session = LearnerSession(
        try KernelLearner(options, SmallDigits.split), data: SmallDigits.mark, now: { 0 })
      while !session.isFinished { try session.step() }
      return session
    }
    let learned = try session(.empirical, units: 8)
    guard case .kernel(let picture) = learned.learner.picture else {
      Issue.record("no picture of a kernel")
      return
    }
    let gap = try #require(picture.gap)
    #expect(gap.examples == 100)
    #expect(gap.points.map(\.width) == [1, 2, 4, 8, 16, 32])
    #expect(gap.points[3].accuracy == learned.points.last?.testAccuracy)
    for place in [2, 5] {
      let point = gap.points[place]
      let run = try session(.empirical, units: point.width)
      #expect(run.points.last?.testAccuracy == point.accuracy)
    }
    let infinite = try session(.analytic, units: 8)
    #expect(infinite.points.last?.testAccuracy == gap.infinite)
    let behind = learned.points.last?.figures.first { $0.key == "widthGap" }?.value
    #expect(behind == gap.infinite - gap.points[3].accuracy)
    #expect(infinite.points.last?.figures.isEmpty == true)
  }

  @Test func `a network of two hidden layers has no width to compare`() throws {
    var options = KernelOptions(plan: NetworkPlan(widths: [784, 8, 8, 10]))
    (options.form, options.examples) = (.empirical, 40)
    var learner = try KernelLearner(options, SmallDigits.split)
    while !learner.isFinished { try learner.advance() }
    _ = try learner.examine()
    guard case .kernel(let picture) = learner.picture else {
      Issue.record("no picture of a kernel")
      return
    }
    #expect(picture.gap == nil)
    #expect(picture.alignment != nil)
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
