import Autodiff
import Debugging
import Formula
import Inquiry
import Learning
import Lessons
import Presentation
import Syntax
import TextCanvas

/// What a line means to a lesson.
enum LessonWords: Equatable {
  case command(DebuggerCommand)
  /// Something to be said of how lines are read here.
  case advice([String])
}

/// A lesson line by line: while a question waits a line is its answer, and an empty one goes on.
extension PlainConversation {
  /// The lesson that is given, also while something else is looked at.
  var waitingLesson: LessonSession? {
    model.lesson ?? model.detour.waiting.lazy.compactMap(\.lesson).first
  }

  /// What a line means to the lesson; `nil` for a command of the debugger, which begins with a colon.
  func lessonWords(_ line: String) -> LessonWords? {
    let text = line.trimmed
    guard !text.hasPrefix(":") else { return lessonWords(afterColon: text.dropFirst()) }
    switch text {
    case "", "next": return .command(.lesson(.next))
    case "hint": return .command(.lesson(.hint))
    case "back": return .command(.lesson(.previous))
    case "restart": return .command(.lesson(.restart))
    case "help": return .advice(Self.usage)
    default: break
    }
    let words = text.split(separator: " ").map(String.init)
    switch words.first {
    case "page"? where words.count == 2: return .command(.lesson(.page(Int(words[1]) ?? 0)))
    case "quit"?, "q"?, "exit"?: return nil
    default:
      return waitingLesson?.isAsking == true
        ? .command(.answer(line)) : .advice(["nothing is asked here"] + Self.usage)
    }
  }

  /// What moves the lesson or answers its question is so behind a colon, too.
  private func lessonWords(afterColon text: Substring) -> LessonWords? {
    guard let command = try? DebuggerCommand.parse(String(text)) else { return nil }
    switch command {
    case .lesson, .answer(.some): return .command(command)
    default: return nil
    }
  }

  private static let usage = [
    "a line is the answer to the question that waits; ? if you are not sure, hint for a hint",
    "an empty line goes on, back goes back, page 3 opens page 3, restart begins again, quit ends",
    "a command of the debugger begins with a colon: :list, :help",
  ]

  /// Does what a line means, and says what the page or the answer led to.
  mutating func continueLesson(_ words: LessonWords, _ answer: inout Response) {
    switch words {
    case .advice(let lines): answer.lines += lines
    case .command(let command):
      comeBackToLesson(&answer)
      continueLesson(command, &answer)
    }
  }

  /// Leaves what was opened on top of the lesson's program.
  private mutating func comeBackToLesson(_ answer: inout Response) {
    while model.lesson == nil, let reply = try? model.performAtOnce(.leaveDetour) {
      answer.lines += reply.answer.lines.map(\.text.plain)
    }
  }

  private mutating func continueLesson(_ command: DebuggerCommand, _ answer: inout Response) {
    if command == .lesson(.next), let path = model.lesson?.path {
      perform([.file(.refreshLesson(path: path))], &answer)
    }
    let before = model.lesson
    do throws(CommandFailure) {
      model.notice = nil
      let reply = try model.performAtOnce(command)
      while model.isBusy { model.proceed() }
      if let session = model.lesson, before?.page != session.page || command.opensPage {
        let isSameSubject =
          before?.stage?.number == session.stage?.number
          && before?.moment?.run == session.moment?.run
        answer.lines += lessonPage(withHead: !isSameSubject)
      } else {
        answer.lines += newReplies(since: before, by: command).map(\.text)
        if before?.moment != model.lesson?.moment { answer.lines += lessonNumbers }
      }
      if before?.isAsking == true, model.lesson?.isAsking == false, case .answer = command {
        answer.lines.append(howToGoOn)
      }
      if let notice = model.notice?.plain { answer.lines.append(notice) }
      perform(reply.effects, &answer)
    } catch {
      answer.lines += error.lines
    }
  }

  /// What the lesson is called.
  var lessonTitle: [String] { model.lesson.map { [$0.lesson.title] } ?? [] }

  /// All of a page: which one it is, what it is about, what the graph would show, and the text.
  func lessonPage(withHead hasHead: Bool) -> [String] {
    guard let session = model.lesson else { return [] }
    return [session.status] + (hasHead ? lessonHead : []) + lessonNumbers + lessonLines
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
          : howToGoOn
      ]
  }

  private var howToGoOn: String {
    model.lesson?.isLastPage == true
      ? "(an empty line ends the lesson)" : "(an empty line goes on)"
  }
}

extension DebuggerCommand {
  /// Whether a page of a lesson is opened by it, be it the same one.
  fileprivate var opensPage: Bool {
    switch self {
    case .lesson(.restart), .lesson(.page), .lesson(.previous): true
    default: false
    }
  }
}
