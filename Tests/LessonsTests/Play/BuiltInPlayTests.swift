import Autodiff
import Formula
import Testing

@testable import Lessons

/// Every built-in lesson, played to its end.
@Suite struct BuiltInPlayTests {
  static let names = BuiltInLesson.all.map(\.name)

  private func play(_ name: String, seed: String = "anna") throws -> LessonPlay {
    try LessonPlay(try #require(BuiltInLesson.named(name)).lesson(), seed: seed)
  }

  /// The right answer as somebody types it.
  private func right(_ play: LessonPlay, _ number: Int) -> String {
    switch play.questions[number].right {
    case .number(let number): number.typed
    case .choice(let right): Choice.letter(right.min() ?? 0)
    case .formula where play.lesson.name == "reused-variable": "d + 2*c*x"
    case .formula, .node, .path: play.rightAnswer(number)
    }
  }

  @Test(arguments: names) func `its check finds nothing`(_ name: String) throws {
    let lesson = try #require(BuiltInLesson.named(name)).lesson()
    let check = LessonCheck(lesson)
    let report = LessonFailure(check.findings, in: lesson.source).report
    #expect(check.findings.isEmpty, "\(report)")
  }

  @Test func `a key that is asked for may be typed, as it is listed or alone`() throws {
    let play = try play("tutorial")
    let last = play.questions.count - 1
    for answer in ["the key c", "b", "b)", "(b)", "2"] {
      #expect(try play.judge(answer, question: last).verdict == .right, "\(answer)")
    }
  }

  @Test(arguments: names) func `it is a lesson of five to fifteen minutes, with a prediction`(
    _ name: String
  ) throws {
    let lesson = try #require(BuiltInLesson.named(name)).lesson()
    #expect((5...15).contains(lesson.minutes))
    #expect(LessonCheck(lesson).minutes <= 15)
    #expect(lesson.questions.count >= 4)
    let predicted = try play(name).questions.contains { posed in
      posed.question.isPrediction
        && posed.expression?.references.contains { $0.quantity == .adjoint } == true
    }
    #expect(predicted, "no adjoint is predicted")
    for need in lesson.needs { #expect(Self.names.contains(need)) }
  }

  @Test(arguments: names) func `right answers lead to its end and to all points`(
    _ name: String
  ) throws {
    var session = LessonSession(try play(name))
    while !session.progress.isDone {
      if session.isAsking, let question = session.question {
        try session.answer(right(session.play, question))
        #expect(!session.isAsking, "\(session.replies)")
      }
      session.goOn()
    }
    #expect(session.progress.points == Double(session.lesson.points))
  }

  @Test(arguments: names) func `each wrong engine's number is named, and hints follow`(
    _ name: String
  ) throws {
    let play = try play(name)
    for (number, posed) in play.questions.enumerated() {
      guard case .number(let right) = posed.right else { continue }
      for engine in WrongEngine.allCases {
        guard let wrong = posed.number(by: engine), wrong.elements.allSatisfy(\.isFinite),
          !posed.question.tolerance.accepts(wrong, for: right)
        else { continue }
        let judgement = try play.judge(wrong.typed, question: number)
        #expect(judgement.verdict == .wrong)
        let named = judgement.engine ?? engine
        let numbers = [posed.numberByOneStep(named), posed.number(by: named)].compactMap(\.self)
        #expect(numbers.contains { posed.question.tolerance.accepts(wrong, for: $0) })
        // Where there was no sweep before, nobody can have kept anything of it.
        #expect(judgement.mistake != nil || judgement.reply != nil || engine == .stale)
      }
      var session = LessonSession(play)
      session.go(to: posed.page)
      try session.answer("123456.5")
      #expect(session.isAsking)
      #expect(session.replies.first?.kind == .wrong)
      #expect(session.replies.contains { $0.kind == .hint } == !posed.question.hints.isEmpty)
      try session.answer("?")
      #expect(!session.isAsking)
      #expect(session.progress.answers[number]?.points == 0)
    }
  }

  @Test(arguments: names) func `the replies that its author wrote are reached`(
    _ name: String
  ) throws {
    let play = try play(name)
    for (number, posed) in play.questions.enumerated() {
      for mistake in posed.mistakes {
        let judgement = try play.judge(mistake.number.typed, question: number)
        #expect(judgement.verdict == .wrong)
        #expect(judgement.reply != nil)
      }
      for (place, choice) in posed.question.choices.enumerated() where choice.reply != nil {
        #expect(try play.judge(Choice.letter(place), question: number).reply != nil)
      }
    }
  }

  @Test(arguments: names) func `it is resumed where it was left`(_ name: String) throws {
    var session = LessonSession(try play(name))
    while session.page < session.lesson.pages.count / 2 {
      if session.isAsking, let question = session.question {
        try session.answer(right(session.play, question))
      }
      session.goOn()
    }
    let kept = try #require(LessonProgress(json: session.progress.json))
    #expect(kept == session.progress)
    var resumed = LessonSession(try play(name), progress: kept)
    #expect(resumed.page == session.page)
    #expect(resumed.lines.map(\.text) == session.lines.map(\.text))
    resumed.restart(resumed.play)
    #expect(resumed.page == 0)
    #expect(resumed.progress.answers.isEmpty)
  }
}
