import Autodiff
import Basics
import Debugging
import Formula
import Lessons
import Testing
import TextCanvas
import Widgets

@testable import Explorer

/// Lessons on the explorer's screen and line by line.
@Suite struct LessonScreenTests {
  private func session(_ name: String) throws -> LessonSession {
    LessonSession(
      try LessonPlay(try #require(BuiltInLesson.named(name)).lesson(), seed: "anna"))
  }

  private func model(
    _ name: String, size: Size = Size(width: 120, height: 40)
  ) throws -> ExplorerModel {
    var model = try ExplorerModel(try session(name), size: size)
    model.finishLayout()
    return model
  }

  /// The right answer as somebody types it.
  private func right(_ play: LessonPlay, _ number: Int) -> String {
    switch play.questions[number].right {
    case .number(let number): number.typed
    case .choice(let right): Choice.letter(right.min() ?? 0)
    case .formula: "d + 2*c*x"
    case .node, .path: play.rightAnswer(number)
    }
  }

  @Test func `one prediction leads to the reused variable's lesson in a few keys`() throws {
    var model = try model("reused-variable")
    let keys = try KeySequence.parse("Enter '16' Enter")
    #expect(keys.count <= 10)
    for key in keys { model.press(key) }
    let said = try #require(model.lesson?.replies.map(\.text).joined(separator: " "))
    #expect(said.contains("Two contributions are added"))
    #expect(model.rows.joined().contains("Two contributions are added"))
    #expect(model.timeline.position == model.timeline.count)
  }

  @Test(
    arguments: BuiltInLesson.all.map(\.name),
    [Size(width: 80, height: 24), Size(width: 120, height: 40)])
  func `a lesson is played to its end with keys`(_ name: String, _ size: Size) throws {
    var model = try model(name, size: size)
    var presses = 0
    while let lesson = model.lesson, !lesson.progress.isDone, presses < 200 {
      presses += 1
      if lesson.isAsking, let question = lesson.question {
        let answer = right(lesson.play, question)
        // What the lesson's own keys opened takes the keys until it is closed.
        if case .answer = model.overlay { try model.press("Escape") }
        let quote = answer.contains("'") ? "\"" : "'"
        try model.press("Enter \(quote)\(answer)\(quote) Enter")
        #expect(model.lesson?.isAsking == false, "\(answer): \(model.rows.joined(separator: "\n"))")
      } else {
        try model.press("Enter")
      }
    }
    let lesson = try #require(model.lesson)
    #expect(lesson.progress.isDone)
    #expect(lesson.progress.points == Double(lesson.lesson.points))
    #expect(model.notice?.plain.contains("The lesson is done") == true)
  }

  @Test(arguments: BuiltInLesson.all.map(\.name))
  func `a lesson is played to its end line by line`(_ name: String) throws {
    let session = try session(name)
    var conversation = PlainConversation(
      try ExplorerModel(session, size: Size(width: 80, height: 24)), files: .none)
    #expect(conversation.greeting.lines.contains { $0.contains(session.lines[0].text) })
    var last: [String] = []
    for page in session.lesson.pages.indices {
      if let question = session.play.question(onPage: page) {
        let wrong = conversation.answer("123456.5")
        #expect(wrong.problem.isEmpty)
        let answer = conversation.answer(right(session.play, question))
        #expect(answer.lines.first?.contains("is right") == true, "\(answer.lines)")
      }
      last = conversation.answer("").lines
    }
    #expect(last.contains { $0.hasPrefix("The lesson is done") })
  }

  @Test func `time stands still until a prediction is made`() throws {
    var model = try model("reused-variable")
    let asked = model.timeline.position
    for keys in ["G", "n", "s", "c", "a", "f", "m"] {
      try model.press(keys)
      #expect(model.timeline.position == asked)
      #expect(model.notice?.plain.contains("predict first") == true)
    }
    try model.press("N")
    #expect(model.timeline.position < asked)
    try model.press("n s s s s")
    #expect(model.timeline.position == asked)
    try model.press("Enter '?' Enter G")
    #expect(model.timeline.position == model.timeline.count)
    #expect(model.lesson?.progress.points == 0)
  }

  @Test func `what is no answer leaves the line to be mended`() throws {
    var model = try model("reused-variable")
    try model.press("Enter '3,5' Enter")
    guard case .prompt(let prompt) = model.overlay else { Issue.record(); return }
    #expect(prompt.problem == ["a decimal point is typed '.': 3.5"])
    #expect(model.lesson?.progress.answers.isEmpty == true)
  }

  @Test func `a page is opened by its number, and its program with it`() throws {
    var model = try model("reused-variable")
    try model.press("':lesson 5' Enter")
    #expect(model.lesson?.page == 4)
    #expect(model.program.inputs.map(\.values) != [[3], [-1]])
    try model.press("':lesson restart' Enter")
    #expect(model.lesson?.page == 0)
    #expect(model.program.inputs.map(\.values) == [[3], [-1]])
    try model.press("':lesson 99' Enter")
    #expect(model.rows.joined().contains("the lesson has pages 1 to 6"))
  }

  @Test func `progress is kept after each answer`() throws {
    var model = try model("two-gates")
    _ = model.update(.key(.enter))
    _ = model.update(.key(.character("1")))
    let effects = model.update(.key(.enter))
    let progress = try #require(
      effects.compactMap { effect -> LessonProgress? in
        guard case .file(.keepProgress(let text, lesson: "two-gates")) = effect else { return nil }
        return LessonProgress(json: text)
      }.first)
    #expect(progress == model.lesson?.progress)
    #expect(progress.answers[0]?.isSettled == true)
  }

  @Test func `a changed file is read again, and a broken one is not taken`() throws {
    let text = "title: T\nprogram:\n  x = 2\n  f = x^2\nFirst text."
    let lesson = try Lesson(text, name: "own")
    var model = try ExplorerModel(
      LessonSession(try LessonPlay(lesson, seed: "1"), path: "/own.lesson"),
      size: Size(width: 120, height: 40))
    let effects = model.update(.key(.enter))
    #expect(effects.contains(.file(.refreshLesson(path: "/own.lesson"))))
    let files = FilePort(
      read: { _ in text + "\n\nAnother text." }, write: { _, _ in })
    _ = model.perform(.refreshLesson(path: "/own.lesson"), with: files)
    #expect(model.rows.joined().contains("Another text."))
    let broken = FilePort(read: { _ in "nothing: at all" }, write: { _, _ in })
    _ = model.perform(.refreshLesson(path: "/own.lesson"), with: broken)
    #expect(model.rows.joined().contains("Another text."))
    #expect(
      model.notice?.plain.hasPrefix(
        "the lesson's file has an error in line 1; the version before is shown") == true)
    // It is said once.
    model.notice = nil
    _ = model.perform(.refreshLesson(path: "/own.lesson"), with: broken)
    #expect(model.notice == nil)
    _ = model.perform(.refreshLesson(path: "/own.lesson"), with: files)
    #expect(model.rows.joined().contains("Another text."))
    _ = model.perform(.refreshLesson(path: "/own.lesson"), with: broken)
    #expect(model.notice?.plain.contains("has an error") == true)
  }

  @Test func `a broken file is reported above an answer that is being typed`() throws {
    let text = "title: T\nprogram:\n  x = 2\n  f = x^2\nask: What?\nanswer: adj(x)"
    var model = try ExplorerModel(
      LessonSession(
        try LessonPlay(try Lesson(text, name: "own"), seed: "1"), path: "/own.lesson"),
      size: Size(width: 120, height: 40))
    _ = model.update(.key(.enter))
    let broken = FilePort(read: { _ in text + "\nanwser: 1" }, write: { _, _ in })
    _ = model.perform(.refreshLesson(path: "/own.lesson"), with: broken)
    #expect(model.rows.joined().contains("the lesson's file has an error in line 7"))
    // Line by line as well, and once.
    var conversation = PlainConversation(
      try ExplorerModel(
        LessonSession(
          try LessonPlay(try Lesson(text, name: "own"), seed: "1"), path: "/own.lesson"),
        size: Size(width: 80, height: 24)), files: broken)
    #expect(conversation.answer("?").lines.first == "No problem: the answer is 4.")
    #expect(conversation.answer("").lines.contains { $0.contains("has an error in line 7") })
    #expect(!conversation.answer("").lines.contains { $0.contains("has an error in line 7") })
  }

  @Test func `a page keeps numbers to itself until its question is answered`() throws {
    let text = """
      title: T
      program:
        x = 3
        y = 7
        s = x*y
        f = s^2
      go: before adj(x)
      hide: partial, val
      predict: What?
      answer: adj(x)
      """
    let session = LessonSession(try LessonPlay(try Lesson(text, name: "own"), seed: "1"))
    var model = try ExplorerModel(session, size: Size(width: 120, height: 40))
    model.finishLayout()
    let asked = model.rows.joined(separator: "\n")
    #expect(!asked.contains("441"))
    #expect(!asked.contains("·7"))
    try model.press("Enter '294' Enter")
    let answered = model.rows.joined(separator: "\n")
    #expect(answered.contains("441"))
    #expect(answered.contains("·7"))
    var conversation = PlainConversation(
      try ExplorerModel(session, size: Size(width: 80, height: 24)), files: .none)
    let lines = conversation.greeting.lines
    #expect(lines.contains("  f = s^2: value ?, adjoint 1"), "\(lines)")
    #expect(lines.contains { $0.hasPrefix("  x") && $0.contains("value 3") })
    _ = conversation.answer("?")
    #expect(!conversation.answer("hint").lines.contains { $0.contains("value ?") })
  }

  @Test func `keys that are answered by an error are found`() throws {
    let text = """
      title: T
      program:
        x = 2
        f = x^2
      keys: ':wotch x' Enter
      A text.
      ---
      keys: ':hide' Enter
      Another.
      ---
      keys: ':watch x' Enter
      keys: ':unwatch 1' Enter
      The last.
      """
    let lesson = try Lesson(text, name: "own")
    var check = LessonCheck(lesson)
    LessonKeys.check(lesson, &check)
    #expect(check.findings.map { lesson.source.position(of: $0.span.lowerBound).line } == [5, 8])
    #expect(check.findings[0].message.contains("wotch"), "\(check.findings[0].message)")
    #expect(
      check.findings.allSatisfy { $0.message.hasPrefix("these keys are answered by an error: ") })
  }

  @Test func `set alone lists the options, and names them where it is given another`() throws {
    var model = try model("two-gates")
    try model.press("':set' Enter")
    guard case .answer(let box) = model.overlay else { Issue.record(); return }
    let lines = box.lines.map(\.text.plain)
    for option in ExplorerOption.allCases {
      #expect(lines.contains { $0.hasPrefix("set \(option.rawValue) ") })
    }
    try model.press("Escape ':set nosuchthing on' Enter")
    guard case .prompt(let prompt) = model.overlay else { Issue.record(); return }
    #expect(
      prompt.problem.first?.contains("; the options are glyphs, notation,") == true,
      "\(prompt.problem)")
  }

  @Test func `keys that do nothing or cannot be read are found`() throws {
    let text = """
      title: T
      program:
        x = 2
        f = x^2
      keys: g
      keys: 'open
      keys: G
      A text.
      """
    let lesson = try Lesson(text, name: "own")
    var check = LessonCheck(lesson)
    LessonKeys.check(lesson, &check)
    #expect(check.findings.map { lesson.source.position(of: $0.span.lowerBound).line } == [5, 6])
    for builtIn in BuiltInLesson.all {
      let lesson = try builtIn.lesson()
      var check = LessonCheck(lesson)
      LessonKeys.check(lesson, &check)
      #expect(check.findings.isEmpty, "\(builtIn.name): \(check.findings.map(\.message))")
    }
  }
}
