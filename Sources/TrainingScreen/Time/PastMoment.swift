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

/// How many steps a second a run is held to.
struct Pace: Hashable, Sendable {
  /// From the slowest to the fastest; beyond the last one a run is not held back.
  private static let all: [Double] = [1, 2, 5, 10, 25, 100, 500]
  private(set) var stepsPerSecond: Double?

  /// The next faster or slower one.
  mutating func change(by step: Int) {
    let place = stepsPerSecond.flatMap { pace in Self.all.firstIndex { $0 >= pace } }
    let wanted = (place ?? Self.all.count) + step
    stepsPerSecond = Self.all.indices.contains(max(wanted, 0)) ? Self.all[max(wanted, 0)] : nil
  }

  /// A pace of its own; `nil` for none.
  mutating func set(_ stepsPerSecond: Double?) { self.stepsPerSecond = stepsPerSecond }
}
