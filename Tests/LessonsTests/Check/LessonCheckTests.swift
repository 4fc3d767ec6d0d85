import Basics
import Testing

@testable import Lessons

@Suite struct LessonCheckTests {
  private func findings(_ text: String) throws -> [String] {
    LessonCheck(try Lesson(text, name: "own")).findings.map(\.message)
  }

  @Test func `a prediction must not be on the screen`() throws {
    let lesson = "title: T\nprogram:\n  x = 2\n  f = x^2\ngo: end\npredict: What?\nanswer: adj(x)"
    #expect(
      try findings(lesson) == [
        "the answer is on the screen when this is asked; type go: with an earlier place"
      ])
  }

  @Test(arguments: ["q", ":quit", ":answer 6", ":save run.rg"])
  func `keys must not do what only the reader does`(_ keys: String) throws {
    let lesson =
      "title: T\nprogram:\n  x = 2\n  f = x^2\ngo: start\nkeys: \(keys)\nask: f?\nanswer: val(f)"
    #expect(try findings(lesson).contains { $0.hasSuffix("is for the reader; leave it out") })
  }

  @Test func `a mark in front of the file is no text`() throws {
    #expect(try Lesson("\u{FEFF}title: T\n\nText.", name: "own").title == "T")
  }

  @Test func `a program beside its word is moved below it`() throws {
    #expect(
      try findings("title: T\nprogram: x^2\nask: x?\nanswer: val(x)") == [
        "beside program: stands the name of an example; the lines of a program stand below it, indented"
      ])
  }

  @Test func `drawn numbers must not divide by zero`() throws {
    let lesson =
      "title: T\ndraw: a from 0..1\nprogram:\n  x = {a}\n  f = 1/x\nask: What?\nanswer: val(f)"
    #expect(
      try findings(lesson) == [
        "with a=0 the answer is not finite; draw from others, or add where:"
      ])
  }

  @Test func `a wrong engine must not be right by chance`() throws {
    // x² at 2: the contributions are 2 and 2; with x = 1 forgetting the local partial of 2·u is seen,
    // but where the two factors multiply to 1 it is not.
    let lesson =
      "title: T\nprogram:\n  x = 3\n  u = 2*x\n  f = 0.5*u\nask: What?\nanswer: adj(x)"
    #expect(try findings(lesson).contains { $0.contains("forgot the local partial") })
  }

  @Test func `a foreseen mistake must be one`() throws {
    let lesson =
      "title: T\nprogram:\n  x = 2\n  f = x^2\nask: What?\nanswer: adj(x)\nmistake: 2*x -> No."
    #expect(
      try findings(lesson).contains("this is the right answer and no mistake"))
  }

  @Test func `the numbers with which a mistake is right are said, below its expression`() throws {
    let text =
      "title: T\ndraw: a from 1..2\nprogram:\n  x = {a}\n  f = x^3\nask: What?\nanswer: adj(x)\n"
      + "mistake: 3*x → No."
    let lesson = try Lesson(text, name: "own")
    let report = LessonFailure(LessonCheck(lesson).findings, in: lesson.source).report
    #expect(
      report.hasSuffix(
        """
        own:8:10: with a=1 this is the right answer and no mistake
          mistake: 3*x → No.
                   ^^^
        """), "\(report)")
  }

  @Test func `what stands twice is found`() throws {
    let text = """
      title: T
      title: U
      minutes: 3
      minutes: 4
      program:
        x = 2
        f = x^2
      go: seed
      go: start
      ask: What?
      answer: adj(x)
      points: 1
      points: 2
      because: One.
      because: Two.
      then: end
      then: start
      """
    let lesson = try Lesson(text, name: "own")
    let found = LessonCheck(lesson).findings
    #expect(
      found.map { lesson.source.position(of: $0.span.lowerBound).line } == [2, 4, 9, 13, 15, 17])
    #expect(found[4].message == "there is a 'because:' already; indent this line below it")
  }

  @Test func `all that is wrong in a line is reported`() throws {
    let lesson =
      "title: T\nprogram:\n  x = 2\n  f = x^2\nA {foo} and a {bar}.\nask: What?\nanswer: adj(x)"
    #expect(try findings(lesson) == ["no node is called 'foo'", "no node is called 'bar'"])
    let both =
      "title: T\nprogram:\n  x = 2\n  f = x^2\nask: What?\nanswer: adj(foo)\n"
      + "mistake: adj(bar) -> No."
    #expect(try findings(both) == ["no node is called 'foo'", "no node is called 'bar'"])
  }

  @Test func `two choices must differ, and texts must be computable`() throws {
    let lesson = """
      title: T
      draw: a from 2..2
      A text with {a}.
      ask: What?
      right: {a}
      choice: 2
      because: It is {adj(x)}.
      """
    #expect(
      try findings(lesson) == [
        "with a=2 two choices say the same",
        "there is no program here whose numbers could be shown",
      ])
  }
}
