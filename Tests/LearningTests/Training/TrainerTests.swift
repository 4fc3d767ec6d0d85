import Autodiff
import Learning
import Testing

@Suite struct TrainerTests {
  /// A few of the embedded digits, enough to learn something from.
  private static func data() throws -> DataSplit {
    try EmbeddedDigits(seed: 1).split(training: 600, test: 100)
  }

  private static func losses(_ options: TrainingOptions, steps: Int) throws -> [Float] {
    let trainer = try Trainer(options, data: try data())
    return try (0..<steps).map { _ in try trainer.runStep() }
  }

  @Test func `the loss falls`() throws {
    let losses = try Self.losses(TrainingOptions(batch: 50), steps: 60)
    #expect(losses[0] > 2)
    #expect(try #require(losses.last) < losses[0] / 3)
  }

  @Test(arguments: [1, 2])
  func `the same seed and threads give the same losses`(threads: Int) throws {
    let options = TrainingOptions(seed: 7, threads: threads)
    #expect(try Self.losses(options, steps: 12) == Self.losses(options, steps: 12))
  }

  @Test func `another seed gives other losses`() throws {
    let first = try Self.losses(TrainingOptions(seed: 1), steps: 2)
    #expect(try Self.losses(TrainingOptions(seed: 2), steps: 2) != first)
  }

  @Test func `two threads compute what one computes, up to rounding`() throws {
    let one = try Self.losses(TrainingOptions(seed: 3, threads: 1), steps: 10)
    let two = try Self.losses(TrainingOptions(seed: 3, threads: 2), steps: 10)
    for (first, second) in zip(one, two) { #expect(abs(first - second) < 1e-4 * first) }
  }

  @Test func `examining does not change the run`() throws {
    let data = try Self.data()
    let plain = try Trainer(TrainingOptions(seed: 5), data: data)
    let examined = try Trainer(TrainingOptions(seed: 5), data: data)
    for _ in 0..<5 {
      _ = try examined.examine()
      #expect(try plain.runStep() == examined.runStep())
    }
  }

  @Test func `untrained scores are about as good as chance`() throws {
    let result = try Trainer(TrainingOptions(), data: try Self.data()).examine()
    #expect(try #require(result.accuracy) < 0.35)
    #expect(abs(result.loss - 2.3) < 0.7)
  }

  @Test func `a rate far too high ends with a loss that is no number, and says so`() throws {
    let options = TrainingOptions(schedule: RateSchedule(base: 1e38))
    var session = try TrainingSession(
      try Trainer(options, data: try Self.data()), epochs: 5, now: { 0 })
    #expect(throws: TrainingStopped.self) {
      while !session.isFinished { try session.step() }
    }
  }

  @Test func `an epoch leaves its mean loss and an examination in the record`() throws {
    var session = try TrainingSession(
      try Trainer(TrainingOptions(), data: try Self.data()), epochs: 1, now: { 0 })
    while !session.isFinished { try session.step() }
    #expect(session.record.epochLoss != nil)
    #expect(session.record.tests.map(\.epoch) == [0, 1])
    #expect(session.record.losses.allSatisfy { $0.loss.isFinite && $0.epoch <= 1 })
  }
}
