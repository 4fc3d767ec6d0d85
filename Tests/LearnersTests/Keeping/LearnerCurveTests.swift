import Learning
import Synchronization
import Testing

@testable import Learners

/// Counts on any thread.
private final class Tally: Sendable {
  private let count = Mutex(0)

  /// The number, with one more.
  func add() -> Int {
    count.withLock { count in
      count += 1
      return count
    }
  }
}

@Suite struct LearnerCurveTests {
  @Test func `reports are read, and other lines passed over`() throws {
    let lines = """
      {"learner":"genetic","generation":5,"evaluations":1000,"seconds":0.5,"testAccuracy":0.25}
      {"alert":"dead","step":6}
      {"learner":"genetic","generation":10,"evaluations":2000,"seconds":1,"testAccuracy":0.5}
      {"learner":"genetic","evaluations":3000,"seconds":2,"testAccuracy":null}
      """
    let curve = try LearnerCurve.curve(of: Array(lines.utf8), at: "a.jsonl")
    #expect(curve.name == "genetic")
    #expect(
      curve.points == [
        .init(evaluations: 1000, seconds: 0.5, accuracy: 0.25),
        .init(evaluations: 2000, seconds: 1, accuracy: 0.5),
      ])
  }

  @Test(arguments: ["", "{\"epoch\": 1}", "epoch,step\n1,2", "{", "[[[[[[[[[[[[[[[[[[[[1]"])
  func `a file without reports is refused`(text: String) {
    #expect(throws: RunLogError.self) {
      _ = try LearnerCurve.curve(of: Array(text.utf8), at: "a.jsonl")
    }
  }

  @Test func `a run on its own thread comes to the end of its session`() async throws {
    var options = EvolutionOptions(plan: NetworkPlan(widths: [784, 3, 10]))
    (options.generations, options.pairs, options.examples) = (20, 2, 20)
    let (saves, over, chosen) = (Tally(), Tally(), options)
    let run = LearnerRun()
    await withCheckedContinuation { continuation in
      run.start(
        {
          LearnerSession(
            try EvolutionLearner(chosen, SmallDigits.split), data: SmallDigits.mark, now: { 0 })
        }, saved: { _ in _ = saves.add() },
        changed: {
          guard run.snapshot.state == .finished else { return }
          if over.add() == 1 { continuation.resume() }
        })
    }
    run.stopAndWait()
    #expect(run.snapshot.points.count == 20)
    #expect(run.snapshot.step == 20)
    #expect(run.snapshot.progress == 1)
    #expect(saves.add() == 21)
  }

  @Test func `what a run cannot begin with is its failure`() async {
    let run = LearnerRun()
    await withCheckedContinuation { continuation in
      run.start(
        { throw TrainingSetupError("there is no training data") }, saved: { _ in },
        changed: { continuation.resume() })
    }
    #expect(
      run.snapshot.state
        == .failed(TrainingFailure(TrainingSetupError("there is no training data"))))
  }
}
