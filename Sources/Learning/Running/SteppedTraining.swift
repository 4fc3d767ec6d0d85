/// A training run on the caller's own thread, which advances only when asked to and by a clock that
/// stands still: it shows the same every time.
package final class SteppedTraining {
  private var loop: TrainingLoop
  private let start: TrainingSnapshot
  private var failure: TrainingFailure?

  /// A run before its first minibatch.
  package init(
    _ options: TrainingOptions, _ data: ExampleSplit, dataName: String, epochs: Int,
    from kept: KeptRun? = nil
  ) throws {
    start = TrainingSnapshot(
      options: options, dataName: dataName, epochs: epochs,
      readsImages: data.training.images != nil)
    loop = try TrainingLoop(start, data, keeping: KeepingPlan(), from: kept) { 0 }
    try loop.obey(.togglePause)
  }

  /// Does what a run on a thread of its own would do at this command before it rests again; a
  /// failure ends the run.
  package func send(_ command: TrainingRun.Command) {
    guard failure == nil else { return }
    do {
      try loop.obey(command)
      if loop.isResting { try loop.step(isWatched: true) }
      if case .run = command {
        while !loop.isResting { try loop.step(isWatched: true) }
      }
    } catch {
      failure = TrainingFailure(error)
    }
  }

  /// Does as many minibatches as there are left.
  package func step(_ count: Int) {
    for _ in 0..<count where failure == nil && loop.state != .finished { send(.oneMinibatch) }
  }

  /// By which steps can be replayed; another one after a restart.
  package var history: RunHistory { loop.history }

  package var snapshot: TrainingSnapshot {
    var snapshot = start
    snapshot.state = failure.map { .failed($0) } ?? loop.state
    loop.update(&snapshot)
    return snapshot
  }
}
