/// Writes checkpoints and log of a run as its plan says.
package struct RunKeeper {
  private let plan: KeepingPlan
  /// The file that was written last because someone asked for it.
  private var lastPath: String?
  private var log: TrainingLog?
  /// What came of the last checkpoint.
  package private(set) var saving: TrainingSnapshot.Saving?

  /// Begins the log, with what a resumed run measured before.
  package init(_ plan: KeepingPlan, _ session: TrainingSession) throws {
    self.plan = plan
    try restart(session)
  }

  /// Begins the log anew.
  mutating func restart(_ session: TrainingSession) throws {
    saving = nil
    guard let path = plan.logPath else { return }
    guard let form = TrainingLog.Form(ofFile: path) else {
      throw TrainingSetupError("a log is called something.csv or something.jsonl, not \(path)")
    }
    log = try TrainingLog(at: path, form: form)
    try log?.write(session.record)
  }

  /// Takes notice of a minibatch: the log grows, and a checkpoint is written when it is due.
  ///
  /// Weights that have gone astray, which the next loss will tell, do not replace those from before.
  /// Throws when the log or a checkpoint that was planned cannot be written.
  package mutating func note(_ session: TrainingSession) throws {
    try log?.write(session.record)
    guard let path = plan.path, plan.isDue(session), session.trainer.isSound else { return }
    try Checkpoint(session).write(to: path)
    saving = .done(path: path, step: session.record.steps)
  }

  /// Writes a checkpoint because someone asked for it; when it fails the run goes on.
  mutating func save(_ session: TrainingSession, to path: String?) {
    guard let path = path ?? lastPath ?? plan.path else {
      saving = .failed("no file is named to save to")
      return
    }
    lastPath = path
    do throws(FileReplacement.Failure) {
      try Checkpoint(session).write(to: path)
      saving = .done(path: path, step: session.record.steps)
    } catch {
      saving = .failed("\(error)")
    }
  }
}
