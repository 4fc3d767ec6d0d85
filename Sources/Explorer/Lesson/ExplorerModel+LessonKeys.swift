import Autodiff
import Debugging
import Formula
import Inquiry
import Lessons
import Presentation
package import TextCanvas
import Widgets

// What keys do while a lesson is given, and what its questions keep them from.
extension ExplorerModel {
  /// What Enter does in a lesson; `nil` for other keys, and where it is for something else.
  mutating func pressInLesson(_ key: Key) -> [ExplorerEffect]? {
    guard key == .enter, let lesson, frame.focus == .lesson || answersFromGraph else { return nil }
    typedCount = nil
    let refreshing = lesson.path.map { [ExplorerEffect.file(.refreshLesson(path: $0))] } ?? []
    return refreshing + performForKey(lesson.isAsking ? .answer(nil) : .lesson(.next))
  }

  /// Whether Enter has nothing to look into beside the lesson, so that it answers the waiting question.
  private var answersFromGraph: Bool {
    guard lesson?.isAsking == true, frame.focus != .watch, tensorPane == nil, units == nil else {
      return false
    }
    guard let item = selection.flatMap({ outline.item(of: $0) }) else { return true }
    return item.group == nil && !item.isTensor
  }

  /// Whether Escape leads from the graph, or from what is there in its place, back to the lesson's text.
  var leadsToLesson: Bool {
    let isAtGraph = frame.focus == .graph || frame.graph.isEmpty && frame.focus != .lesson
    return lesson != nil && lessonElsewhere == nil && isAtGraph && !panes.isAlone
      && tensorPane == nil && units == nil
  }

  /// Opens the line in which the question is answered, with the question in sight.
  mutating func openAnswer(to session: LessonSession) {
    overlay = .prompt(Prompt(.answer(lastChoice: session.lastChoice), text: ""))
    if frame.focus != .lesson { focus(on: .lesson) }
    let view = LessonView(model: self)
    if let first = view.firstRowOfQuestion(in: lessonArea) { panes.firstRows[.lesson] = first }
  }

  /// The part of the lesson's pane that the line leaves in which it is answered.
  var lessonArea: Rect {
    let area = frame.lesson
    guard isAnswering, case .prompt(let prompt) = overlay else { return area }
    let top = PromptView(prompt: prompt, theme: theme).box(in: Rect(size)).y
    guard top < area.maxY, top - area.y >= Self.fewestLessonRows else { return area }
    return Rect(x: area.x, y: area.y, width: area.width, height: top - area.y)
  }

  /// A pane with a single row of text has so many, with its frame.
  private static let fewestLessonRows = 3

  /// Scrolls the lesson while it is answered; `false` for a key that does something else.
  mutating func scrollWhileAnswering(_ key: Key) -> Bool {
    guard isAnswering else { return false }
    let page = max(LessonView(model: self).window(in: lessonArea).shown - 1, 1)
    switch key {
    case .up: scroll(.lesson, by: -1)
    case .down: scroll(.lesson, by: 1)
    case .pageUp: scroll(.lesson, by: -page)
    case .pageDown: scroll(.lesson, by: page)
    default: return false
    }
    return true
  }

  /// While a prediction waits for its answer, time goes no further than where it was asked.
  mutating func performWhileAsking(
    _ command: DebuggerCommand
  ) throws(CommandFailure) -> Reply? {
    guard let session = lesson, let limit = session.stage?.position, detour.waiting.isEmpty else {
      return nil
    }
    let isForward: Bool
    switch command {
    case .travel(let way, _): isForward = way.isForward
    case .run(let forward, _): isForward = forward
    case .animate: isForward = true
    case .goTo(let position): isForward = position > limit
    case .changeMode, .check: isForward = true
    default: isForward = false
    }
    guard isForward else { return nil }
    let wish = CommandFailure(
      "predict first: press Enter and type your answer, or ? if you are not sure")
    guard case .travel = command, timeline.position < limit else { throw wish }
    lesson = nil
    defer { lesson = session }
    let reply = try performAtOnce(command)
    if timeline.position > limit { goTo(limit) }
    return reply
  }

  /// Refuses what would say the number that is to be predicted, wherever time stands.
  func refuseWhatIsPredicted(_ command: DebuggerCommand) throws(CommandFailure) {
    guard let lesson, lesson.holdsTime, lesson.stage != nil, detour.waiting.isEmpty else { return }
    switch command {
    case .ask(.reach), .ask(.costs): return
    case .ask, .check, .nudge, .plot, .useEngine, .descend, .derivative, .hessianProduct: break
    case _ where changesMode(command): break
    default: return
    }
    throw CommandFailure("predict first: this would show what is asked for")
  }

  /// Whether the same derivatives would come in another way, as tangents in place of adjoints.
  func changesMode(_ command: DebuggerCommand) -> Bool {
    switch command {
    case .changeMode: true
    case .set(ExplorerOption.mode.rawValue, _):
      scope.node(named: ExplorerOption.mode.rawValue) == nil
    default: false
    }
  }
}

// What the last line says.
extension ExplorerModel {
  /// What Enter does while the lesson has the focus, or how one comes back to a question that waits.
  package var lessonHint: StyledText? {
    guard let lesson, !isStill, overlay == nil else { return nil }
    let hasFocus = frame.focus == .lesson
    guard lesson.isAsking, let question = lesson.lesson.pages[lesson.page].question else {
      return hasFocus ? hintOfReading(lesson) : nil
    }
    guard hasFocus || lessonElsewhere == nil else { return nil }
    let text = lesson.play.text(question.prompt, onPage: lesson.page).replacing("`", with: "")
    let how = hasFocus ? ": answer (then ? if not sure)  " : ": back to the question  "
    let key = hasFocus ? "Enter" : "Esc"
    let room = max(size.width - how.columns - key.columns - 2, 8)
    return StyledText(key, .keyHint) + StyledText(how, .muted)
      + StyledText(text.truncated(toColumns: room), .strong)
  }

  private func hintOfReading(_ lesson: LessonSession) -> StyledText {
    let next = lesson.isLastPage ? " ends the lesson" : " goes on"
    return StyledText("Enter", .keyHint) + StyledText("\(next)  ", .muted)
      + StyledText("Tab", .keyHint)
      + StyledText(lessonElsewhere == nil ? " graph  " : " panes  ", .muted)
      + StyledText("?", .keyHint) + StyledText(" help  ", .muted)
      + StyledText("q", .keyHint) + StyledText(" quit", .muted)
  }

  /// The key that is the lesson's while another pane has the focus, in front of the keys of that.
  package var lessonKeyHint: StyledText? {
    guard let lesson, !isStill, overlay == nil, frame.focus != .lesson else { return nil }
    guard lessonElsewhere != nil else {
      return StyledText("Esc", .keyHint) + StyledText(" lesson  ", .muted)
    }
    let what = lesson.isAsking ? " answers" : lesson.isLastPage ? " ends the lesson" : " goes on"
    return StyledText("Enter", .keyHint) + StyledText("\(what)  ", .muted)
  }
}

extension LessonSession {
  /// The letter of the last choice of the page's question, if it has choices.
  fileprivate var lastChoice: String? {
    let count = lesson.pages[page].question?.choices.count ?? 0
    return count > 0 ? Choice.letter(count - 1) : nil
  }
}

extension Travel {
  fileprivate var isForward: Bool {
    switch self {
    case .nextNode, .nextEvent, .finishSweep, .runToSelection, .goToEnd: true
    case .previousNode, .previousEvent, .unwindSweep, .runBackToSelection, .goToStart: false
    }
  }
}
