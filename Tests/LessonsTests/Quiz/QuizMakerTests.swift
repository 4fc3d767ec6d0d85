import Autodiff
import Formula
import Testing

@testable import Lessons

@Suite struct QuizMakerTests {
  @Test(arguments: Example.all.map(\.name), ["anna", "", "ünïcödé \"quoted\"\n"])
  func `a quiz can be made of every example, and answered`(_ name: String, _ seed: String) throws {
    let program = try Program(try #require(Example.named(name)).text)
    let lesson = try QuizMaker(program, seed: seed).lesson(count: 5)
    let play = try LessonPlay(lesson, seed: seed)
    #expect(!play.questions.isEmpty)
    for (number, posed) in play.questions.enumerated() {
      guard case .number(let right) = posed.right else { Issue.record(); continue }
      #expect(right.elements.allSatisfy { $0.isFinite })
      #expect(try play.judge(right.typed, question: number).verdict == .right)
    }
  }

  @Test func `the same seed asks the same, and others ask others`() throws {
    let program = try Program("z = x*y + sin(x)", at: "x=2,y=3")
    let text = { (seed: String) in try QuizMaker(program, seed: seed).text(count: 4) }
    let (first, again) = (try text("anna"), try text("anna"))
    #expect(first == again)
    let all = try Set((1...10).map { try text("\($0)") })
    #expect(all.count > 5)
  }

  @Test(arguments: QuizSubject.allCases) func `one subject is asked about alone`(
    _ subject: QuizSubject
  ) throws {
    let program = try Program("c = x + y; d = c^2; f = x*d", at: "x=3,y=-1")
    let text = try QuizMaker(program, seed: "1", subject: subject).text(count: 3)
    let answers = text.split(separator: "\n").filter { $0.hasPrefix("answer: ") }
    #expect(!answers.isEmpty)
    #expect(answers.allSatisfy { $0.hasPrefix("answer: \(subject.rawValue)(") })
  }

  @Test func `its name says how to make it again`() {
    #expect(QuizMaker.choices(named: "quiz 5")?.count == 5)
    #expect(QuizMaker.choices(named: "quiz 7 adj")?.subject == .adj)
    for name in ["quiz", "quiz 0", "quiz x", "quiz 5 nothing", "two-gates", "quiz 5 adj more"] {
      #expect(QuizMaker.choices(named: name) == nil)
    }
  }
}
