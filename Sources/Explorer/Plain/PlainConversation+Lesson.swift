import Autodiff
import Debugging
import Formula
import Inquiry
import Learning
import Lessons
import Presentation
import Syntax
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
    if command == .lesson(.next), let path = model.lesson?.path {
      perform([.file(.refreshLesson(path: path))], &answer)
    }
    let before = model.lesson
    do throws(CommandFailure) {
      model.notice = nil
      let reply = try model.performAtOnce(command)
      while model.isBusy { model.proceed() }
      if let session = model.lesson, before?.page != session.page || command == .lesson(.restart) {
        let isSameSubject =
          before?.stage?.number == session.stage?.number
          && before?.moment?.run == session.moment?.run
        answer.lines +=
          (isSameSubject ? [] : lessonHead) + [session.status] + lessonNumbers + lessonLines
      } else {
        answer.lines += newReplies(since: before, by: command).map(\.text)
        if before?.moment != model.lesson?.moment { answer.lines += lessonNumbers }
      }
      if let notice = model.notice?.plain { answer.lines.append(notice) }
      perform(reply.effects, &answer)
    } catch {
      answer.lines += error.lines
    }
  }

  /// What was said to an answer; of hints only those that were not there before, or else the last.
  private func newReplies(
    since before: LessonSession?, by command: DebuggerCommand
  ) -> [LessonLine] {
    let replies = model.lesson?.replies ?? []
    guard command == .lesson(.hint), let last = replies.lastIndex(where: { $0.kind == .hint })
    else { return replies }
    let known = before?.replies ?? []
    let new = replies.filter { !known.contains($0) }
    return new.isEmpty ? Array(replies[last...]) : new
  }

  /// The program or the run that a page is about.
  var lessonHead: [String] {
    if let run = model.lesson?.moment?.run { return ["training: \(run.headline)"] }
    guard model.lesson?.stage != nil else { return [] }
    return ["program: \(model.program.headline)"]
  }

  /// So many nodes are told with their numbers on a page.
  private static let mostNodes = 12

  /// What the graph would show: the nodes with the numbers that they have by now; or what the training
  /// screen would.
  var lessonNumbers: [String] {
    if let figures = model.lesson?.figures { return ["  \(figures.sentence)"] }
    guard model.lesson?.stage != nil else { return [] }
    let nodes = model.timeline.graph.liveNodes
    let lines = nodes.prefix(Self.mostNodes).map { node in
      let numbers = Quantity.shown(in: model.mode).compactMap { quantity in
        number(quantity, of: node).map { "\(quantity.word) \($0)" }
      }
      return "  \(model.text.definition(of: node))"
        + (numbers.isEmpty ? "" : ": \(numbers.joined(separator: ", "))")
    }
    let rest = nodes.count - lines.count
    return lines + (rest > 0 ? ["  … and \(rest.counted("more node")); :list shows all"] : [])
  }

  private func number(_ quantity: Quantity, of node: NodeID) -> String? {
    guard model.timeline.has(quantity, node) else { return nil }
    guard !model.leavesOut(quantity, of: node) else { return "?" }
    return TensorText.short(
      model.timeline.numbers(quantity, of: node), elements: TensorText.boxLimit)
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
