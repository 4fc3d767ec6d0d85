import Debugging
import Lessons
import Testing
import TextCanvas

@testable import Explorer

/// What lines mean while a lesson is given without a screen.
@Suite struct LessonLineTests {
  private func conversation(_ name: String, page: Int = 1) throws -> PlainConversation {
    let lesson = try #require(BuiltInLesson.named(name)).lesson()
    var session = LessonSession(try LessonPlay(lesson, seed: "1"))
    session.go(to: page - 1)
    return PlainConversation(
      try ExplorerModel(session, size: Size(width: 80, height: 24)), files: .none)
  }

  @Test(arguments: [1, 3]) func `it begins with the title and the page`(_ page: Int) throws {
    let lines = try conversation("reused-variable", page: page).greeting.lines
    #expect(Array(lines.prefix(2)) == ["A variable that is used twice", "page \(page) of 6"])
  }

  @Test func `what moves the lesson does so behind a colon, too`() throws {
    var lesson = try conversation("reused-variable")
    #expect(lesson.answer(":lesson hint").lines.first?.hasPrefix("Follow both paths") == true)
    #expect(lesson.answer(":answer 16").lines.first == "16 is right.")
    #expect(lesson.answer(":lesson 2").lines.first == "page 2 of 6")
    #expect(lesson.answer(":lesson back").lines.first == "page 1 of 6")
    #expect(lesson.answer(":lesson 1").lines.contains { $0.hasPrefix("Here x is used") })
    let begun = lesson.answer(":lesson restart").lines
    #expect(begun.first == "page 1 of 6")
    #expect(begun.last?.hasPrefix("(type the answer") == true)
  }

  @Test(arguments: ["16", "list", "yes please"])
  func `after an answer a line that is no command is not one`(_ line: String) throws {
    var lesson = try conversation("reused-variable")
    #expect(lesson.answer("16").lines.last == "(an empty line goes on)")
    let answer = lesson.answer(line)
    #expect(answer.problem.isEmpty)
    #expect(answer.lines.first == "nothing is asked here")
    #expect(answer.lines.contains { $0.hasPrefix("an empty line goes on") })
    #expect(lesson.answer(":list").lines.count >= 5)
  }

  @Test func `help at a question says what a line can be`() throws {
    var lesson = try conversation("reused-variable")
    let answer = lesson.answer("help")
    #expect(answer.problem.isEmpty)
    #expect(answer.lines.first?.hasPrefix("a line is the answer") == true)
    #expect(lesson.model.lesson?.progress.answers.isEmpty == true)
  }

  @Test(arguments: [":derivative", ":hvp x=1"])
  func `an answer is one after something else was opened, too`(_ command: String) throws {
    var lesson = try conversation("reused-variable", page: 4)
    let opened = lesson.answer(command)
    #expect(opened.problem.isEmpty)
    #expect(opened.lines.contains { $0.contains("the command return goes back") })
    #expect(!lesson.answer(":list").lines.isEmpty)
    let answer = lesson.answer("12")
    #expect(answer.problem.isEmpty)
    #expect(answer.lines.contains("12 is right."), "\(answer.lines)")
    #expect(lesson.model.lesson != nil)
  }

  @Test(arguments: ["b", "b)", "(b)", "B)"])
  func `a choice is taken as it is listed`(_ answer: String) throws {
    var lesson = try conversation("reused-variable", page: 3)
    #expect(lesson.answer(answer).lines.first?.hasSuffix(" is right.") == true)
  }
}
