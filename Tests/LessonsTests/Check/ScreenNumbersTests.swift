import Basics
import Testing

@testable import Lessons

/// What is to be predicted is neither on the screen nor in the text nor shown by an earlier page.
@Suite struct ScreenNumbersTests {
  private static let product = "title: T\nprogram:\n  x = 3\n  y = 5\n  f = x^2*y\n"

  private func findings(_ text: String) throws -> [String] {
    let lesson = try Lesson(text, name: "own")
    return LessonCheck(lesson).findings.map {
      "\(lesson.source.position(of: $0.span.lowerBound).line): \($0.message)"
    }
  }

  @Test func `a text above a prediction must not print its answer`() throws {
    let lesson = "go: before adj(x)\nThe adjoint is {adj(x)}.\npredict: What?\nanswer: adj(x)\n"
    #expect(
      try findings(Self.product + lesson) == [
        "7: the answer stands here, before it is asked; show it in because:"
      ])
    let other = "go: before adj(x)\nIt is {2*y*x}.\npredict: What?\nanswer: adj(x)\n"
    #expect(
      try findings(Self.product + other) == [
        "7: the answer stands here, before it is asked; choose other numbers"
      ])
  }

  @Test func `a number that stands elsewhere on the screen is found, whatever is drawn`() throws {
    let text = """
      title: T
      draw: a from 2..4
      program:
        x = {a}
        y = 1.3
        s = x*y
        f = exp(s)
      go: before adj(s)
      predict: What will the adjoint of s be?
      answer: adj(s)
      """
    #expect(
      try findings(text) == [
        "9: the answer is the number that stands on the screen as val(f); choose other numbers, "
          + "or hide: val"
      ])
    let hidden = text.replacing("predict:", with: "hide: val, partial\npredict:")
    #expect(try findings(hidden).isEmpty)
    // The partial stands beside the arrow still.
    let partly = text.replacing("predict:", with: "hide: val\npredict:")
    #expect(try findings(partly).count == 1)
    #expect(try findings(partly).allSatisfy { $0.contains("as partial(f, s)") })
  }

  @Test func `numbers that agree with some of the drawn numbers only are no finding`() throws {
    let text = """
      title: T
      draw: a from 2..9
      program:
        x = {a}
        y = 3
        f = x^2*y
      go: before adj(x)
      hide: partial
      predict: What will the adjoint of x be?
      answer: adj(x)
      """
    // 6a is val(f) = 3a² with a = 2, but with no other.
    #expect(try findings(text).isEmpty)
  }

  @Test func `what the rule that is asked for is made of is no finding`() throws {
    let text = """
      title: T
      program:
        x = 3
        y = 5
        u = x^2
        v = u*y
        f = v + x
      go: before adj(v)
      hide: partial
      predict: What will the adjoint of y be?
      answer: adj(y)
      """
    // It is the other factor, val(u).
    #expect(try findings(text).isEmpty)
  }

  @Test func `an earlier page must not show the answer`() throws {
    let first = "go: before adj(y)\nhide: partial\npredict: y?\nanswer: adj(y)\n"
    let second = "---\ngo: before adj(x)\nhide: partial\npredict: x?\nanswer: adj(x)\n"
    #expect(
      try findings(Self.product + first + "then: end\n" + second) == [
        "10: then: shows the answer of page 2"
      ])
    #expect(
      try findings(Self.product + first + "because: Now x: {adj(x)}.\n" + second) == [
        "10: this shows the answer of page 2"
      ])
    #expect(
      try findings(Self.product + "go: end\nLook.\n---\n" + second).contains {
        $0 == "6: go: shows the answer of page 2"
      })
    // What was asked before is no secret.
    let again = Self.product + second + "then: end\n" + second
    #expect(try findings(again).isEmpty)
  }
}
