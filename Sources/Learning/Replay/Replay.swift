/// Computes steps of a run again, on the thread that calls it, with a trainer of its own.
///
/// To go on by single steps costs a minibatch each; to go back or far costs the minibatches since the
/// nearest state that the history kept. One thread at a time may use it.
package final class Replay: @unchecked Sendable {
  package let history: RunHistory
  /// A trainer after `position` steps, once something was replayed.
  private var trainer: Trainer?
  private var position = 0
  /// The changes of the run that the trainer has taken over.
  private var changesDone = 0
  private var rowLosses: RowLosses?

  package init(_ history: RunHistory) { self.history = history }

  /// The step again; the first one is the state before any update, without rows.
  ///
  /// - Parameter isCancelled: Asked between minibatches; `true` ends it with ``ReplayError/cancelled``.
  package func step(
    _ number: Int, isCancelled: () -> Bool = { false }
  ) throws -> ReplayedStep {
    try check(number)
    guard number > history.firstStep else {
      return try ReplayedStep(start: try trainer(after: number, isCancelled), step: number)
    }
    let trainer = try trainer(after: number - 1, isCancelled)
    try takeOverChanges(trainer)
    let look = try StepLook(trainer, try rowLosses(for: trainer))
    // Whatever comes of it, the trainer no longer is where it was.
    self.trainer = nil
    let step = try look.step(number, firstLoss: history.records.firstLoss)
    if step.stopped == nil { (self.trainer, position) = (trainer, number) }
    return step
  }

  /// How the network does on the test data after so many steps.
  package func examination(
    afterStep number: Int, isCancelled: () -> Bool = { false }
  ) throws -> Examination {
    try check(number)
    return try trainer(after: number, isCancelled).examine()
  }

  private func check(_ number: Int) throws(ReplayError) {
    let (first, last) = (history.firstStep, history.lastShownStep)
    guard number >= first else { throw .beforeStart(step: number, first: first) }
    guard number <= last else { throw .notReached(step: number, last: last) }
  }

  /// A trainer after so many steps, before what was changed then.
  private func trainer(after step: Int, _ isCancelled: () -> Bool) throws -> Trainer {
    let nearest = history.state(notAfter: step)
    let trainer: Trainer
    if let known = self.trainer, position <= step, position >= nearest?.step ?? 0 {
      trainer = known
    } else {
      trainer = try restored(nearest)
    }
    while position < step {
      guard !isCancelled() else { throw ReplayError.cancelled }
      try takeOverChanges(trainer)
      _ = try trainer.runStep()
      position += 1
    }
    return trainer
  }

  /// A trainer at a state, or at the start of the run.
  private func restored(_ state: RunHistory.State?) throws -> Trainer {
    let known = trainer
    trainer = nil
    let restored: Trainer
    switch (state?.trainer, history.start) {
    case (let state?, _), (nil, .state(let state)):
      restored = try known ?? Trainer(state.options, examples: history.data)
      try restored.restore(state)
    case (nil, .seed(let options)):
      restored = try Trainer(options, examples: history.data)
    }
    position = state?.step ?? history.firstStep
    changesDone = history.changeCount(before: position)
    trainer = restored
    return restored
  }

  /// Changes what was changed about the run at this place.
  private func takeOverChanges(_ trainer: Trainer) throws {
    for noted in history.changes(from: changesDone) where noted.step == position {
      try trainer.take(noted.change)
      changesDone += 1
    }
  }

  private func rowLosses(for trainer: Trainer) throws -> RowLosses {
    let known = try rowLosses ?? RowLosses(trainer.options.plan)
    rowLosses = known
    return known
  }
}

extension Trainer {
  func take(_ change: RunHistory.Change) throws {
    switch change {
    case .rate(let rate): setRate(rate)
    case .batch(let batch): try setBatch(batch)
    case .momentum(let momentum): setMomentum(momentum)
    }
  }
}

/// Why a step cannot be shown.
package enum ReplayError: Error, Hashable {
  /// The run has not come so far, or ended before.
  case notReached(step: Int, last: Int)
  /// The run was resumed from a file after this step, which only the first run could show.
  case beforeStart(step: Int, first: Int)
  /// The caller asked for that.
  case cancelled
}

extension ReplayError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notReached(let step, let last):
      "there is no step \(step): the last one is step \(last)"
    case .beforeStart(let step, let first):
      "step \(step) lies before the file that was resumed, which begins after step \(first)"
    case .cancelled: "cancelled"
    }
  }
}
