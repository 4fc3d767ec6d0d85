import Learning

extension TrainingModel {
  /// The evaluation that belongs to the moment that is shown: the last one up to then.
  var shownTest: TrainingRecord.TestPoint? {
    let tests = live.record.tests
    guard let past else { return tests.last }
    return tests.last { $0.moment.step <= past.step } ?? tests.first
  }
}
