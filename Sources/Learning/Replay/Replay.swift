/// Computes steps of a run again, on the thread that calls it, with a trainer of its own.
///
/// To go on by single steps costs a minibatch each; to go back or far costs the minibatches since the
/// nearest state that the history kept. One thread at a time may use it.
package final class Replay: @unchecked Sendable {
  package let history: RunHistory

  package init(_ history: RunHistory) { self.history = history }

  /// The step again; step 0 is the state before any update, without rows.
  ///
  /// - Parameter isCancelled: Asked between minibatches; `true` ends it with ``ReplayError/cancelled``.
  package func step(
    _ number: Int, isCancelled: () -> Bool = { false }
  ) throws -> ReplayedStep {
    throw ReplayError.notReached(step: number, last: history.lastStep)
  }

  /// How the network does on the test data after so many steps.
  package func examination(
    afterStep number: Int, isCancelled: () -> Bool = { false }
  ) throws -> Examination {
    throw ReplayError.notReached(step: number, last: history.lastStep)
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
