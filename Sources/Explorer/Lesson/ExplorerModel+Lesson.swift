import Autodiff
import Basics
import Debugging
import Formula
package import Inquiry
package import Lessons
package import Presentation
package import TextCanvas
import Widgets

extension ExplorerModel {
  /// The explorer with a lesson, on the page where that stands; one that has no program is shown
  /// beside the smallest one there is.
  package init(
    _ lesson: LessonSession, size: Size, capabilities: Capabilities = Capabilities(),
    notation: Notation = .bar, pressesKeys: Bool = true
  ) throws(CommandFailure) {
    do {
      let stage = try lesson.stage?.stage ?? lesson.firstStage ?? Stage(try Program("x = 1"))
      try self.init(
        stage.program, size: size, capabilities: capabilities, notation: notation,
        mode: stage.mode)
    } catch {
      throw CommandFailure("\(error)")
    }
    self.lesson = lesson
    panes.focus = .lesson
    // The panes share less room now than when the graph was laid out.
    requestDrawing()
    showLessonPage(pressesKeys: pressesKeys)
  }

  /// Goes on or elsewhere in the lesson.
  mutating func lesson(_ move: LessonMove) throws(CommandFailure) -> Reply {
    guard var session = lesson else { throw Self.noLesson }
    switch move {
    case .hint:
      do throws(AnswerProblem) {
        try session.askForHint()
      } catch {
        throw CommandFailure(error.message)
      }
      lesson = session
      showEndOfLesson()
      return Reply()
    case .next where session.isAsking:
      throw CommandFailure("a question waits: answer it, or answer ? if you are not sure")
    case .next: session.goOn()
    case .previous: session.go(to: session.page - 1)
    case .page(let number):
      guard (1...session.lesson.pages.count).contains(number) else {
        throw CommandFailure("the lesson has pages 1 to \(session.lesson.pages.count)")
      }
      session.go(to: number - 1)
    case .restart: session.restart(session.play)
    }
    let isOver = session.progress.isDone && move == .next && session.page == lesson?.page
    lesson = session
    if isOver {
      notice = StyledText(
        "The lesson is done: \(session.pointsText). \(canGoBack ? "Esc goes back" : "q quits").",
        .success)
    } else {
      showLessonPage()
    }
    return Reply(effects: keepingProgress)
  }

  private static let noLesson = CommandFailure(
    "no lesson is open; retrograde lesson lists them")

  /// Takes an answer to the question of the page, or asks for one.
  mutating func answerLesson(_ text: String?) throws(CommandFailure) -> Reply {
    guard var session = lesson else { throw Self.noLesson }
    guard let text else {
      guard session.isAsking else { throw CommandFailure("nothing is asked here; Enter goes on") }
      openAnswer(to: session)
      return Reply()
    }
    do throws(AnswerProblem) {
      try session.answer(text)
    } catch {
      throw CommandFailure(error.message)
    }
    lesson = session
    if !session.isAsking, let position = session.play.positionAfter(page: session.page),
      detour.waiting.isEmpty, timeline.position < position
    {
      goTo(position)
    }
    showEndOfLesson()
    return Reply(effects: keepingProgress)
  }

  private var keepingProgress: [ExplorerEffect] {
    guard let lesson else { return [] }
    return [.file(.keepProgress(lesson.progress.json, lesson: lesson.path ?? lesson.lesson.name))]
  }

  /// Scrolls the lesson so that what was said last is seen.
  private mutating func showEndOfLesson() {
    panes.firstRows[.lesson] = .max / 2
  }
}

// What a page shows.
extension ExplorerModel {
  /// Opens the program of the page, goes to where it begins and presses its keys.
  mutating func showLessonPage(pressesKeys: Bool = true) {
    guard let lesson else { return }
    overlay = nil
    if let stage = lesson.stage {
      if !shows(stage.stage) { replace(with: stage.stage) }
      timeline.seek(to: stage.position)
      refreshAfterTravel()
    }
    closeWhatIsHidden()
    // Those of a page about a run are for another screen.
    if pressesKeys, lesson.moment == nil {
      press(lesson.lesson.pages[lesson.page].keys.map { $0.text })
    }
    panes.focus = .lesson
    panes.firstRows[.lesson] = 0
    notice = nil
  }

  /// Whether the explorer holds the program of a page, as the lesson has it.
  private func shows(_ stage: Stage) -> Bool {
    detour.waiting.isEmpty && mode == stage.mode && program == stage.program
      && debugger.whatIf.held.isEmpty && debugger.whatIf.seeds.isEmpty
  }

  /// Puts another program in place of this one, which was the lesson's too.
  private mutating func replace(with stage: Stage) {
    guard
      var model = try? ExplorerModel(
        stage.program, size: size, capabilities: screenCapabilities, notation: notation,
        mode: stage.mode)
    else { return }
    model.capabilities = capabilities
    model.canGoBack = canGoBack
    model.showsPoints = showsPoints
    model.debugger.history = debugger.history
    if debugger.checks.isRunning { debugger.checks.forget() }
    model.debugger.checks.follow(debugger.checks)
    // A layout of the other program that is still being worked out is none of this one.
    _ = model.graphSight.follow(graphSight)
    model.errand = errand
    model.lesson = lesson
    model.requestDrawing()
    self = model
  }

  /// Presses keys for the reader. What they ask for outside is not done.
  private mutating func press(_ keys: [String]) {
    panes.focus = .graph
    for text in keys {
      for event in (try? KeySequence.parse(text)) ?? [] {
        _ = update(event)
        while isBusy { proceed() }
      }
    }
  }

  /// What became of keys that were tried.
  enum KeyOutcome: Equatable {
    case nothing, something
    /// What was said to be wrong.
    case refused(String)
  }

  /// Presses keys, and says whether they change anything of what is shown, or ask for something
  /// outside.
  mutating func tryKeys(_ keys: String) -> KeyOutcome {
    panes.focus = .graph
    let before = self
    var asksForMore = false
    var complaint: String?
    for event in (try? KeySequence.parse(keys)) ?? [] {
      asksForMore = !update(event).isEmpty || asksForMore
      while isBusy { proceed() }
      if let notice, notice.parts.contains(where: { $0.role == .warning || $0.role == .alarm }) {
        complaint = notice.plain
      }
    }
    if case .prompt(let prompt) = overlay { complaint = prompt.problem.first ?? complaint }
    notice = nil
    if let complaint { return .refused(complaint) }
    return asksForMore || self != before ? .something : .nothing
  }

  /// Takes over the text of the lesson's file, if it has changed and can be read.
  mutating func refreshLesson(_ text: String) {
    guard var session = lesson, text != session.refusedText else { return }
    guard Array(text.utf8) != session.lesson.source.bytes else {
      // It is as it was; the next error is to be said, whichever it is.
      lesson?.refusedText = nil
      return
    }
    do {
      let read = try Lesson(
        text, name: session.lesson.name, origin: session.lesson.source.origin)
      session.replace(try LessonPlay(read, seed: session.play.seed))
      lesson = session
      showLessonPage()
      notice = StyledText("the lesson's file has changed and was read again", .muted)
    } catch {
      lesson?.refusedText = text
      warn(of: error)
    }
  }

  /// Says once that the lesson's file cannot be taken over; above a line that is being typed, which
  /// covers the notice.
  private mutating func warn(of failure: LessonFailure) {
    guard let error = failure.errors.first else { return }
    let line = failure.source.position(of: error.span.lowerBound).line
    let message =
      "the lesson's file has an error in line \(line); the version before is shown "
      + "(\(error.message))"
    guard case .prompt(var prompt) = overlay else {
      notice = StyledText(message, .warning)
      return
    }
    prompt.problem = [message]
    overlay = .prompt(prompt)
  }
}

// What a page leaves out.
extension ExplorerModel {
  /// Whether a lesson's page keeps a node's number to itself until its question is answered. What is
  /// given stands in the program anyway.
  func leavesOut(_ quantity: Quantity, of node: NodeID) -> Bool {
    guard let hidden = lesson?.hidden, detour.waiting.isEmpty else { return false }
    return switch quantity {
    case .value: hidden.contains(.val) && timeline.graph.operation(of: node) != .input
    case .adjoint: hidden.contains(.adj)
    case .tangent: false
    }
  }

  /// Whether arrows have no numbers until the question of a lesson's page is answered.
  var leavesOutPartials: Bool {
    detour.waiting.isEmpty && lesson?.hidden.contains(.partial) ?? false
  }
}
