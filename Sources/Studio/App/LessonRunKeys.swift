import Learning
package import Lessons
import TextCanvas
import TrainingScreen

/// What becomes of the keys that a lesson presses for its reader on the training screen.
package enum LessonRunKeys {
  /// Finds keys that cannot be read, and such that do nothing before the run is looked at.
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
      for keys in page.keys { look(at: keys, &model.training, &check) }
    }
  }

  private static func look(
    at keys: Written, _ model: inout TrainingModel?, _ check: inout LessonCheck
  ) {
    let before = model
    var asksForMore = false
    do throws(KeySequenceError) {
      for event in try KeySequence.parse(keys.text) {
        model?.notice = nil
        let effects = model?.update(event) ?? []
        asksForMore = effects.contains { !$0.isLook } || asksForMore
      }
    } catch {
      return check.add(error.report(in: keys.text), keys.span)
    }
    model?.notice = before?.notice
    if !asksForMore, model == before { check.add("these keys do nothing", keys.span) }
  }
}

extension TrainingEffect {
  /// Whether it only says what is looked at.
  fileprivate var isLook: Bool {
    if case .train(.look) = self { true } else { false }
  }
}
