import Testing

@testable import Learning

/// Whole runs: none that is well is warned of, and none that is ill goes unnoticed.
@Suite struct AlertRunTests {
  /// A run that something is wrong with, and the rules that say so.
  struct IllRun: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var options = TrainingOptions()
    var steps = 300
    var prepare: @Sendable (ExampleSplit) -> ExampleSplit = { $0 }
    var startsFromZero = false
    let rules: Set<AlertRule>
  }

  static let illRuns: [IllRun] = [
    // Units of tanh saturate at such a pixel and pass nothing on: there it does no harm.
    IllRun(
      testDescription: "one poisoned image",
      options: TrainingOptions(plan: NetworkPlan(widths: [784, 72, 10], activation: .relu)),
      steps: 100, prepare: poisoned,
      rules: [.updateSpike, .lossSpike, .exploding]),
    IllRun(
      testDescription: "squared error at rate 1",
      options: TrainingOptions(
        plan: NetworkPlan(widths: [784, 72, 10], loss: .mse), schedule: RateSchedule(base: 1)),
      rules: [.updateSpike, .lossSpike, .exploding, .nonFinite]),
    IllRun(
      testDescription: "dying ReLUs",
      options: TrainingOptions(
        plan: NetworkPlan(widths: [784, 32, 10], activation: .relu), batch: 256,
        schedule: RateSchedule(base: 10), optimizer: .sgd),
      rules: [.dead, .vanishing, .guessing]),
    IllRun(
      testDescription: "weights of zero",
      options: TrainingOptions(plan: NetworkPlan(widths: [784, 32, 10])), startsFromZero: true,
      rules: [.vanishing, .guessing]),
    IllRun(testDescription: "shifted labels", steps: 600, prepare: shifted, rules: [.gap]),
  ]

  @Test(arguments: illRuns)
  func `a run that is ill is noticed`(_ run: IllRun) throws {
    let data = run.prepare(try Self.data.get())
    let alerts = try Self.alerts(
      run.options, data, steps: run.steps, startsFromZero: run.startsFromZero)
    #expect(Set(alerts.map(\.rule)).isSuperset(of: run.rules))
    #expect(alerts.allSatisfy { !$0.words.isEmpty && $0.step > 0 })
  }

  @Test func `weights of zero are named as what blocks the gradient`() throws {
    let alerts = try Self.alerts(
      Self.illRuns[3].options, try Self.data.get(), steps: 10, startsFromZero: true)
    let first = try #require(alerts.first { $0.rule == .vanishing })
    #expect(first.layer == "layer 1" && first.value == 0 && first.level == .alarm)
    #expect(first.words.contains("W2 = 0 blocks it"))
  }

  @Test func `an update spike comes no later than the spike of the loss`() throws {
    for run in Self.illRuns.prefix(2) {
      let alerts = try Self.alerts(
        run.options, run.prepare(try Self.data.get()), steps: run.steps)
      let update = try #require(alerts.first { $0.rule == .updateSpike })
      let loss = try #require(alerts.first { $0.rule == .lossSpike })
      #expect(update.step <= loss.step)
    }
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func `a run that is well is not warned of`(_ seed: UInt64) throws {
    #expect(
      try Self.alerts(TrainingOptions(seed: seed), try Self.data.get(), steps: 900).isEmpty)
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func `nor are ten epochs on the drawn digits`(_ seed: UInt64) throws {
    let data = ExampleSplit(try EmbeddedDigits().split(training: 12_000, test: 2000))
    #expect(try Self.alerts(TrainingOptions(seed: seed), data, steps: 1870).isEmpty)
  }

  @Test(.enabled(if: realMNIST != nil), arguments: 1...5 as ClosedRange<UInt64>)
  func `nor are ten epochs on MNIST`(_ seed: UInt64) throws {
    let folder = try #require(realMNIST)
    let data = ExampleSplit(try MNISTFolder(folder).readAll())
    #expect(try Self.alerts(TrainingOptions(seed: seed), data, steps: .max).isEmpty)
  }

  private static let data = Result {
    ExampleSplit(try EmbeddedDigits(seed: 1).split(training: 3000, test: 500))
  }

  /// Trains for so many steps, or ten epochs of so many examples as there are.
  private static func alerts(
    _ options: TrainingOptions, _ data: ExampleSplit, steps: Int, startsFromZero: Bool = false
  ) throws -> [Alert] {
    let trainer = try Trainer(options.fitting(data), examples: data)
    if startsFromZero {
      try trainer.takeOver(trainer.counts.map { Array(repeating: 0, count: $0) })
    }
    let epochs = steps == .max ? 10 : steps / trainer.stepsPerEpoch + 1
    var session = try TrainingSession(trainer, epochs: epochs, now: { 0 })
    var recorder = RunRecorder(session, megabytes: 0, from: nil)
    do {
      while !session.isFinished, session.record.steps < steps { try recorder.step(&session) }
    } catch is TrainingStopped {}
    return recorder.history.alerts
  }

  /// The same with one pixel of one image at a million.
  @Sendable static func poisoned(_ data: ExampleSplit) -> ExampleSplit {
    changed(data) { images in
      var values = images.pixels.map { Float($0) / 255 }
      values[1234 * images.pixelsPerImage + 300] = 1e6
      return ImageDataset(
        uncheckedRows: images.rows, columns: images.columns, values: values, labels: images.labels,
        labelNames: images.labelNames)
    }
  }

  /// The same with each image under the next digit's label, in the training data alone.
  @Sendable static func shifted(_ data: ExampleSplit) -> ExampleSplit {
    changed(data) { images in
      ImageDataset(
        uncheckedRows: images.rows, columns: images.columns, pixels: images.pixels,
        labels: images.labels.map { ($0 + 1) % 10 }, labelNames: images.labelNames)
    }
  }

  private static func changed(
    _ data: ExampleSplit, _ change: (ImageDataset) -> ImageDataset
  ) -> ExampleSplit {
    guard let images = data.training.images else { return data }
    return ExampleSplit(training: .images(change(images)), test: data.test)
  }
}
