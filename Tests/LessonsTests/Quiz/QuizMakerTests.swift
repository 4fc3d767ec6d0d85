import Autodiff
import Formula
import Inquiry
import TestSupport
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
    #expect(QuizName("quiz 5")?.count == 5)
    #expect(QuizName("quiz 7 adj")?.subject == .adj)
    for name in ["quiz", "quiz 0", "quiz x", "quiz 5 nothing", "two-gates", "quiz 5 adj more"] {
      #expect(QuizName(name) == nil)
    }
  }

  @Test func `its name says on which program it is`() throws {
    let (program, other) = (try Program("x^2", at: "x=2"), try Program("x^2", at: "x=3"))
    let name = QuizName(count: 3, subject: .val, program: program)
    let read = try #require(QuizName(name.text))
    #expect(read == name)
    #expect(read.plain == "quiz 3 val")
    #expect(read.isOn(program))
    #expect(!read.isOn(other))
    // Files from before programs had a fingerprint are marked all the same.
    #expect(QuizName("quiz 3 val")?.isOn(other) == true)
  }

  @Test func `a quiz on a longer program takes time in proportion`() throws {
    try Growth.expectLinear(upTo: 400) { size in
      let lines = (1...size).map { "a\($0) = sin(\($0 > 1 ? "a\($0 - 1)" : "y"))*x + 0.1" }
      let program = try Program(lines.joined(separator: "\n"), at: "x=2,y=1")
      #expect(try QuizMaker(program, seed: "1").lesson(count: 5).questions.count == 5)
    }
  }

  private static let seeds = (1...6).map { "\($0)" } + ["anna"]

  @Test(arguments: [
    "c = x + y; d = c^2; f = x*d", "relu(y-x)*x", "argmax([x, y])*x", "max(x, y)*x", "abs(x - y)*x",
    "x*y + sin(x)",
  ]) func `no number is at a kink, a tie or 0, and no two inputs are equal`(_ text: String) throws {
    for seed in Self.seeds {
      let lesson = try QuizMaker(try Program(text), seed: seed).lesson(count: 5)
      let stage = try #require(try LessonPlay(lesson, seed: seed).stage(ofPage: 0))
      let values = stage.program.inputs.flatMap(\.values)
      #expect(Set(values).count == values.count, "\(seed)")
      let graph = stage.program.graph
      for node in graph.liveNodes where graph.operation(of: node) != .constant {
        let operation = graph.operation(of: node)
        let operands = graph.operands(of: node).compactMap { stage.end.value(of: $0).scalar }
        #expect(!operation.isKink(at: operands), "\(seed) \(node)")
        guard operation.smoothness != .stepwise else { continue }
        #expect(stage.end.value(of: node).scalar != 0, "\(seed) \(node)")
      }
    }
  }

  @Test func `numbers of either sign are drawn where there are none of the program's own`() throws {
    let program = try Program("sqrt(-x)", at: "x=1")
    #expect(!(try QuizMaker(program, seed: "1").lesson(count: 2).questions.isEmpty))
  }

  @Test(arguments: Example.all.map(\.name)) func `a quiz on an example passes the check of lessons`(
    _ name: String
  ) throws {
    let program = try Program(try #require(Example.named(name)).text)
    for seed in Self.seeds.prefix(3) {
      let lesson = try QuizMaker(program, seed: seed).lesson(count: 10)
      let findings = LessonCheck(lesson).findings.map(\.message)
      #expect(findings.isEmpty, "\(seed)")
    }
  }

  @Test func `a quiz of which much stands on the screen passes the check`() throws {
    for seed in Self.seeds {
      let lesson = try QuizMaker(try Program("exp(x)/x^2"), seed: seed).lesson(count: 10)
      #expect(lesson.questions.count > 3)
      #expect(LessonCheck(lesson).findings.map(\.message) == [], "\(seed)")
    }
  }

  @Test func `what arrives at an array is an array`() throws {
    let program = try Program("w = [1, 2, 3]; sum(w*w)")
    let text = try QuizMaker(program, seed: "1", subject: .adj).text(count: 3)
    #expect(text.contains("arrays of contributions arrive"), "\(text)")
    #expect(!text.contains("contributions arrive and are added."))
  }
}
