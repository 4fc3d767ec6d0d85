import Learning

/// An earlier moment of the run that the panes show in place of now.
struct PastMoment: Hashable, Sendable {
  /// The step that was the last one then; 0 before the first.
  let step: Int
  /// What was replayed; `nil` until that is done.
  private(set) var replayed: ReplayedStep?
  /// The run as it was then, once that is known.
  private(set) var snapshot: TrainingSnapshot?

  init(step: Int) { self.step = step }

  /// Shows what was replayed, on the run as it is now.
  mutating func show(_ step: ReplayedStep, of live: TrainingSnapshot) {
    replayed = step
    snapshot = live.asOf(step)
  }

  /// Follows what happens beside: the curves grow, another digit is read.
  mutating func follow(_ live: TrainingSnapshot) {
    guard let replayed else { return }
    snapshot = live.asOf(replayed)
  }
}
