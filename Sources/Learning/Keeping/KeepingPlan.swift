/// Where and how often a run is kept.
package struct KeepingPlan: Hashable, Sendable {
  /// The file of the checkpoint; `nil` when nothing is to be written.
  package var path: String?
  /// After so many minibatches; `nil` for after each epoch.
  package var every: Int?
  /// The file of the log, whose ending says its form: `.csv`, or `.jsonl` and `.json`.
  package var logPath: String?
  /// Of so many minibatches the log has the mean loss; `nil` for the points of the curve.
  package var logEvery: Int?

  package init(
    path: String? = nil, every: Int? = nil, logPath: String? = nil, logEvery: Int? = nil
  ) {
    self.logEvery = logEvery
    self.path = path
    self.every = every
    self.logPath = logPath
  }

  /// Whether a checkpoint is due after a minibatch of a session.
  package func isDue(_ session: TrainingSession) -> Bool {
    guard path != nil else { return false }
    if session.isFinished { return true }
    guard let every else { return session.trainer.step == 0 }
    return session.record.steps.isMultiple(of: max(every, 1))
  }
}
