import Learning

extension TrainingModel {
  /// How far the run has come, in a few words: `epoch 2`.
  package var moment: String? {
    live.state == .loading ? nil : "epoch \(min(live.epoch + 1, live.epochs))"
  }

  /// The evaluation that belongs to the moment that is shown: the last one up to then.
  var shownTest: TrainingRecord.TestPoint? {
    let tests = live.record.tests
    guard let past else { return tests.last }
    return tests.last { $0.moment.step <= past.step } ?? tests.first
  }
}
