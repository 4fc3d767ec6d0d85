import Learning
package import Lessons
import TextCanvas
import TrainingScreen

/// What becomes of the keys that a lesson presses for its reader on the training screen.
package enum LessonRunKeys {
  /// Finds keys that cannot be read, and such that do nothing where the run stands when the page begins.
  package static func check(_ lesson: Lesson, _ check: inout LessonCheck) {
    guard let play = try? LessonPlay(lesson, seed: "1") else { return }
    for (number, page) in lesson.pages.enumerated()
    where !page.keys.isEmpty && play.runPlace(ofPage: number) != nil {
      var session = LessonSession(play)
      session.go(to: number)
      var model = AppModel(size: Size(width: 120, height: 40))
      do {
        try model.open(session, pressesKeys: false)
      } catch {
        continue
      }
      let keeper = trainRun(of: &model)
      for keys in page.keys { look(at: keys, &model, keeper, &check) }
    }
  }

  /// Has the run come to where the page begins, so that its steps can be replayed.
  private static func trainRun(of model: inout AppModel) -> ReplayKeeper? {
    let training = TrainingPort.atOnce
    for case .beginRun(let run, let step, let wishes) in model.takeWaitingEffects() {
      training.begin(run, step, wishes, Waker {})
      model.show(training.snapshot())
    }
    return training.history().map { ReplayKeeper($0) }
  }

  private static func look(
    at keys: Written, _ model: inout AppModel, _ keeper: ReplayKeeper?, _ check: inout LessonCheck
  ) {
    let before = model.training
    do throws(KeySequenceError) {
      for event in try KeySequence.parse(keys.text) {
        model.training?.notice = nil
        for case .replay(let number) in model.training?.update(event) ?? [] {
          let step = StepOrder(number: number, keeper: keeper).answer { false }
          if let step { model.show(step) }
        }
      }
    } catch {
      return check.add(error.report(in: keys.text), keys.span)
    }
    model.training?.notice = before?.notice
    if model.training == before { check.add("these keys do nothing", keys.span) }
  }
}
