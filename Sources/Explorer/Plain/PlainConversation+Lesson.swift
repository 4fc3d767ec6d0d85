import Debugging
import Formula
import Inquiry
import Lessons
import TextCanvas

// A lesson line by line: while a question waits a line is its answer, and an empty one goes on.
extension PlainConversation {
  /// What a line means to the lesson; `nil` for a command of the debugger, such as one that begins
  /// with a colon.
  func lessonCommand(_ line: String) -> DebuggerCommand? {
    let words = line.trimmed.split(separator: " ").map(String.init)
    switch words.first {
    case nil, "next"?: return .lesson(.next)
    case "hint"?: return .lesson(.hint)
    case "back"?: return .lesson(.previous)
    case "restart"?: return .lesson(.restart)
    case "page"? where words.count == 2: return .lesson(.page(Int(words[1]) ?? 0))
    case "quit"?, "q"?, "exit"?: return nil
    default:
      guard model.lesson?.isAsking == true, !line.hasPrefix(":") else { return nil }
      return .answer(line)
    }
  }

  /// Does what a line means, and says what the page or the answer led to.
  mutating func continueLesson(_ command: DebuggerCommand, _ answer: inout Response) {
    let before = model.lesson
    do throws(CommandFailure) {
      model.notice = nil
      let reply = try model.performAtOnce(command)
      while model.isBusy { model.proceed() }
      if let session = model.lesson, before?.page != session.page || command == .lesson(.restart) {
        let isSameProgram = before?.stage?.number == session.stage?.number
        answer.lines += (isSameProgram ? [] : lessonHead) + [session.status] + lessonLines
      } else {
        let known = command == .lesson(.hint) ? before?.replies.count ?? 0 : 0
        answer.lines += (model.lesson?.replies ?? []).dropFirst(
          command == .lesson(.hint) ? min(known, (model.lesson?.replies.count ?? 1) - 1) : 0
        ).map(\.text)
      }
      if let notice = model.notice?.plain { answer.lines.append(notice) }
      perform(reply.effects, &answer)
    } catch {
      answer.lines += error.lines
    }
  }

  /// The program that a page is about.
  var lessonHead: [String] {
    guard model.lesson?.stage != nil else { return [] }
    return ["program: \(model.program.headline)"]
  }

  /// What is to be read on the page, and what a line can be.
  var lessonLines: [String] {
    guard let session = model.lesson else { return [] }
    return session.lines.map(\.text)
      + [
        session.isAsking
          ? "(type the answer, ? if you are not sure, hint, or a command after a colon)"
          : session.isLastPage ? "(an empty line ends the lesson)" : "(an empty line goes on)"
      ]
  }
}
