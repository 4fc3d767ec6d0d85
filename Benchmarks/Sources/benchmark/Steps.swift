import Basics
import Foundation
import Learning
import TextCanvas
import TrainingScreen

/// What it costs to be able to open any step of a run, and how long it takes from the key to the frame.
enum Steps {
  static func measure() throws -> [Figure] {
    let data = ExampleSplit(try Training.data())
    return [try recording(data)] + (try opening(data))
  }

  /// A run whose steps are recorded beside one of which nothing is kept.
  private static func recording(_ data: ExampleSplit) throws -> Figure {
    var (plain, recorded) = (try session(data, epochs: 1000), try session(data, epochs: 1000))
    var recorder = RunRecorder(recorded, from: nil)
    var contest = Contest(rounds: 41)
    contest.add("plain") { for _ in 0..<200 { try? plain.step() } }
    contest.add("recorded") { for _ in 0..<200 { try? recorder.step(&recorded) } }
    let times = contest.medians()
    let ratio = (times["recorded"] ?? .nan) / (times["plain"] ?? .nan)
    return Figure("steps/recording", ratio, "×", goal: .atMost(1.03))
  }

  /// Steps all over a run of ten epochs, from the line `:step N` to the frame with its rows.
  private static func opening(_ data: ExampleSplit) throws -> [Figure] {
    var session = try session(data, epochs: 10)
    var recorder = RunRecorder(session, from: nil)
    while !session.isFinished { try recorder.step(&session) }
    let (replay, last) = (Replay(recorder.history), session.record.steps)
    var model = TrainingModel(
      TrainingSnapshot(options: session.trainer.options, dataName: "", epochs: 10),
      size: Size(width: 120, height: 40), capabilities: Capabilities())
    var snapshot = model.live
    snapshot.update(from: session)
    model.show(snapshot)
    var random = SplitMix64(seed: 1)
    let times = Distribution(
      (0..<100).map { _ in
        let step = Int.random(in: 1...last, using: &random)
        let start = ContinuousClock.now
        for key in ":step \(step)" { _ = model.update(.key(.character(key))) }
        _ = model.update(.key(.enter))
        if let rows = try? replay.step(step) { model.show(.success(rows), number: step) }
        _ = model.view()
        let time = ContinuousClock.now - start
        _ = model.update(.key(.escape))
        return time.milliseconds
      })
    return [
      Figure("steps/open", times.median, "ms"),
      Figure("steps/open-most", times.most, "ms", goal: .atMost(100)),
    ]
  }

  private static func session(_ data: ExampleSplit, epochs: Int) throws -> TrainingSession {
    let trainer = try Trainer(TrainingOptions().fitting(data), examples: data)
    return try TrainingSession(trainer, epochs: epochs, now: { 0 })
  }
}
