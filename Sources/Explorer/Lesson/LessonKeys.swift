import Autodiff
package import Lessons
import TextCanvas

/// What becomes of the keys that a lesson presses for its reader in the explorer.
package enum LessonKeys {
  /// Finds keys that cannot be read, that fail, that do nothing, or that lead away from where a question about
  /// the next event is asked.
  package static func check(_ lesson: Lesson, _ check: inout LessonCheck) {
    guard lesson.pages.contains(where: { !$0.keys.isEmpty }),
      let play = try? LessonPlay(lesson, seed: "1")
    else { return }
    for (number, page) in lesson.pages.enumerated()
    where !page.keys.isEmpty && play.runPlace(ofPage: number) == nil {
      var session = LessonSession(play)
      session.go(to: number)
      let size = Size(width: 120, height: 40)
      guard var bare = try? ExplorerModel(session, size: size, pressesKeys: false),
        let shown = try? ExplorerModel(session, size: size)
      else { continue }
      for keys in page.keys {
        look(at: keys, &bare, &check)
      }
      if let question = page.question,
        question.answer == .nextNumber || question.answer == .nextNode,
        shown.timeline.position != session.stage?.position, let keys = page.keys.first
      {
        check.add("these keys lead to another event than the one that is asked about", keys.span)
      }
    }
  }

  /// Presses keys where those before them have led.
  private static func look(
    at keys: Written, _ model: inout ExplorerModel, _ check: inout LessonCheck
  ) {
    do throws(KeySequenceError) {
      _ = try KeySequence.parse(keys.text)
    } catch {
      return check.add(error.report(in: keys.text), keys.span)
    }
    switch model.tryKeys(keys.text) {
    case .something: break
    case .nothing: check.add("these keys do nothing", keys.span)
    case .refused(let complaint):
      check.add("these keys are answered by an error: \(complaint)", keys.span)
    }
  }
}
