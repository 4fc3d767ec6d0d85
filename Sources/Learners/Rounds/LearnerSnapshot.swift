package import Learning

/// All that a screen shows of a learner, taken at one moment between two steps.
package struct LearnerSnapshot: Hashable, Sendable {
  /// What the run does.
  package enum State: Hashable, Sendable {
    case loading
    case running
    case paused
    case finished
    case failed(TrainingFailure)
  }

  package var state = State.loading
  package var step = 0
  /// From 0 to 1.
  package var progress = 0.0
  package var points: [LearnerPoint] = []
  package var picture = LearnerPicture.nothing
  /// How many pictures there have been.
  private var pictures = 0

  package init() {}

  /// Takes over where a session is; pictures are made only where there is something new to see.
  package mutating func update(from session: LearnerSession) {
    step = session.learner.step
    progress = session.learner.progress
    guard pictures != session.pictures else { return }
    pictures = session.pictures
    points = session.points
    picture = session.learner.picture
  }
}
