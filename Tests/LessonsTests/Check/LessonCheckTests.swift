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

  @Test func `drawn numbers must not divide by zero`() throws {
    let lesson =
      "title: T\ndraw: a from 0..1\nprogram:\n  x = {a}\n  f = 1/x\nask: What?\nanswer: val(f)"
    #expect(
      try findings(lesson) == [
        "with some drawn numbers the answer is not finite; draw from others, or add where:"
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
      try findings(lesson).contains("with some numbers this is the right answer and no mistake"))
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
        "two choices say the same with some numbers",
        "there is no program here whose numbers could be shown",
      ])
  }
}
