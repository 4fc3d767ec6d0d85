import Learning
import Presentation
import TextCanvas
import Widgets

/// Going back and forth in the time of the run.
extension TrainingModel {
  /// The step that is shown: an earlier one, or the last.
  var shownStep: Int { past?.step ?? curves.crosshair ?? lastStep }

  /// One minibatch on: in the past to the next that was done, now to one that is done for it.
  mutating func goToNextStep() -> [TrainingEffect] {
    guard past != nil else { return [.train(.oneMinibatch)] }
    guard shownStep + 1 < lastStep else {
      goToNow()
      notice = "this is now; n runs the next minibatch"
      return []
    }
    return go(toStep: shownStep + 1)
  }

  /// Shows the run as it was after a step; what goes on is paused.
  mutating func go(toStep number: Int) -> [TrainingEffect] {
    guard lastStep > 0 else {
      notice = "no minibatch has been done yet"
      return []
    }
    guard number >= 0 else {
      notice = "this is the start of the run"
      return []
    }
    let pause: [TrainingEffect] = live.state == .running ? [.train(.togglePause)] : []
    guard number < lastStep || live.state == .running else {
      goToNow()
      return pause
    }
    var moment = PastMoment(step: number)
    // What is shown stays until the replay is there.
    if let shown = past?.replayed { moment.show(shown, of: live) }
    past = moment
    curves.crosshair = number
    return pause + [.replay(step: number)]
  }

  /// Shows the run as it is.
  mutating func goToNow() {
    (past, curves.crosshair) = (nil, nil)
  }

  /// Shows what was replayed, where it is what is to be shown.
  mutating func showPast(_ step: Result<ReplayedStep, ReplayProblem>, number: Int) {
    guard past?.step == number else { return }
    switch step {
    case .success(let step): past?.show(step, of: live)
    case .failure(let problem):
      goToNow()
      notice = problem.message
    }
  }

  /// Notes how fast the run was told to go.
  package mutating func setPace(_ stepsPerSecond: Double?) { pace.set(stepsPerSecond) }

  /// Makes the run faster or slower.
  mutating func changePace(by step: Int) -> [TrainingEffect] {
    pace.change(by: step)
    return applyPace()
  }

  /// Says how fast the run may go, and tells the run.
  mutating func applyPace() -> [TrainingEffect] {
    notice =
      pace.stepsPerSecond.map {
        "at most \(NumberText.short($0)) minibatches a second; + is faster"
      }
      ?? "as fast as it goes; - is slower"
    return [.train(.setPace(pace.stepsPerSecond))]
  }
}
