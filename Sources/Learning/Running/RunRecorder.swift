/// Takes notice of each step of a run: its record, the states by which it can be replayed, and the rules
/// that it breaks.
///
/// A run without it measures nothing.
package struct RunRecorder {
  package let history: RunHistory
  private var watch: AlertWatch
  /// The rules that the last step broke.
  package private(set) var newAlerts: [Alert] = []

  /// Begins to record a session that has just begun.
  ///
  /// - Parameter megabytes: What the states may take that are kept for replaying.
  package init(
    _ session: TrainingSession, megabytes: Int = RunHistory.usualMegabytes, from kept: KeptRun?
  ) {
    session.trainer.measuresNorms = true
    history = RunHistory(session, megabytes: megabytes, startsFromSeed: kept == nil)
    watch = AlertWatch(session)
  }

  /// Does the next minibatch of a session, and takes notice of it.
  ///
  /// Throws ``TrainingStopped`` when the loss is no longer a number, which is noticed too.
  package mutating func step(_ session: inout TrainingSession) throws {
    do {
      try session.step()
    } catch let stop as TrainingStopped {
      history.note(stop, session)
      note(watch.alerts(at: stop, of: session))
      throw stop
    } catch let held as UpdateHeld {
      history.noteHeld()
      throw held
    }
    history.note(session)
    note(watch.alerts(after: session))
  }

  private mutating func note(_ alerts: [Alert]) {
    newAlerts = alerts
    history.note(alerts)
  }

  /// Takes notice of a change that was made between two steps.
  package func note(_ change: RunHistory.Change) { history.note(change) }
}
