import Autodiff
import Testing

@testable import Lessons

/// A class with planted mistakes; what should come of each answer is computed here by hand.
@Suite struct MarkingTests {
  private static let text = """
    title: Class
    draw: a from 2..9
    draw: b from 11..19
    program:
      x = {a}
      y = {b}
      c = x + y
      d = c^2
      f = x*d
    ask: c?
    answer: val(c)
    ask: d?
    answer: val(d)
    ask: f?
    answer: val(f)
    ask: adjoint of d?
    answer: adj(d)
    ask: adjoint of c?
    answer: adj(c)
    ask: adjoint of y?
    answer: adj(y)
    ask: adjoint of x?
    answer: adj(x)
    points: 2
    """

  /// What a student does wrong.
  private enum Plan: Int, CaseIterable {
    case nothing, wrongSum, keptLast, unsure, nothingHandedIn, unreadable
  }

  private struct Student {
    let name: String
    let plan: Plan
    var x: Double
    var y: Double

    /// The answers, and the points that they should get, by formulas of this very program.
    var answers: [(answer: String, points: Double, verdict: Verdict?)] {
      let c = plan == .wrongSum ? x - y : x + y
      let (d, f, dd) = (c * c, x * c * c, x)
      let dc = 2 * c * dd
      let dx = plan == .keptLast ? dc : d + dc
      let numbers = [c, d, f, dd, dc, dc, dx]
      return numbers.enumerated().map { number, value in
        let points = number == 6 ? 2.0 : 1.0
        switch plan {
        case .nothing: return ("\(value)", points, .right)
        case .keptLast:
          return number == 6 ? ("\(value)", 0, .wrong) : ("\(value)", points, .right)
        case .wrongSum:
          // The adjoint of d does not depend on c.
          if number == 0 { return ("\(value)", 0, .wrong) }
          return ("\(value)", points, number == 3 ? .right : .followsThrough)
        case .unsure: return ("?", 0, .unsure)
        case .nothingHandedIn: return ("", 0, nil)
        case .unreadable: return ("3,5", 0, .wrong)
        }
      }
    }
  }

  private let lesson: Lesson
  private let students: [Student]

  init() throws {
    lesson = try Lesson(Self.text, name: "class")
    students = try (0..<200).map { [lesson] number in
      let name = "student\(number)"
      let play = try LessonPlay(lesson, seed: name)
      return Student(
        name: name, plan: Plan.allCases[number % Plan.allCases.count],
        x: try #require(play.numbers.values["a"]), y: try #require(play.numbers.values["b"]))
    }
  }

  private func submissions() -> [Submission] {
    students.map { student in
      let lines = student.answers.enumerated().map { number, answer in
        SubmittedAnswer(
          lesson: "class", seed: student.name, student: student.name, item: number + 1,
          answer: answer.answer, tries: 1
        ).json
      }
      let text = student.plan == .nothingHandedIn ? "{broken\n" : lines.joined(separator: "\n")
      return Submission(bytes: Array(text.utf8), origin: "\(student.name).jsonl")
    }
  }

  private func marking(_ submissions: [Submission]) -> Marking {
    Marking(submissions) { [lesson] name, seed in
      guard name == "class", let play = try? LessonPlay(lesson, seed: seed) else {
        return .failure(AnswerProblem("another lesson"))
      }
      return .success(play)
    }
  }

  @Test func `every planted mistake is named, and what follows is right`() throws {
    let marks = marking(submissions())
    #expect(marks.students.count == 200)
    for student in students where student.plan != .nothingHandedIn {
      let found = try #require(marks.students.first { $0.student == student.name })
      for (mark, expected) in zip(found.marks, student.answers) {
        #expect(mark.points == expected.points, "\(student) \(mark)")
        #expect(mark.verdict == expected.verdict, "\(student) \(mark)")
      }
      let last = try #require(found.marks.last)
      if student.plan == .keptLast { #expect(last.mistake == "kept only the last contribution") }
      if student.plan == .unreadable {
        #expect(last.problem == "a decimal point is typed '.': 3.5")
      }
    }
  }

  @Test func `a broken file is a message for its student`() throws {
    let marks = marking(submissions())
    for student in students where student.plan == .nothingHandedIn {
      let found = try #require(marks.students.first { $0.student == "\(student.name).jsonl" })
      #expect(found.marks.isEmpty)
      #expect(
        found.problems
          == ["\(student.name).jsonl:1:2: not JSON: a name in quotes expected"])
    }
  }

  @Test func `the class is counted`() {
    let statistics = ClassStatistics(marking(submissions()))
    let count = { (plan: Plan) in students.filter { $0.plan == plan }.count }
    #expect(statistics.students == 200 - count(.nothingHandedIn))
    let last = statistics.questions[6]
    #expect(last.right == count(.nothing))
    #expect(last.followed == count(.wrongSum))
    #expect(last.unsure == count(.unsure))
    #expect(last.mistakes.map(\.mistake) == ["kept only the last contribution"])
    #expect(last.mistakes.map(\.count) == [count(.keptLast)])
  }

  @Test(arguments: MarkReport.Format.allCases) func `shuffled files give the same bytes`(
    _ format: MarkReport.Format
  ) {
    let report = { (submissions: [Submission]) in
      MarkReport(marking(submissions)).text(format)
    }
    let usual = report(submissions())
    #expect(report(submissions()) == usual)
    #expect(report(submissions().shuffled()) == usual)
    #expect(report(submissions().reversed()) == usual)
  }

  @Test func `a later try is half the points, and of two answers the later try counts`() throws {
    let x = students[0]
    let line = { (answer: String, tries: Int) in
      SubmittedAnswer(
        lesson: "class", seed: x.name, student: "s", item: 1, answer: answer, tries: tries
      ).json
    }
    let text = [line("\(x.x + x.y)", 2), line("0", 1)].joined(separator: "\n")
    let mark = try #require(
      marking([Submission(bytes: Array(text.utf8), origin: "s")]).students.first?.marks.first)
    #expect(mark.points == 0.5)
    #expect(mark.tries == 2)
  }

  @Test func `a cell of CSV cannot be a formula`() {
    let line = SubmittedAnswer(
      lesson: "class", seed: "s", student: "=cmd,\"x\"", item: 1, answer: "1", tries: 1
    ).json
    let report = MarkReport(marking([Submission(bytes: Array(line.utf8), origin: "s")])).text(.csv)
    #expect(report.contains("\"'=cmd,\"\"x\"\"\",s,1,1,1,wrong,0,1,,\n"))
  }
}
