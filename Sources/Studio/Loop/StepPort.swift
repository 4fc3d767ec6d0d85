package import Inquiry
package import Learning
import Synchronization
package import TrainingScreen

/// Computes a step of the training run again.
package struct StepOrder: OffloadedWork {
  /// The step, counted from 1.
  let number: Int
  let keeper: ReplayKeeper?

  /// The step, or why it cannot be shown; `nil` when another one is wanted.
  package func answer(unless isCancelled: () -> Bool) -> StepAnswer? {
    guard let keeper else {
      return StepAnswer(
        number: number, step: .failure(ReplayProblem("this run cannot be replayed")))
    }
    do {
      return StepAnswer(
        number: number, step: .success(try keeper.step(number, isCancelled: isCancelled)),
        examples: keeper.history.data)
    } catch ReplayError.cancelled {
      return nil
    } catch {
      return StepAnswer(number: number, step: .failure(ReplayProblem(error)))
    }
  }
}

/// Replays the steps of one run after the other, on any thread.
package final class ReplayKeeper: Sendable {
  private let replay: Mutex<Replay>
  let history: RunHistory

  package init(_ history: RunHistory) {
    self.history = history
    replay = Mutex(Replay(history))
  }

  func step(_ number: Int, isCancelled: () -> Bool) throws -> ReplayedStep {
    try replay.withLock { try $0.step(number, isCancelled: isCancelled) }
  }
}

/// Computes steps of the training run again.
package typealias StepPort = WorkPort<StepOrder>
