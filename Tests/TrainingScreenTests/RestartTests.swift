import Autodiff
import Testing
import TextCanvas

@testable import Learning
@testable import TrainingScreen

/// Several runs one after the other, from other initial weights, as curves in one plot.
@Suite struct RestartTests {
  private static let data = Result {
    ExampleSplit(try EmbeddedDigits(seed: 7).split(training: 128, test: 50, threads: 1))
  }

  /// The state after three runs of two epochs each.
  private static func finished() throws -> TrainingSnapshot {
    let options = TrainingOptions(
      plan: NetworkPlan(widths: [784, 6, 10]), batch: 32, seed: 5)
    var snapshot = TrainingSnapshot(
      options: options, dataName: "drawn digits", epochs: 2, restarts: 2)
    var loop = try TrainingLoop(
      snapshot, try data.get(), keeping: KeepingPlan(), from: nil, now: { 0 })
    while !loop.isResting { try loop.step(isWatched: false) }
    loop.update(&snapshot)
    snapshot.state = loop.state
    return snapshot
  }

  @Test func `each run has the next seed, and those before are kept as they were`() throws {
    let snapshot = try Self.finished()
    #expect(snapshot.state == .finished)
    #expect(snapshot.restartsLeft == 0)
    #expect(snapshot.options.seed == 7)
    #expect(snapshot.earlierRuns.map(\.name) == ["seed 5", "seed 6"])
    for (run, seed) in zip(snapshot.earlierRuns, [5, 6] as [UInt64]) {
      // The same run alone.
      let options = TrainingOptions(
        plan: NetworkPlan(widths: [784, 6, 10]), batch: 32, seed: seed)
      let data = try Self.data.get()
      var alone = try TrainingSession.begin(
        options.fitting(data), examples: data, epochs: 2, from: nil, now: { 0 })
      while !alone.isFinished { try alone.step() }
      #expect(run.record.losses.map(\.loss) == alone.record.losses.map(\.loss))
      #expect(
        run.record.tests.map(\.result.accuracy) == alone.record.tests.map(\.result.accuracy))
    }
  }

  @Test func `their accuracies stand in one plot, by their names`() throws {
    var model = TrainingModel(
      try Self.finished(), size: Size(width: 100, height: 30),
      capabilities: Capabilities(colors: .none))
    _ = model.update(.key(.character(TrainingPane.accuracy.key)))
    _ = model.update(.key(.character("O")))
    let last = try Self.finished().earlierRuns.map { try #require($0.record.tests.last) }
    for (name, test) in zip(["seed 5", "seed 6"], last) {
      let line = try #require(model.text.split(separator: "\n").first { $0.contains(name) })
      // Fifty test images: each is two hundredths.
      let percent = Int(((test.result.accuracy ?? 0) * 100).rounded())
      #expect(line.contains("\(percent) %"), "\(line)")
    }
    #expect(model.text.contains("this run"))
  }
}
