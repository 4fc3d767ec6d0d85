import Basics
import Testing

@testable import Learning

@Suite struct ReplayTests {
  static let data = Result {
    ExampleSplit(try EmbeddedDigits(seed: 1).split(training: 1500, test: 50))
  }

  /// What a run met at one step.
  struct Seen {
    let loss: Float
    let rows: [ReplayedStep.Row]
    let before: [ParameterElements]
    let after: [ParameterElements]
  }

  /// A run that was recorded, and what was seen of some of its steps while it ran.
  final class RecordedRun {
    var session: TrainingSession
    var recorder: RunRecorder
    var seen: [Int: Seen] = [:]
    private let losses: RowLosses

    init(_ options: TrainingOptions, epochs: Int = 100, megabytes: Int = 64) throws {
      let data = try ReplayTests.data.get()
      let trainer = try Trainer(options.fitting(data), examples: data)
      session = try TrainingSession(trainer, epochs: epochs, now: { 0 })
      recorder = RunRecorder(session, megabytes: megabytes, from: nil)
      losses = try RowLosses(trainer.options.plan)
    }

    var history: RunHistory { recorder.history }

    func change(_ change: RunHistory.Change) throws {
      try session.trainer.take(change)
      recorder.note(change)
    }

    /// Does steps up to one, and looks at those that are wanted.
    func run(to last: Int, lookingAt wanted: Set<Int> = []) throws {
      while session.record.steps < last {
        let step = session.record.steps + 1
        guard wanted.contains(step) else {
          try recorder.step(&session)
          continue
        }
        let trainer = session.trainer
        let (before, places) = (trainer.parameters, Array(trainer.nextPlaces))
        try recorder.step(&session)
        seen[step] = Seen(
          loss: session.lastLoss, rows: try MinibatchSweep(trainer, at: places, losses).rows,
          before: before, after: trainer.parameters)
      }
    }
  }

  static let deep = NetworkPlan(widths: [784, 128, 64, 10], activation: .relu)

  static let runs: [(name: String, options: TrainingOptions)] = [
    ("default", TrainingOptions()),
    (
      "deep ReLU with Adam",
      TrainingOptions(plan: deep, schedule: RateSchedule(base: 0.001), optimizer: .adam)
    ),
    ("two threads", TrainingOptions(threads: 2)),
  ]

  static func randomSteps(_ count: Int, upTo last: Int, seed: UInt64) -> Set<Int> {
    var generator = SplitMix64(seed: seed)
    var steps: Set<Int> = [1, last]
    while steps.count < count { steps.insert(.random(in: 1...last, using: &generator)) }
    return steps
  }

  @Test(arguments: runs.indices)
  func `twenty random steps have the bits of the run`(_ index: Int) throws {
    let steps = Self.randomSteps(20, upTo: 450, seed: UInt64(index) + 1)
    let run = try RecordedRun(Self.runs[index].options)
    try run.run(to: 450, lookingAt: steps)
    #expect(run.history.keptSteps == [200, 400])
    let replay = Replay(run.history)
    var generator = SplitMix64(seed: 9)
    for step in steps.shuffled(using: &generator) {
      let (seen, again) = (try #require(run.seen[step]), try replay.step(step))
      #expect(again.record.loss.bitPattern == seen.loss.bitPattern)
      #expect(again.rows == seen.rows)
      #expect(again.before == seen.before)
      #expect(again.after == seen.after)
      #expect(again.record == run.history.records.record(ofStep: step))
    }
  }

  @Test(arguments: [
    TrainingOptions(optimizer: .sgd), TrainingOptions(optimizer: .nesterov, threads: 2),
    TrainingOptions(
      plan: NetworkPlan(widths: [784, 20, 10], activation: .sigmoid, loss: .mse, l2: 1e-3),
      schedule: RateSchedule(base: 0.3, course: .cosine(epochs: 5), warmUp: 1), optimizer: .adam,
      threads: 3),
    TrainingOptions(
      plan: NetworkPlan(widths: [784, 12, 10], activation: .leakyRelu, loss: .sigmoids),
      batch: 7, schedule: RateSchedule(base: 0.05, course: .step(every: 1, factor: 0.5))),
    TrainingOptions(
      plan: NetworkPlan(widths: [784, 8, 10]), schedule: RateSchedule(base: 1, course: .constant),
      optimizer: .lbfgs, threads: 2),
  ])
  func `so have all optimizers, losses and schedules`(_ options: TrainingOptions) throws {
    let last = options.optimizer.usesAllData ? 8 : 130
    let run = try RecordedRun(options)
    var after: [Int: [ParameterElements]] = [:]
    while run.session.record.steps < last {
      try run.run(to: run.session.record.steps + 1)
      after[run.session.record.steps] = run.session.trainer.parameters
    }
    let replay = Replay(run.history)
    for step in [last, 1, last / 2, last / 2 + 1, last - 1] {
      let again = try replay.step(step)
      #expect(again.after == after[step])
      #expect(again.record == run.history.records.record(ofStep: step))
    }
  }

  @Test func `what was changed while the run went on is changed again`() throws {
    let run = try RecordedRun(TrainingOptions(optimizer: .sgd))
    try run.run(to: 40)
    try run.change(.rate(0.02))
    try run.change(.momentum(0.5))
    try run.run(to: 200)
    try run.change(.batch(20))
    try run.run(to: 400)
    try run.change(.batch(50))
    try run.change(.rate(0.3))
    try run.run(to: 450, lookingAt: [401, 450])
    try run.change(.momentum(0))
    try run.run(to: 470, lookingAt: [451, 470])
    let replay = Replay(run.history)
    for step in [470, 401, 451, 450] {
      let again = try replay.step(step)
      #expect(again.after == run.seen[step]?.after)
      #expect(again.rows == run.seen[step]?.rows)
    }
    #expect(try replay.step(200).options.batch == 64)
    #expect(try replay.step(201).options.batch == 20)
    #expect(try abs(replay.step(40).record.rate - 0.08) < 1e-6)
    #expect(try abs(replay.step(41).record.rate - 0.02) < 1e-6)
    #expect(try replay.step(41).options.momentum == 0.5)
  }

  @Test func `what is replayed does not hang on what is kept`() throws {
    let steps: Set<Int> = [1, 199, 200, 201, 250]
    let run = try RecordedRun(TrainingOptions(), megabytes: 0)
    try run.run(to: 250, lookingAt: steps)
    #expect(run.history.keptSteps.isEmpty)
    let replay = Replay(run.history)
    for step in steps.sorted(by: >) {
      #expect(try replay.step(step).after == run.seen[step]?.after)
    }
  }

  @Test func `states are thinned when they no longer fit`() throws {
    let run = try RecordedRun(
      TrainingOptions(plan: NetworkPlan(widths: [784, 150, 10])), megabytes: 3)
    try run.run(to: 900, lookingAt: [899])
    #expect(run.history.stateBytes <= 3 << 20)
    #expect(run.history.keptSteps == [400, 800])
    #expect(try Replay(run.history).step(899).after == run.seen[899]?.after)
  }

  @Test func `the first step is the state before any update`() throws {
    let run = try RecordedRun(TrainingOptions())
    try run.run(to: 3, lookingAt: [1])
    let start = try Replay(run.history).step(0)
    #expect(start.before == run.seen[1]?.before)
    #expect(start.rows.isEmpty && start.record.loss.isNaN)
    #expect(start.record.parameters.allSatisfy { $0.gradientNorm == 0 && $0.updateNorm == 0 })
    #expect(start.record.parameters[0].norm > 1)
  }

  @Test func `a step that has not been is refused`() throws {
    let run = try RecordedRun(TrainingOptions())
    try run.run(to: 3)
    #expect(throws: ReplayError.notReached(step: 4, last: 3)) { try Replay(run.history).step(4) }
    #expect(throws: ReplayError.beforeStart(step: -1, first: 0)) {
      try Replay(run.history).step(-1)
    }
    #expect(throws: ReplayError.cancelled) {
      try Replay(run.history).step(3, isCancelled: { true })
    }
  }

  @Test func `the step that stopped a run can be looked at`() throws {
    let run = try RecordedRun(
      TrainingOptions(
        plan: NetworkPlan(widths: [784, 20, 10], activation: .relu, loss: .mse),
        schedule: RateSchedule(base: 50, course: .constant)))
    #expect(throws: TrainingStopped.self) { try run.run(to: 500) }
    let last = run.history.lastStep
    #expect(last == run.session.record.steps + 1)
    let replay = Replay(run.history)
    let step = try replay.step(last)
    #expect(step.stopped != nil && !step.record.loss.isFinite)
    #expect(step.before == step.after)
    #expect(step.record.parameters.allSatisfy { $0.updateNorm == 0 })
    // Each row's loss is large, and only their sum beyond single precision.
    #expect(step.rows.contains { !($0.loss < 1e36) })
    #expect(try replay.step(last - 1).stopped == nil)
  }
}
