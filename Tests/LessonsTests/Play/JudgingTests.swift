import Testing

@testable import Lessons

@Suite struct JudgingTests {
  private static let program = """
    title: T
    program:
      x = 3
      y = -1
      c = x + y
      d = c^2
      f = x*d

    """

  private func play(_ question: String) throws -> LessonPlay {
    try LessonPlay(try Lesson(Self.program + question, name: "own"), seed: "1")
  }

  private func verdict(_ answer: String, _ question: String) throws -> Verdict {
    try play(question).judge(answer, question: 0).verdict
  }

  @Test func `an adjoint is computed, and mistakes have names`() throws {
    let question = "ask: How much?\nanswer: adj(x)"
    #expect(try verdict("16", question) == .right)
    #expect(try verdict("32/2", question) == .right)
    #expect(try verdict("?", question) == .unsure)
    #expect(try verdict("Not sure", question) == .unsure)
    let kept = try play(question).judge("12", question: 0)
    #expect(kept.engine == .set)
    #expect(kept.mistake == "kept only the last contribution")
    #expect(try play(question).judge("-16", question: 0).mistake == "have the sign wrong")
    #expect(try play(question).judge("7.7", question: 0).mistake == nil)
  }

  @Test func `a mistake in the last step alone has a name, too`() throws {
    let lesson = """
      title: T
      program:
        x = 0.75
        p = x^2
        s = sin(p)
        z = exp(s)
      go: before adj(p)
      ask: How much?
      answer: adj(p)
      """
    let play = try LessonPlay(try Lesson(lesson, name: "own"), seed: "1")
    // The adjoint of s as it is shown, without the cosine.
    let passed = try play.judge("1.704", question: 0)
    #expect(passed.engine == .noLocal)
    #expect(passed.mistake == WrongEngine.noLocal.mistake)
    // 1 is no upstream adjoint here; somebody passed the seed all the way.
    let seed = try play.judge("1", question: 0)
    #expect(seed.engine == .noLocal)
    #expect(seed.mistake == "forgot every local partial: the seed was passed on unchanged")
    // The cosine alone, and the cosine of x times what came in.
    #expect(try play.judge("0.8459", question: 0).engine == .noUpstream)
    #expect(try play.judge("1.2468", question: 0).engine == .wrongPoint)
  }

  @Test func `after the last hint it is said that it was the last`() throws {
    var session = LessonSession(
      try play("ask: How much?\nanswer: adj(x)\nhint: One.\nhint: Two."))
    try session.answer("7.7")
    #expect(session.replies.map(\.text) == ["7.7 is not right.", "One."])
    try session.askForHint()
    let last = "That was the last hint; answer ? to see the right answer."
    #expect(session.replies.map(\.text) == ["7.7 is not right.", "One.", "Two.", last])
    try session.askForHint()
    #expect(session.replies.map(\.text) == ["7.7 is not right.", "One.", "Two.", last])
    try session.answer("7.7")
    #expect(session.replies.last?.text == last)
    try session.answer("?")
    #expect(session.replies.first?.text == "No problem: the answer is 16.")
  }

  @Test func `the next number and the next node depend on the place in time`() throws {
    let next = "go: before adj(x)\nask: What is added?\nanswer: next"
    #expect(try verdict("4", next) == .right)
    #expect(try verdict("16", next) == .wrong)
    #expect(try verdict("d", "go: after val(c)\nask: Which?\nanswer: next node") == .right)
    #expect(try verdict("f", "go: after val(c)\nask: Which?\nanswer: next node") == .wrong)
    #expect(try verdict("9", "go: start\nask: What?\nanswer: val(d) + 5") == .right)
  }

  @Test func `a path is any path, or the one that carries most`() throws {
    let any = "ask: Which way?\nanswer: path from x to f"
    #expect(try verdict("x f", any) == .right)
    #expect(try verdict("x c d f", any) == .right)
    #expect(try verdict("x -> c -> d -> f", any) == .right)
    #expect(try verdict("f, d, c, x", any) == .right)
    #expect(try verdict("x d f", any) == .wrong)
    #expect(try verdict("y c d f", any) == .wrong)
    // 4 along the arrow, 1·4·3 = 12 through c and d.
    let strongest = "ask: Which way?\nanswer: strongest path from x to f"
    #expect(try verdict("x c d f", strongest) == .right)
    #expect(try verdict("x f", strongest) == .wrong)
    #expect(throws: AnswerProblem.self) { try verdict("x q f", any) }
  }

  @Test func `a formula holds for all inputs, not only for these`() throws {
    let question = "ask: Which formula?\nanswer: formula adj(x)"
    #expect(try verdict("d + 2*c*x", question) == .right)
    #expect(try verdict("(x + y)^2 + 2*x*(x + y)", question) == .right)
    #expect(try verdict("d + x*adj(d)*2*c/x", question) == .right)
    let lucky = try play(question).judge("4*d", question: 0)
    #expect(lucky.verdict == .wrong)
    #expect(
      lucky.mistake == "gave a formula that holds for these numbers only" || lucky.mistake == nil)
    #expect(throws: AnswerProblem("adj(x) is what is asked for; write it by other numbers")) {
      try play(question).judge("adj(x)", question: 0)
    }
    #expect(throws: AnswerProblem.self) { try play(question).judge("d +", question: 0) }
  }

  @Test func `a choice is a letter, a number or its text`() throws {
    let question = """
      ask: Which?
      choice: Once
        Count again.
      right when adj(x) > 10: Twice
      right when adj(x) < 10: Never
      """
    #expect(try verdict("b", question) == .right)
    #expect(try verdict("2", question) == .right)
    #expect(try verdict("TWICE", question) == .right)
    #expect(try verdict("c", question) == .wrong)
    #expect(try play(question).judge("a", question: 0).reply == "Count again.")
    #expect(throws: AnswerProblem("type a letter from a to c")) {
      try play(question).judge("d", question: 0)
    }
  }

  @Test func `what follows from a wrong number is right from there on`() throws {
    let play = try play(
      "ask: c?\nanswer: val(c)\nask: d?\nanswer: val(d)\nask: x?\nanswer: adj(x)")
    // c = 3 instead of 2, by a wrong sum. Then d = 9 and dx = d + 2·c·x = 9 + 18.
    let belief = Belief(question: 0, number: try #require(play.number(of: "3", question: 0)))
    #expect(try play.judge("9", question: 1, after: [belief]).verdict == .followsThrough)
    #expect(try play.judge("27", question: 2, after: [belief]).verdict == .followsThrough)
    #expect(try play.judge("16", question: 2, after: [belief]).verdict == .right)
    #expect(try play.judge("28", question: 2, after: [belief]).verdict == .wrong)
    #expect(try play.judge("27", question: 2).verdict == .wrong)
  }

  @Test func `a wrong adjoint is followed, too`() throws {
    let play = try play("ask: d?\nanswer: adj(d)\nask: x?\nanswer: adj(x)")
    // The adjoint of d is 3. With 5 that of c is 2·2·5 = 20, and that of x 4 + 20.
    let belief = Belief(question: 0, number: try #require(play.number(of: "5", question: 0)))
    #expect(try play.judge("24", question: 1, after: [belief]).verdict == .followsThrough)
    #expect(try play.judge("24", question: 1).verdict == .wrong)
  }

  @Test func `what is wrong about an array is said of arrays`() throws {
    let lesson = try Lesson(
      "title: T\nprogram:\n  w = [1, 2]\n  f = sum(w*w)\nask: How much?\nanswer: adj(w)",
      name: "own")
    let play = try LessonPlay(lesson, seed: "1")
    let mistake = { try play.judge($0, question: 0).mistake }
    #expect(try mistake("[1, 2, 3]") == "gave an array of 3 where one of 2 is asked for")
    #expect(try mistake("[1]") == "gave an array of 1 where one of 2 is asked for")
    #expect(try mistake("[[1, 2]]") == "gave an array of 1×2 where one of 2 is asked for")
    #expect(try mistake("3") == "gave a number where an array of 2 is asked for")
  }

  @Test func `the sign comes before engines that give the same`() throws {
    // 15 is also what an engine gives that takes the square at the wrong point.
    let lesson = try Lesson(
      "title: T\nprogram:\n  x = 2\n  c = -x\n  f = c^2\nask: How much?\nanswer: adj(c)\n",
      name: "own")
    let play = try LessonPlay(lesson, seed: "1")
    #expect(try play.judge("4", question: 0).mistake == "have the sign wrong")
  }

  @Test func `a value on the screen is named, and a previous sweep only where there was one`()
    throws
  {
    let once = "go: before adj(x)\nask: How much?\nanswer: adj(x)\n"
    let program = "  x = {a}\n  f = 16*x\n"
    let head = "title: T\ndraw: a from 2, 2\nprogram:\n" + program
    let alone = try LessonPlay(try Lesson(head + once, name: "own"), seed: "1")
    #expect(try alone.judge("32", question: 0).mistake == "gave the value of f")
    let shown = "title: T\nprogram:\n  x = 3\n  f = 16*x\n" + once
    let other = try LessonPlay(try Lesson(shown, name: "own"), seed: "1")
    #expect(try other.judge("32", question: 0).mistake == nil)
    let again = try LessonPlay(
      try Lesson(shown + "---\nprogram:\n  x = 3\n  f = 16*x\n" + once, name: "own"), seed: "1")
    #expect(try again.judge("32", question: 1).engine == .stale)
  }

  @Test func `a percentage may have its sign`() throws {
    let percent = "ask: What is it, in percent?\nanswer: val(c)*30"
    for answer in ["60 %", "60%", "60", "60 percent"] {
      #expect(try verdict(answer, percent) == .right)
    }
    #expect(
      throws: AnswerProblem("type a fraction instead of a percentage: 0.5 for 50 %")
    ) { try verdict("60 %", "ask: What is it?\nanswer: val(c)*30") }
  }

  @Test func `a letter that is also the text of another choice is asked about`() throws {
    let question = "ask: Which?\nchoice: f\nright: c\nchoice: y\n"
    #expect(throws: AnswerProblem.self) { try verdict("c", question) }
    #expect(try verdict("b", question) == .right)
    #expect(try verdict("2", question) == .right)
    #expect(try verdict("f", question) == .wrong)
    let lesson = try Lesson(Self.program + question, name: "own")
    #expect(
      LessonCheck(lesson).findings.map(\.message)
        == ["this is the letter of another choice, too; say more"])
  }

  @Test func `what follows from a wrong local partial is right from there on`() throws {
    let lesson = try Lesson(
      """
      title: T
      program:
        x = 5
        u = 3*x
        v = u^2
        z = 2*v + x
      ask: ?
      answer: partial(u, x)
      ask: ?
      answer: adj(x)
      """, name: "own")
    let play = try LessonPlay(lesson, seed: "1")
    // The adjoint of u is 2·2·15 = 60.
    #expect(try play.judge("181", question: 1).verdict == .right)
    let belief = Belief(question: 0, number: try #require(play.number(of: "4", question: 0)))
    #expect(try play.judge("241", question: 1, after: [belief]).verdict == .followsThrough)
    #expect(try play.judge("250", question: 1, after: [belief]).verdict == .wrong)
  }
}
