import Autodiff
import Formula
import Syntax
import Testing

@testable import Lessons

@Suite struct LessonParserTests {
  private static let whole = """
    # for myself
    title: Two uses
    needs: two-gates, reverse-mode
    minutes: 8
    draw: a from 2..4 but not 3
    where: a > 1

    A text on
    two lines.

    - one
    - two

        verbatim

    program:
      x = {a}

      f = x*x   # twice
    go: before adj(x)
    predict: What will the adjoint of x be,
      and why?
    answer: adj(x)
    accept: 3 digits
    points: 2
    hint: Count.
    hint 3: Count again.
    mistake: val(x) -> Only one of two.
    because: It is {adj(x)}.
    then: end

    Another page.
    """

  @Test func `all blocks are read`() throws {
    let lesson = try Lesson(Self.whole, name: "own")
    #expect(lesson.title == "Two uses")
    #expect(lesson.needs == ["two-gates", "reverse-mode"])
    #expect(lesson.minutes == 8)
    #expect(lesson.draws.map(\.choices) == [[2, 4]])
    #expect(lesson.pages.count == 2)
    let texts = lesson.pages[0].text.map(\.written.text)
    #expect(texts == ["A text on two lines.", "- one", "- two", "    verbatim"])
    let question = try #require(lesson.pages[0].question)
    #expect(question.isPrediction)
    #expect(question.prompt.text == "What will the adjoint of x be, and why?")
    #expect(question.tolerance == .digits(3))
    #expect(question.points == 2)
    #expect(question.hints.map(\.tries) == [1, 3])
    #expect(question.mistakes.map(\.number.text) == ["val(x)"])
    #expect(lesson.pages[1].text.map(\.written.text) == ["Another page."])
  }

  @Test func `numbers are drawn, answers computed and texts filled`() throws {
    let play = try LessonPlay(try Lesson(Self.whole, name: "own"), seed: "anna")
    let a = try #require(play.numbers.values["a"])
    #expect([2, 4].contains(a))
    guard case .number(let right) = play.questions[0].right else { Issue.record(); return }
    // The derivative of x*x, by hand.
    #expect(right.scalar == 2 * a)
    let question = play.questions[0].question
    #expect(
      play.text(question.explanation[0].written, onPage: 0) == "It is \(Int(2 * a)).")
  }

  @Test func `a negative number stays together`() throws {
    let text = """
      title: T
      draw: a from -2..-2
      program:
        x = {a}
        p = {a}^2 + 3 - {a}
        q = {a}*x
      A list of {a}, {a}^2, 3 * {a}, {a} * 3 and {val(x)}²:
      - {a}
      ask: How much?
      answer: {a}^2 - {a}
      """
    let play = try LessonPlay(try Lesson(text, name: "own"), seed: "1")
    let stage = try #require(play.stage(ofPage: 0))
    #expect(stage.value(try StateExpression("p", in: stage.scope))?.scalar == 9)
    #expect(stage.program.inputs.map(\.values) == [[-2]])
    #expect(
      play.lesson.pages[0].text.map { play.text($0.written, onPage: 0) } == [
        "A list of -2, (-2)^2, 3 * (-2), -2 * 3 and (-2)²:", "- -2",
      ])
    guard case .number(let right) = play.questions[0].right else { Issue.record(); return }
    #expect(right.scalar == 6)
  }

  @Test func `a brace itself is typed twice`() throws {
    let text = "title: T\ndraw: a from 2..2\nThe set {{1, {a}}} of two."
    let play = try LessonPlay(try Lesson(text, name: "own"), seed: "1")
    #expect(play.text(play.lesson.pages[0].text[0].written, onPage: 0) == "The set {1, 2} of two.")
    let closed = "title: T\nThe set {{1, 2}} of two."
    let other = try LessonPlay(try Lesson(closed, name: "own"), seed: "1")
    #expect(
      other.text(other.lesson.pages[0].text[0].written, onPage: 0) == "The set {1, 2} of two.")
  }

  @Test func `the same seed draws the same, and another one other numbers`() throws {
    let lesson = try Lesson(
      "title: T\ndraw: a from 0..999\nask: How much?\nanswer: {a}", name: "own")
    let draw = { (seed: String) in try LessonPlay(lesson, seed: seed).numbers.values["a"] }
    #expect(try draw("anna") == draw("anna"))
    let numbers = try Set((1...20).map { try draw("\($0)") })
    #expect(numbers.count > 10)
  }

  /// A file, and all that is said of it.
  static let wrong: [(String, String)] = [
    (
      "title: T\nhnit: no",
      """
      own:2:1: no block is called 'hnit'; did you mean 'hint:'?
        hnit: no
        ^^^^
      """
    ),
    (
      "title: T\nhint: no",
      """
      own:2:7: 'hint:' belongs below a question; type ask: or predict: first
        hint: no
              ^^
      """
    ),
    (
      "title: T\nask: How?",
      """
      own:2:1: this question has no answer; type answer: adj(x), or choice: and right: lines
        ask: How?
        ^^^
      """
    ),
    (
      "Only a text.",
      """
      own:1:1: the title is missing; begin with a line such as title: Two gates
        Only a text.
        ^
      """
    ),
    (
      "title: T\nask: How?\nanswer: 1\naccept: roughly",
      """
      own:4:9: type within 5%, 3 digits or exactly
        accept: roughly
                ^^^^^^^
      """
    ),
    (
      "title: T\ndraw: a from 5..2\nText.",
      """
      own:2:7: type numbers as in: a from 2..5; a from -2..2 but not 0; a from 0..1 step 0.25; \
      a from 1, 2, 4
        draw: a from 5..2
              ^^^^^^^^^^^
      """
    ),
    (
      "title: T\nask: How?\nanswer: 1\nHint: Count.",
      """
      own:4:1: no block is called 'Hint'; did you mean 'hint:'?
        Hint: Count.
        ^^^^
      """
    ),
    (
      "title: T\nhide: partials\nText.",
      """
      own:2:7: type partial, val or adj, or several of them
        hide: partials
              ^^^^^^^^
      """
    ),
  ]

  @Test(arguments: wrong) func `what is wrong is pointed at`(_ text: String, _ report: String) {
    #expect(throws: LessonFailure.self) { try Lesson(text, name: "own") }
    do {
      _ = try Lesson(text, name: "own")
    } catch {
      #expect(error.report == report)
    }
  }

  /// A lesson that can be read but not given, and what is said of it.
  static let refused: [(String, String)] = [
    (
      "title: T\nprogram:\n  x = 2\n  y = sni(x)\nText.",
      """
      own:4:7: no function is called 'sni'; did you mean 'sin'?
          y = sni(x)
              ^^^
      """
    ),
    (
      "title: T\nprogram:\n  x = 2\n  y = x^2\nask: How much?\nanswer: 2*adj(alpha)",
      """
      own:6:15: no node is called 'alpha'
        answer: 2*adj(alpha)
                      ^^^^^
      """
    ),
    (
      "title: T\nprogram: reused-varable\nText.",
      """
      own:2:10: no example is called 'reused-varable'; did you mean 'reused-variable'?
        program: reused-varable
                 ^^^^^^^^^^^^^^
      """
    ),
    (
      "title: T\ndraw: a from 2..3\nprogram:\n  x = {b}\nText.",
      """
      own:4:8: only names that are drawn can stand in braces here: a
          x = {b}
               ^
      """
    ),
    (
      "title: T\nprogram:\n  x = 2\n  y = x^2\ngo: 99\nText.",
      """
      own:5:5: the program has events 1 to 4
        go: 99
            ^^
      """
    ),
    (
      "title: T\ndraw: a from 2..3\nprogram:\n  x = {a}\nask: How?\nanswer: 2*a",
      """
      own:6:11: a is drawn; type {a}
        answer: 2*a
                  ^
      """
    ),
    (
      "title: T\ndraw: a from 2..3\nask: How?\nanswer: a",
      """
      own:4:9: a is drawn; type {a}
        answer: a
                ^
      """
    ),
    (
      "title: T\ndraw: a from 2..3\nwhere: {a} > 2\nText.",
      """
      own:3:8: names stand without braces in a condition, as in where: a > 1
        where: {a} > 2
               ^
      """
    ),
    (
      "title: T\ndraw: a from 2..3\nwhere: a > 5\nText.",
      """
      own:3:8: no numbers meet all conditions in 2000 tries; draw from more numbers
        where: a > 5
               ^^^^^
      """
    ),
  ]

  @Test(arguments: refused) func `what cannot be computed is pointed at`(
    _ text: String, _ report: String
  ) throws {
    let lesson = try Lesson(text, name: "own")
    do {
      _ = try LessonPlay(lesson, seed: "1")
      Issue.record("the lesson was taken")
    } catch {
      #expect(error.report == report)
    }
  }

  @Test(arguments: 0..<200) func `no text crashes the reader`(_ seed: Int) {
    var random = SplitMix(seed)
    var bytes = Array(Self.whole.utf8)
    for _ in 0..<4 where bytes.count > 1 {
      switch random.next() % 3 {
      case 0: bytes.remove(at: Int(random.next() % UInt64(bytes.count)))
      case 1:
        bytes.insert(
          UInt8(truncatingIfNeeded: random.next()), at: Int(random.next() % UInt64(bytes.count)))
      default: bytes = Array(bytes.prefix(Int(random.next() % UInt64(bytes.count)) + 1))
      }
    }
    guard let lesson = try? Lesson(bytes: bytes, name: "own") else { return }
    _ = try? LessonPlay(lesson, seed: "\(seed)")
  }

  private struct SplitMix {
    var state: UInt64
    init(_ seed: Int) { state = UInt64(seed) &* 0x9e37_79b9_7f4a_7c15 &+ 1 }
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
  }
}
