import Dispatch
import TestSupport
import Testing

@testable import Learning

@Suite struct TrainingRunTests {
  @Test func `each minibatch that was asked for is done, however fast they are asked for`()
    async throws
  {
    let run = TrainingRun(TrainingOptions(batch: 50), dataName: "digits", epochs: 1)
    for _ in 1...3 { run.send(.oneMinibatch) }
    let (changes, continuation) = AsyncStream.makeStream(of: Void.self)
    run.start(
      loading: { ExampleSplit(try EmbeddedDigits(seed: 1).split(training: 600, test: 100)) },
      changed: { continuation.yield() })
    var iterator = changes.makeAsyncIterator()
    await iterator.next()
    run.stopAndWait()
    #expect(run.snapshot.state == .paused)
    #expect(run.snapshot.step == 3)
  }

  @Test func `a run goes to the step that it is told, is looked at there, and goes on`()
    async throws
  {
    let options = TrainingOptions(plan: NetworkPlan(widths: [784, 6, 10]), batch: 50)
    var watched = Watched(options, first: [.look(Wishes(layers: true)), .run(toStep: 7)])
    let first = await watched.snapshot { $0.state == .paused }
    #expect(first.record.steps == 7)
    #expect(first.inspection?.moment.step == 7)
    watched.run.send(.run(toStep: 20))
    let second = await watched.snapshot { $0.state == .paused && $0.record.steps > 7 }
    #expect(second.record.steps == 20)
    #expect(second.inspection?.moment.step == 20)
    // What is over already is not done again.
    watched.run.send(.run(toStep: 3))
    watched.run.send(.oneMinibatch)
    let third = await watched.snapshot { $0.record.steps > 20 }
    #expect(third.record.steps == 21)
    watched.run.stopAndWait()
    // The figures that were computed beforehand are those of this very run.
    let data = ExampleSplit(try EmbeddedDigits(seed: 1).split(training: 600, test: 100))
    let stepped = try SteppedTraining(options, data, dataName: "digits", epochs: 3)
    stepped.send(.look(Wishes(layers: true)))
    stepped.send(.run(toStep: 20))
    #expect(stepped.snapshot.state == .paused)
    #expect(RunFigures(stepped.snapshot) == RunFigures(second))
  }

  @Test func `a run that still loads is stopped without waiting`() {
    let run = TrainingRun(TrainingOptions(), dataName: "digits", epochs: 1)
    let isStopped = DispatchSemaphore(value: 0)
    let isLoaded = DispatchSemaphore(value: 0)
    run.start(
      loading: {
        // The deadline is for a run that waits: it shall fail, not hang.
        _ = isStopped.wait(timeout: .now() + .seconds(180))
        isLoaded.signal()
        return ExampleSplit(try EmbeddedDigits(seed: 1).split(training: 60, test: 10))
      }, changed: {})
    run.stopAndWait()
    #expect(isLoaded.wait(timeout: .now()) == .timedOut)
    isStopped.signal()
  }

  /// A run that is started paused, with the snapshots it puts down.
  private struct Watched {
    let run: TrainingRun
    private var changes: AsyncStream<Void>.Iterator

    init(
      _ options: TrainingOptions, keeping: KeepingPlan = KeepingPlan(), first: [TrainingRun.Command]
    ) {
      run = TrainingRun(options, dataName: "digits", epochs: 3, keeping: keeping)
      let (changes, continuation) = AsyncStream.makeStream(of: Void.self)
      self.changes = changes.makeAsyncIterator()
      for command in first { run.send(command) }
      run.start(
        loading: {
          ExampleSplit(try EmbeddedDigits(seed: 1).split(training: 600, test: 100))
        }, changed: { continuation.yield() })
    }

    /// The first snapshot that is as wanted; a run that never gets there hangs the test.
    mutating func snapshot(where isWanted: (TrainingSnapshot) -> Bool) async -> TrainingSnapshot {
      while true {
        let snapshot = run.snapshot
        if isWanted(snapshot) { return snapshot }
        await changes.next()
      }
    }
  }

  @Test func `rate, batch and momentum change while the run goes on`() async throws {
    var watched = Watched(TrainingOptions(batch: 50), first: [.oneMinibatch])
    _ = await watched.snapshot { $0.record.steps == 1 }
    for command in [.setRate(0.03), .setBatch(20), .setMomentum(0.5)] as [TrainingRun.Command] {
      watched.run.send(command)
    }
    watched.run.send(.oneMinibatch)
    let snapshot = await watched.snapshot { $0.record.steps == 2 }
    watched.run.stopAndWait()
    #expect(abs(snapshot.rate - 0.03) < 1e-6)
    #expect(snapshot.options.batch == 20)
    #expect(snapshot.options.momentum == 0.5)
    #expect(snapshot.record.samples == 70)
    // 550 examples are left of 600 after the first minibatch: 27 more of 20.
    #expect(snapshot.stepsPerEpoch == 28)
  }

  @Test func `a restart begins with other weights, and the same seed with the same`() async throws {
    var watched = Watched(TrainingOptions(batch: 50, seed: 4), first: [.oneMinibatch])
    let first = await watched.snapshot { $0.record.steps == 1 }
    watched.run.send(.restart(seed: 5))
    watched.run.send(.oneMinibatch)
    let other = await watched.snapshot { $0.options.seed == 5 && $0.record.steps == 1 }
    watched.run.send(.restart(seed: 4))
    watched.run.send(.oneMinibatch)
    let again = await watched.snapshot { $0.options.seed == 4 && $0.record.steps == 1 }
    watched.run.stopAndWait()
    #expect(other.weights != first.weights)
    #expect(again.weights == first.weights)
  }

  @Test func `a run is saved on request, and knows whether it is`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/run.st"
    var watched = Watched(TrainingOptions(batch: 50), first: [.oneMinibatch])
    let first = await watched.snapshot { $0.record.steps == 1 }
    #expect(first.isUnsaved)
    watched.run.send(.save(path))
    let saved = await watched.snapshot { $0.saving != nil }
    #expect(saved.saving == .done(path: path, step: 1))
    #expect(!saved.isUnsaved)
    watched.run.send(.oneMinibatch)
    #expect(await watched.snapshot { $0.record.steps == 2 }.isUnsaved)
    watched.run.send(.save("/absent/run.st"))
    let failed = await watched.snapshot { if case .failed? = $0.saving { true } else { false } }
    #expect(failed.state == .paused, "the run goes on all the same")
    watched.run.stopAndWait()
    guard case .run(let checkpoint) = try KeptRun.read(path) else {
      Issue.record("not read as a run")
      return
    }
    #expect(checkpoint.progress.record.steps == 1)
  }

  @Test func `what is wished for is in the snapshot, and nothing else`() async throws {
    var watched = Watched(TrainingOptions(batch: 50), first: [.oneMinibatch])
    let plain = await watched.snapshot { $0.record.steps == 1 }
    #expect(plain.inspection == nil && plain.reading == nil)
    watched.run.send(.look(Wishes(layers: true, changes: true, digit: .test(3))))
    watched.run.send(.oneMinibatch)
    let seen = await watched.snapshot { $0.record.steps == 2 }
    watched.run.stopAndWait()
    #expect(seen.inspection?.layers.map(\.name) == ["W1", "W2"])
    #expect(seen.inspection?.distributions.isEmpty == true)
    #expect(seen.inspection?.gradients.map(\.shape) == seen.weights.map(\.shape))
    #expect(seen.history.points.count == 1)
    let reading = try #require(seen.reading)
    #expect(try ImageReader(seen).read(again: reading) == reading)
  }
}
