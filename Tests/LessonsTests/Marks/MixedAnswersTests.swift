import TestSupport
import Testing

@testable import Lessons

/// Answers as classes hand them in: to several things at once, twice, and with wrong fields.
@Suite struct MixedAnswersTests {
  private let lesson: Lesson

  init() throws {
    lesson = try Lesson(
      """
      title: Class
      draw: a from 2..9
      program:
        x = {a}
        f = x^2
      ask: f?
      answer: val(f)
      ask: adjoint of x?
      answer: adj(x)
      ask: adjoint of f?
      answer: adj(f)
      """, name: "class")
  }

  private func line(
    _ item: Int, _ answer: String, tries: Int = 1, lesson: String = "class", seed: String = "1"
  ) -> String {
    SubmittedAnswer(
      lesson: lesson, seed: seed, student: "Eve", item: item, answer: answer, tries: tries
    ).json
  }

  private func marking(_ lines: [String]) -> Marking {
    let files = lines.map { Submission(bytes: Array($0.utf8), origin: "eve.jsonl") }
    return Marking(files) { [lesson] name, seed in
      guard name == "class", let play = try? LessonPlay(lesson, seed: seed) else {
        return .failure(AnswerProblem("these are answers to '\(name)', not to 'class'"))
      }
      return .success(play)
    }
  }

  private func x(_ seed: String) throws -> Double {
    try #require(try LessonPlay(lesson, seed: seed).numbers.values["a"])
  }

  @Test func `many answers of equally many tries take time in proportion`() {
    Growth.expectLinear(upTo: 8000) { count in
      var handedIn = HandedIn(student: "Eve")
      for number in 0..<count {
        handedIn.take(
          SubmittedAnswer(
            lesson: "class", seed: "1", student: "Eve", item: 1, answer: "\(number)", tries: 1))
      }
      #expect(handedIn.answers.count == 1)
    }
  }

  @Test func `answers to another lesson are left out and do not count for this one`() throws {
    let x = try x("1")
    let others = (1...3).map { line($0, "1", lesson: "another") }
    let lines = others + [line(1, "\(x * x)"), line(2, "\(2 * x)")]
    for lines in [lines, lines.reversed(), Array(lines[2...] + lines[..<2])] {
      let eve = try #require(marking(lines).students.first)
      #expect(eve.marks.map(\.verdict) == [.right, .right, nil])
      #expect(
        eve.problems == [
          "marked are the answers to 'class' with the seed '1'; left out are 3 to 'another' with the "
            + "seed '1'"
        ])
    }
  }

  @Test func `of several seeds the one with most answers is marked whole`() throws {
    let x = try x("2")
    let lines = [
      line(1, "1"), line(1, "\(x * x)", seed: "2"), line(2, "\(2 * x)", seed: "2"),
      line(2, "0", seed: "3"),
    ]
    for lines in [lines, lines.reversed()] {
      let eve = try #require(marking(lines).students.first)
      #expect(eve.seed == "2")
      #expect(eve.marks.map(\.verdict) == [.right, .right, nil])
      #expect(
        eve.problems == [
          "marked are the answers to 'class' with the seed '2'; left out are 1 to 'class' with the "
            + "seed '1', 1 to 'class' with the seed '3'"
        ])
    }
  }

  @Test func `of two answers of equally many tries the one of fewer points counts`() throws {
    let x = try x("1")
    let lines = [line(1, "\(x * x)"), line(1, "99"), line(2, "\(2 * x)"), line(2, "\(2 * x)")]
    for lines in [lines, lines.reversed()] {
      let eve = try #require(marking(lines).students.first)
      #expect(eve.marks.map(\.points) == [0, 1, 0])
      #expect(
        eve.problems == [
          "question 1 has 2 answers of equally many tries; that of the fewest points counts: 99"
        ])
    }
  }

  @Test(arguments: [
    (
      #""tries":"2""#,
      "\"tries\" has to be a whole number from 1 to 1000: how often an answer was given"
    ),
    (
      #""tries":0"#,
      "\"tries\" has to be a whole number from 1 to 1000: how often an answer was given"
    ),
    (
      #""tries":1.5"#,
      "\"tries\" has to be a whole number from 1 to 1000: how often an answer was given"
    ),
    (
      #""tries":1e300"#,
      "\"tries\" has to be a whole number from 1 to 1000: how often an answer was given"
    ),
    (#""seed":1"#, "\"seed\" has to be a text in quotes"),
    (#""lesson":2"#, "\"lesson\" has to be a text in quotes that is not empty"),
    (#""item":"1""#, "\"item\" has to be the number of the question, from 1"),
    (#""answer":true"#, "\"answer\" is what was typed: a text in quotes, or a number"),
    (
      "\"answer\":" + String(repeating: "[", count: 5000),
      "not JSON: nested too deeply"
    ),
  ]) func `a wrong field is a message, and earns nothing`(_ field: String, _ message: String) throws
  {
    let fields = [
      #""lesson":"class""#, #""seed":"1""#, #""student":"Eve""#, #""item":1"#, #""answer":"4""#,
      #""tries":1"#,
    ]
    let name = field.prefix { $0 != ":" }
    let all = fields.map { $0.hasPrefix(name + ":") ? field : $0 }
    let eve = try #require(marking(["{" + all.joined(separator: ",") + "}"]).students.first)
    #expect(eve.points == 0)
    #expect(eve.problems.contains { $0.hasSuffix(message) }, "\(eve.problems)")
  }

  @Test func `a name of many letters is a message`() throws {
    let name = String(repeating: "a", count: 100_000)
    let text = SubmittedAnswer(
      lesson: "class", seed: "1", student: name, item: 1, answer: "1", tries: 1
    ).json
    let marking = marking([text])
    #expect(
      marking.students.map(\.problems) == [
        ["eve.jsonl:1: \"student\" is too long: it has at most 200 bytes"]
      ])
    #expect(MarkReport(marking).text(.table).utf8.count < 1000)
  }

  @Test func `no name breaks the table`() {
    let text = SubmittedAnswer(
      lesson: "class", seed: "1", student: "a\nb\u{202E}c", item: 1, answer: "1", tries: 1
    ).json
    let table = MarkReport(marking([text])).text(.table)
    #expect(table.split(separator: "\n").dropFirst().first?.hasPrefix("a·b·c ") == true, "\(table)")
  }
}
