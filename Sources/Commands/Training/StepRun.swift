import Learning

/// A run that is trained to one step, which is then computed again.
struct StepRun {
  let plan: TrainPlan
  let step: Int

  /// The step, with the rules that it broke.
  func replayed() throws -> (step: ReplayedStep, alerts: [Alert], data: ExampleSplit) {
    do {
      let data = try plan.loader()()
      let history = try trained(on: data)
      let replayed = try Replay(history).step(step)
      return (replayed, history.alerts.filter { $0.step == step }, data)
    } catch let error as ReplayError {
      throw Failure(.badInput, "\(error)")
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(TrainingFailure(error))
    }
  }

  /// What a run leaves in memory that has come to the step, or to its end before it.
  private func trained(on data: ExampleSplit) throws -> RunHistory {
    var session = try TrainingSession.begin(
      plan.options.fitting(data), examples: data, epochs: plan.epochs, from: plan.kept,
      now: monotonicSeconds)
    var recorder = RunRecorder(session, megabytes: plan.historyMegabytes, from: plan.kept)
    while session.record.steps < step, !session.isFinished {
      do {
        try recorder.step(&session)
      } catch let stop as TrainingStopped {
        guard recorder.history.lastStep < step else { break }
        throw Failure(
          .badInput, "there is no step \(step): \(stop)")
      }
    }
    return recorder.history
  }
}
