import Debugging
import Inquiry
import Lessons
package import TextCanvas
import Widgets

/// A lesson whose page is about something on another screen: that screen shows text and question, and the
/// explorer goes on with the lesson.
extension ExplorerModel {
  /// Reads the lesson in an area of another screen; `nil` for its own place again.
  package mutating func showLesson(in area: Rect?, hasFocus: Bool = true) {
    lessonElsewhere = area.map { LessonElsewhere(area: $0, hasFocus: hasFocus) }
    guard lessonElsewhere != nil, !isAnswering else { return }
    // What was open here would take the keys that are meant for the lesson.
    overlay = nil
    (panes.focus, typedCount) = (.lesson, nil)
  }

  /// Whether an answer is being typed.
  package var isAnswering: Bool {
    guard case .prompt(let prompt) = overlay, case .answer = prompt.purpose else { return false }
    return true
  }

  /// Draws the lesson's text where the other screen has room for it.
  package func drawLesson(on canvas: inout Canvas) {
    LessonView(model: self).draw(on: &canvas, in: lessonArea)
  }

  /// Draws the answer that is being typed, and returns where the cursor stands.
  package func drawAnswer(on canvas: inout Canvas, in area: Rect) -> Position? {
    guard isAnswering, case .prompt(let prompt) = overlay else { return nil }
    return PromptView(prompt: prompt, theme: theme).draw(on: &canvas, in: area)
  }

  /// Scrolls the lesson's text.
  package mutating func scrollLesson(by rows: Int) { scroll(.lesson, by: rows) }

  /// Does a command about the lesson that was typed on the other screen, as `lesson hint`.
  package mutating func performInLesson(_ line: String) -> [ExplorerEffect] {
    notice = nil
    do throws(CommandFailure) {
      return performForKey(try DebuggerCommand.parse(line))
    } catch {
      notice = StyledText(error.lines.first ?? "", .warning)
      return []
    }
  }
}
