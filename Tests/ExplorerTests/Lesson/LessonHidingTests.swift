import Autodiff
import Debugging
import Formula
import Inquiry
import Lessons
import Testing
import TextCanvas
import Widgets

@testable import Explorer

/// What a lesson's page hides is given away by no pane and no command, until its question is answered.
@Suite struct LessonHidingTests {
  /// s is 31·7 = 217, its partials are 31 and 7, the adjoint of x is 7·434 = 3038.
  private func session(hiding hidden: String, go: String = "end") throws -> LessonSession {
    let text = """
      title: T
      program:
        x = 31
        y = 7
        s = x*y
        f = s^2
      go: \(go)
      hide: \(hidden)
      ask: What?
      answer: adj(x)
      """
    return LessonSession(try LessonPlay(try Lesson(text, name: "own"), seed: "1"))
  }

  private func model(hiding hidden: String, go: String = "end") throws -> ExplorerModel {
    var model = try ExplorerModel(
      try session(hiding: hidden, go: go), size: Size(width: 160, height: 50))
    model.finishLayout()
    return model
  }

  @Test(arguments: [
    ("adj", "after adj(x)", "3038"), ("val", "after val(s)", "217"),
    ("partial", "after adj(x)", "· 7"), ("adj", "seed", "= 1"),
  ])
  func `the pane of the event says that its numbers are hidden`(
    _ hidden: String, _ go: String, _ number: String
  ) throws {
    var model = try model(hiding: hidden, go: go)
    let asked = model.rows.joined(separator: "\n")
    #expect(asked.contains("its numbers are hidden until the"), "\(asked)")
    #expect(!asked.contains(number), "\(asked)")
    try model.press("Enter '?' Enter")
    let answered = model.rows.joined(separator: "\n")
    #expect(!answered.contains("numbers are hidden"))
    #expect(answered.contains(number), "\(answered)")
  }

  @Test(arguments: [
    ("adj", "adj(x)", "val(s)"), ("val", "val(s)", "val(x)"), ("val", "2*s + 1", "adj(s)"),
    ("partial", "partial(s, x)", "adj(x)"),
  ])
  func `printing and watching say that it is hidden`(
    _ hidden: String, _ expression: String, _ other: String
  ) throws {
    var model = try model(hiding: hidden)
    for command in [DebuggerCommand.print(expression), .watch(expression)] {
      do {
        _ = try model.perform(command)
        Issue.record("\(command) was done")
      } catch {
        #expect(error.text.hasSuffix(" is hidden until the question is answered"), "\(error.text)")
      }
    }
    _ = try model.perform(.print(other))
    try model.press("Enter '?' Enter")
    _ = try model.perform(.print(expression))
  }

  @Test(arguments: [
    "W", "A", "P", "D", "J", "L", "V", "K", "p", "w", "y", "H", "m", "':derivative' Enter",
    "':set mode forward' Enter",
    "':nudge x 1' Enter", "':engine set' Enter", "':descend 0.1' Enter",
    "':export svg /tmp/none.svg' Enter",
  ])
  func `commands that would show numbers say that they are hidden`(_ keys: String) throws {
    var model = try model(hiding: "val, adj, partial")
    try model.press("Tab " + keys)
    while model.isBusy { model.proceed() }
    let shown = model.rows.joined(separator: "\n")
    for number in ["217", "3038", "13454", "434"] {
      #expect(!shown.contains(number), "\(keys): \(shown)")
    }
    #expect(shown.contains("hidden until the question is answered"), "\(keys): \(shown)")
  }

  @Test func `what was watched on an earlier page is hidden, too`() throws {
    let text = """
      title: T
      program:
        x = 31
        f = x^2
      go: end
      keys: ':watch adj(x)' Enter
      A text.
      ---
      hide: adj, partial
      ask: What?
      answer: adj(x)
      """
    var model = try ExplorerModel(
      LessonSession(try LessonPlay(try Lesson(text, name: "own"), seed: "1")),
      size: Size(width: 160, height: 50))
    model.finishLayout()
    #expect(model.rows.joined().contains("62"))
    try model.press("Enter")
    #expect(!model.rows.joined().contains("62"))
    #expect(model.watchWords(0) == "watch 1: adj(x) = ?")
    try model.press("Enter '62' Enter")
    #expect(model.watchWords(0) == "watch 1: adj(x) = 62")
  }

  @Test func `line by line nothing is given away either`() throws {
    var conversation = PlainConversation(
      try ExplorerModel(
        try session(hiding: "val, adj, partial", go: "start"), size: Size(width: 80, height: 24)),
      files: .none)
    var said = conversation.greeting.lines
    for line in [
      ":n", ":n", ":n", ":n", ":n", ":n", ":n", ":list", ":print adj(x)", ":info watches",
    ] {
      let answer = conversation.answer(line)
      said += answer.lines + answer.problem
    }
    for number in ["217", "3038", "13454", "434"] {
      #expect(!said.contains { $0.contains(number) }, "\(said)")
    }
    #expect(said.contains { $0.contains("its numbers are hidden until the question is answered") })
    #expect(said.contains { $0.contains("adj(x) is hidden until the question is answered") })
    #expect(said.contains("s = x*y: value ?, adjoint ?"), "\(said)")
  }

  @Test func `tensors are not looked into while their numbers are hidden`() throws {
    let text = """
      title: T
      program:
        x = [31, 32]
        f = sum(x^2)
      go: end
      hide: val, adj
      ask: What?
      answer: adj(x)[0]
      """
    var model = try ExplorerModel(
      LessonSession(try LessonPlay(try Lesson(text, name: "own"), seed: "1")),
      size: Size(width: 160, height: 50))
    model.finishLayout()
    try model.press("Tab l Enter S S s")
    #expect(model.tensorPane == nil)
    #expect(!model.rows.joined().contains("961"))
  }
}
