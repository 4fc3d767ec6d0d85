import Learners
import Learning
import NcursesScreen
import TextCanvas
import TrainingScreen
import Widgets

/// The screen of a learner other than descent on the terminal, and the run behind it.
struct LearnerProgram {
  let training: LearnerTraining
  let dataName: String
  let others: [LearnerCurve]

  /// Claims the terminal, shows the run until somebody quits, and says what came of it.
  func run(_ choices: ScreenChoices) throws {
    let run = LearnerRun()
    do {
      // The screen goes, and with it the terminal comes back, before anything else is printed.
      var screen = try TerminalScreen(
        ScreenOptions(glyphs: choices.glyphSet, colors: choices.colorDepth))
      let waker = screen.waker
      run.start(training.begin, saved: training.save) { waker.wake() }
      var model = LearnerModel(
        training.plan.kind, on: dataName, beside: others, size: screen.size,
        capabilities: choices.adjusted(screen.capabilities))
      Self.follow(run, &model, on: &screen)
    } catch {
      throw Failure(.badInput, error.message)
    }
    run.stopAndWait()
    let snapshot = run.snapshot
    if let point = snapshot.points.last {
      try Console.current.write(point.line(of: training.plan.kind) + "\n")
    }
    if case .failed(let failure) = snapshot.state { throw Failure(failure) }
  }

  /// Shows the model after each event until it wants to quit.
  private static func follow<S: Screen & ~Copyable>(
    _ run: LearnerRun, _ model: inout LearnerModel, on screen: inout S
  ) {
    while true {
      model.snapshot = run.snapshot
      let frame = model.view()
      screen.show(frame.canvas, cursor: frame.cursor)
      guard let event = screen.nextEvent(timeout: nil) else { continue }
      switch model.update(event) {
      case .quit: return
      case .togglePause: run.togglePause()
      case nil: break
      }
    }
  }
}
