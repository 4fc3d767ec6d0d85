import Learning
import TestSupport
import Testing

@testable import Learners

@Suite struct LearnerFileTests {
  /// Every way of learning, small.
  static let plans: [LearnerPlan] = {
    var genetic = GeneticOptions(plan: NetworkPlan(widths: [196, 5, 10]))
    (genetic.generations, genetic.population, genetic.parents, genetic.examples) = (40, 8, 4, 50)
    var evolution = EvolutionOptions(plan: NetworkPlan(widths: [196, 5, 10]))
    (evolution.generations, evolution.pairs, evolution.examples) = (40, 4, 50)
    var flow = FlowOptions(plan: NetworkPlan(widths: [196, 5, 10]))
    (flow.examples, flow.time, flow.rates) = (50, 5, [0.1, 3])
    var contrastive = ContrastiveOptions()
    (contrastive.units, contrastive.epochs, contrastive.batch) = (12, 6, 40)
    var kernel = KernelOptions()
    kernel.examples = 100
    var empirical = KernelOptions(plan: NetworkPlan(widths: [784, 4, 10], activation: .relu))
    (empirical.form, empirical.examples) = (.empirical, 40)
    return [
      LearnerPlan(.genetic(genetic), pooling: 2), LearnerPlan(.evolution(evolution), pooling: 2),
      LearnerPlan(.flow(flow), pooling: 2), LearnerPlan(.contrastive(contrastive), pooling: 1),
      LearnerPlan(.kernel(kernel), pooling: 1), LearnerPlan(.kernel(empirical), pooling: 1),
    ]
  }()

  private static func session(_ plan: LearnerPlan) throws -> LearnerSession {
    LearnerSession(try plan.learner(SmallDigits.split), data: SmallDigits.mark, now: { 0 })
  }

  @Test(arguments: plans)
  func `a run that is saved and resumed continues bit for bit`(plan: LearnerPlan) throws {
    var whole = try Self.session(plan)
    while !whole.isFinished { try whole.step() }
    var part = try Self.session(plan)
    for _ in 0..<3 { try part.runToReport() }
    let folder = try TemporaryFolder()
    let path = folder.path + "/run.safetensors"
    try LearnerFile(part, plan).write(to: path)
    let resumed = try LearnerFile.read(path)
    #expect(resumed == LearnerFile(part, plan))
    var rest = try resumed.session(of: plan, on: SmallDigits.split, from: path)
    while !rest.isFinished { try rest.step() }
    #expect(rest.learner.memory == whole.learner.memory)
    #expect(rest.points.map(\.testLoss) == whole.points.map(\.testLoss))
    #expect(rest.points.map(\.evaluations) == whole.points.map(\.evaluations))
    #expect(rest.points.map(\.figures) == whole.points.map(\.figures))
  }

  @Test(arguments: plans)
  func `a run that is over is read again as it was written`(plan: LearnerPlan) throws {
    var whole = try Self.session(plan)
    while !whole.isFinished { try whole.step() }
    let folder = try TemporaryFolder()
    let path = folder.path + "/run.safetensors"
    try LearnerFile(whole, plan).write(to: path)
    let read = try LearnerFile.read(path)
    #expect(read == LearnerFile(whole, plan))
    let again = try read.session(of: plan, on: SmallDigits.split, from: path)
    #expect(again.isFinished)
    #expect(again.points == whole.points)
  }

  @Test func `figures that are no numbers are still there`() throws {
    var options = ContrastiveOptions()
    (options.units, options.epochs, options.batch, options.rate) = (8, 2, 50, 1e38)
    let plan = LearnerPlan(.contrastive(options), pooling: 1)
    var part = try Self.session(plan)
    try part.runToReport()
    let figures = try #require(part.points.last).figures
    try #require(figures.contains { $0.value.isNaN })
    let folder = try TemporaryFolder()
    let path = folder.path + "/run.safetensors"
    try LearnerFile(part, plan).write(to: path)
    let again = try LearnerFile.read(path).session(of: plan, on: SmallDigits.split, from: path)
    #expect(again.points.map { $0.figures.map(\.key) } == [figures.map(\.key)])
  }

  @Test(arguments: plans)
  func `another seed gives another run`(plan: LearnerPlan) throws {
    var other = plan
    switch plan.method {
    case .genetic(var options):
      options.seed = 2
      other.method = .genetic(options)
    case .evolution(var options):
      options.seed = 2
      other.method = .evolution(options)
    case .kernel(var options):
      options.seed = 2
      other.method = .kernel(options)
    case .flow(var options):
      options.seed = 2
      other.method = .flow(options)
    case .contrastive(var options):
      options.seed = 2
      other.method = .contrastive(options)
    }
    var (first, second) = (try Self.session(plan), try Self.session(other))
    try first.runToReport()
    try second.runToReport()
    #expect(first.points.last?.testLoss != second.points.last?.testLoss)
  }

  @Test func `other options and other data are refused`() throws {
    let (plan, other) = (Self.plans[0], Self.plans[1])
    let file = LearnerFile(try Self.session(plan), plan)
    let error = #expect(throws: CheckpointError.self) {
      _ = try file.session(of: other, on: SmallDigits.split, from: "a.safetensors")
    }
    #expect("\(try #require(error))".contains("--learner evolution"))
    #expect(throws: TrainingSetupError.self) {
      _ = try file.session(
        of: plan,
        on: ExampleSplit(training: SmallDigits.split.test, test: SmallDigits.split.test), from: "a")
    }
  }

  @Test func `a file that is no learner's is refused`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array("no safetensors file".utf8), as: "a.safetensors")
    #expect(throws: CheckpointError.self) { _ = try LearnerFile.read(path) }
  }
}
