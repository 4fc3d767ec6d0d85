package import Debugging
import Explorer
package import Learning
package import TextCanvas

/// The way to a training run, for a run loop that shows one.
package struct TrainingPort {
  /// Starts the run, which calls the waker with every change, unless it has started already.
  package var start: (Waker) -> Void
  package var send: (TrainingRun.Command) -> Void
  /// Begins another run in place of the one that is there, trains it to a step and looks at it.
  package var begin: (DrawnRun, _ step: Int, Wishes, Waker) -> Void
  package var snapshot: () -> TrainingSnapshot
  /// What the run learns from and is tested on, once that is there.
  package var examples: () -> ExampleSplit?
  /// By which its steps can be computed again; another one after a restart.
  package var history: () -> RunHistory?
  /// Reads what is known of a run that was saved to a file.
  package var savedRun: (_ path: String) -> Result<SavedRun, FilePort.Problem>

  package init(
    start: @escaping (Waker) -> Void, send: @escaping (TrainingRun.Command) -> Void,
    snapshot: @escaping () -> TrainingSnapshot,
    begin: @escaping (DrawnRun, _ step: Int, Wishes, Waker) -> Void = { _, _, _, _ in },
    examples: @escaping () -> ExampleSplit? = { nil },
    history: @escaping () -> RunHistory? = { nil },
    savedRun: @escaping (_ path: String) -> Result<SavedRun, FilePort.Problem> = {
      .failure(FilePort.Problem("cannot read '\($0)' here"))
    }
  ) {
    self.start = start
    self.send = send
    self.snapshot = snapshot
    self.begin = begin
    self.examples = examples
    self.history = history
    self.savedRun = savedRun
  }
}

extension TrainingPort {
  /// No training: where frames are drawn for their own sake there is none behind them.
  package static var none: TrainingPort {
    let snapshot = TrainingSnapshot(options: TrainingOptions(), dataName: "", epochs: 0)
    return TrainingPort(start: { _ in }, send: { _ in }, snapshot: { snapshot })
  }
}
