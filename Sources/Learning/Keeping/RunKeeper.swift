/// Writes checkpoints and log of a run as its plan says.
package struct RunKeeper {
  /// What came of writing a checkpoint.
  package enum Saving: Hashable, Sendable {
    /// The file holds the run as it was after so many minibatches.
    case done(path: String, step: Int)
    /// Why it could not be written.
    case failed(String)
  }

  private let plan: KeepingPlan
  /// The file that was written last because someone asked for it.
  private var lastPath: String?
  private var log: TrainingLog?
  /// A checkpoint that is to be written as soon as nobody else holds its file.
  private var overdue: Overdue?
  /// What came of the last checkpoint.
  package private(set) var saving: Saving?

  /// Begins the log, with what a resumed run measured before.
  ///
  /// Throws when a file of another kind would be lost.
  package init(_ plan: KeepingPlan, _ session: TrainingSession) throws {
    self.plan = plan
    if let path = plan.path { try ReplaceableFile.checkpoint.require(at: path) }
    try restart(session)
  }

  /// Begins the log again.
  mutating func restart(_ session: TrainingSession) throws {
    (saving, overdue) = (nil, nil)
    guard let path = plan.logPath else { return }
    guard let form = TrainingLog.Form(ofFile: path) else {
      throw TrainingSetupError("the name of a log must end in .csv or .jsonl: \(path)")
    }
    try ReplaceableFile.log(form).require(at: path)
    log = try TrainingLog(at: path, form: form, every: plan.logEvery)
    try log?.write(session.record)
  }

  /// Takes notice of a minibatch: the log grows, and a checkpoint is written when it is due.
  ///
  /// Weights that have diverged, which the next loss will show, do not replace earlier ones.
  /// A checkpoint whose file another program holds is written some minibatches later; at the end of
  /// the run that is waited for. Throws when the log or a checkpoint that was planned cannot be written.
  package mutating func note(_ session: TrainingSession, alerts: [Alert] = []) throws {
    try log?.write(session, alerts: alerts)
    let step = session.record.steps
    guard let path = plan.path, plan.isDue(session) || overdue?.isDue(step) == true,
      session.trainer.isSound
    else { return }
    do throws(FileReplacement.Failure) {
      try Checkpoint(session).write(to: path, waits: session.isFinished)
      saving = .done(path: path, step: step)
      overdue = nil
    } catch {
      guard error.isHeld, !session.isFinished else { throw error }
      saving = .failed("\(path): another program is writing to it; trying again soon")
      overdue = Overdue(after: overdue, step: step)
    }
  }

  /// Takes notice of the alerts of a step that stopped the run.
  package mutating func noteStop(_ session: TrainingSession, alerts: [Alert]) throws {
    try log?.write(alerts, at: session.moment)
  }

  /// Writes a checkpoint because someone asked for it; when it fails the run continues.
  mutating func save(_ session: TrainingSession, to path: String?) {
    guard let path = path ?? lastPath ?? plan.path else {
      saving = .failed("there is no file to save to")
      return
    }
    lastPath = path
    do throws(FileReplacement.Failure) {
      try ReplaceableFile.checkpoint.require(at: path)
      try Checkpoint(session).write(to: path)
      saving = .done(path: path, step: session.record.steps)
    } catch {
      saving = .failed("\(error)")
    }
  }
}

/// When a checkpoint is tried again that could not be written: after 1, 2, 4, … minibatches, so that a
/// file that is held for long costs next to nothing.
private struct Overdue {
  private static let longestDelay = 1024

  private let delay: Int
  private let step: Int

  init(after former: Overdue?, step: Int) {
    delay = min((former?.delay ?? 0) * 2 + 1, Self.longestDelay)
    self.step = step + delay
  }

  func isDue(_ step: Int) -> Bool { step >= self.step }
}
