import Learning
import TextCanvas

extension TrainingPort {
  /// Trains while one waits, so that the same keys always lead to the same frames.
  package static var atOnce: TrainingPort {
    let desk = TrainingDesk()
    return TrainingPort(
      start: { _ in }, send: { desk.training?.send($0) },
      snapshot: { desk.training?.snapshot ?? none.snapshot() },
      begin: { run, step, wishes, _ in desk.begin(run, toStep: step, looking: wishes) },
      examples: { desk.training?.history.data }, history: { desk.training?.history })
  }
}

/// The run that there is at the moment.
private final class TrainingDesk {
  private(set) var training: SteppedTraining?

  func begin(_ run: DrawnRun, toStep step: Int, looking wishes: Wishes) {
    training = try? SteppedTraining(
      run.options, run.split(), dataName: run.examples.name, epochs: run.epochs)
    training?.send(.look(wishes))
    training?.send(.run(toStep: step))
  }
}
