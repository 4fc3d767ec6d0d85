import Foundation
import Learning
import Synchronization
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

  @Test func `widths are compared one at a time, which is seen and costs no time`() throws {
    let plan = Self.comparingPlan
    let clock = Mutex(0.0)
    var session = LearnerSession(try plan.learner(SmallDigits.split), data: SmallDigits.mark) {
      // Each look at the clock is a second after the one before.
      clock.withLock { time in
        time += 1
        return time
      }
    }
    for _ in 0..<4 { try session.step() }
    #expect(session.points.map(\.evaluations) == [6, 12, 25, 50])
    var (snapshot, gaps) = (LearnerSnapshot(), [WidthGap?]())
    var progress = session.learner.progress
    for _ in 0..<7 {
      try session.step()
      #expect(session.points.count == 4)
      #expect(session.seconds == 4)
      #expect(session.learner.progress > progress)
      progress = session.learner.progress
      snapshot.update(from: session)
      gaps.append(snapshot.picture.gap)
    }
    #expect(gaps.map { $0?.points.count ?? 0 } == [0, 1, 2, 3, 4, 5, 6])
    try session.step()
    #expect(session.isFinished)
    #expect(session.points.count == 5)
    #expect(session.seconds == 5)
    let whole = try #require(session.learner.picture.gap)
    for gap in gaps.compactMap(\.self) {
      #expect(gap.points == Array(whole.points.prefix(gap.points.count)))
      #expect(gap.infinite == whole.infinite)
    }
  }

  @Test func `a comparison that was stopped midway goes on where it was`() throws {
    let plan = Self.comparingPlan
    var whole = try plan.learner(SmallDigits.split)
    var part = whole
    for _ in 0..<7 { try part.advance() }
    var rest = try plan.learner(SmallDigits.split)
    #expect(try rest.restore(part.memory))
    while !whole.isFinished { try whole.advance() }
    var steps = 0
    while !rest.isFinished {
      try rest.advance()
      steps += 1
    }
    #expect(steps == 5)
    #expect(rest.memory == whole.memory)
    _ = (try rest.examine(), try whole.examine())
    #expect(rest.figures == whole.figures)
    #expect(rest.picture == whole.picture)
  }

  /// A kernel that is compared with those of other widths.
  private static let comparingPlan: LearnerPlan = {
    var options = KernelOptions(plan: NetworkPlan(widths: [784, 8, 10], activation: .relu))
    (options.form, options.examples) = (.empirical, 100)
    return LearnerPlan(.kernel(options), pooling: 1)
  }()

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

extension LearnerPicture {
  fileprivate var gap: WidthGap? {
    if case .kernel(let picture) = self { picture.gap } else { nil }
  }
}
