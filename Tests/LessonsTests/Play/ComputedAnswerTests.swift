import Testing

@testable import Lessons

/// The right answers as they are computed and said.
@Suite struct ComputedAnswerTests {
  private func play(_ name: String, seed: String = "1") throws -> LessonPlay {
    try LessonPlay(try #require(BuiltInLesson.named(name)).lesson(), seed: seed)
  }

  @Test(arguments: ["1", "2", "anna", "bert", "7"])
  func `what rounding leaves of numbers that cancel is 0`(_ seed: String) throws {
    let play = try play("softmax", seed: seed)
    let number = try #require(play.question(onPage: 3))
    #expect(play.rightAnswer(number) == "0")
  }

  @Test(arguments: [
    ("x + y - 0.3", "0"), ("exp(-400*x)", "4.2484e-18"), ("adj(y)*1e-20", "3e-20"),
    ("x - x", "0"),
  ])
  func `a small number that nothing cancels stays`(_ expression: String, _ said: String) throws {
    let text =
      "title: T\nprogram:\n  x = 0.1\n  y = 0.2\n  f = x + 3*y\nask: What?\nanswer: \(expression)"
    let play = try LessonPlay(try Lesson(text, name: "own"), seed: "1")
    #expect(play.rightAnswer(0) == said)
  }

  @Test func `in the fourth equation other inputs and other errors give other numbers`() throws {
    let play = try play("four-equations")
    let number = try #require(play.question(onPage: 3))
    // x[1] times δ[1], x[0] times δ[0], and the other way round.
    for wrong in ["-6", "2", "3", "0", "4"] {
      #expect(try play.judge(wrong, question: number).verdict == .wrong, "\(wrong)")
    }
    #expect(try play.judge("-4", question: number).verdict == .right)
  }
}
