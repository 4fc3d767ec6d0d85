import Basics
import Interchange
import Syntax

/// An answer as a file of answers has it, a line of JSON:
/// `{"lesson": "two-gates", "seed": "anna", "student": "anna", "item": 3, "answer": "16", "tries": 2}`.
package struct SubmittedAnswer: Hashable, Sendable {
  package let lesson: String
  package let seed: String
  package let student: String
  /// The number of the question, counted from 1.
  package let item: Int
  package let answer: String
  package let tries: Int

  package init(
    lesson: String, seed: String, student: String, item: Int, answer: String, tries: Int
  ) {
    self.lesson = lesson
    self.seed = seed
    self.student = student
    self.item = item
    self.answer = answer
    self.tries = tries
  }

  /// The line of JSON.
  package var json: String {
    JSON.object([
      ("lesson", JSON.text(lesson)), ("seed", JSON.text(seed)), ("student", JSON.text(student)),
      ("item", "\(item)"), ("answer", JSON.text(answer)), ("tries", "\(tries)"),
    ])
  }
}

/// What a student has handed in: answers, or why the file cannot be read.
package struct Submission: Hashable, Sendable {
  /// Something that cannot be read.
  package struct Problem: Hashable, Sendable {
    /// Whose line it is, as far as that can be read.
    package let student: String?
    package let message: String
  }

  /// What messages call the file.
  package let origin: String
  package private(set) var answers: [SubmittedAnswer] = []
  /// What cannot be read, line by line.
  package private(set) var problems: [Problem] = []

  /// Larger files are not answers to a lesson.
  private static let mostBytes = 4 << 20

  /// Reads a file of answers; what is wrong with it is kept.
  package init(bytes: [UInt8], origin: String) {
    self.origin = origin
    guard bytes.count <= Self.mostBytes else {
      note("\(origin): a file of answers has at most 4 MB")
      return
    }
    for (number, line) in bytes.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    )
    .enumerated() where line.contains(where: { !$0.isBlank && !$0.isLineBreak }) {
      read(Array(line), number + 1)
    }
    if answers.isEmpty, problems.isEmpty { note("\(origin): there are no answers in it") }
  }

  /// A file that could not be opened.
  package init(unreadable message: String, origin: String) {
    self.origin = origin
    note(message)
  }

  private mutating func note(_ message: String, of student: String? = nil) {
    problems.append(Problem(student: student, message: message))
  }

  private mutating func read(_ line: [UInt8], _ number: Int) {
    let source = SourceText(bytes: line, origin: origin)
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONReader.read(source)
    } catch {
      let column = source.position(of: error.span.lowerBound).column
      return note("\(origin):\(number):\(column): not JSON: \(error.problem.asMessage)")
    }
    do throws(AnswerProblem) {
      answers.append(try SubmittedAnswer(value))
    } catch {
      note("\(origin):\(number): \(error.message)", of: SubmittedAnswer.student(of: value))
    }
  }
}

extension JSONProblem {
  /// What is wrong, behind a colon.
  fileprivate var asMessage: String {
    if case .nestedTooDeeply = self { return "nested too deeply" }
    return "\(expected) expected"
  }
}

// The fields of a line.
extension SubmittedAnswer {
  /// Nobody has a longer name, and nobody types more for one question; longer texts would make a table
  /// that nobody can read.
  package static let longestName = 200
  private static let longestAnswer = 20_000
  /// Nobody tries more often.
  private static let mostTries = 1000

  fileprivate init(_ value: JSONValue) throws(AnswerProblem) {
    guard case .object = value.kind else {
      throw AnswerProblem("a line is an object, as in {\"item\": 1, \"answer\": \"16\", ...}")
    }
    lesson = try Self.text("lesson", value)
    seed = try Self.text("seed", value, mayBeEmpty: true)
    student = try Self.text("student", value)
    item = try Self.number(
      "item", value, within: 1...1_000_000, "the number of the question, from 1")
    switch value["answer"]?.kind {
    case .string(let text)?: answer = text
    case .number(let number)?: answer = JSON.number(number)
    case nil: throw AnswerProblem("\"answer\" is missing: what was typed, in quotes")
    default: throw AnswerProblem("\"answer\" is what was typed: a text in quotes, or a number")
    }
    guard answer.utf8.count <= Self.longestAnswer else {
      throw AnswerProblem("\"answer\" is too long for an answer")
    }
    // Who writes a file by hand may leave it out.
    tries =
      value["tries"] == nil
      ? 1
      : try Self.number(
        "tries", value, within: 1...Self.mostTries,
        "a whole number from 1 to \(Self.mostTries): how often an answer was given")
  }

  /// Whose line it is, where the name can be one.
  fileprivate static func student(of value: JSONValue) -> String? {
    try? text("student", value)
  }

  private static func number(
    _ name: String, _ value: JSONValue, within range: ClosedRange<Int>, _ meaning: String
  ) throws(AnswerProblem) -> Int {
    guard let field = value[name] else {
      throw AnswerProblem("\"\(name)\" is missing: \(meaning)")
    }
    guard let number = field.wholeNumber, range.contains(number) else {
      throw AnswerProblem("\"\(name)\" has to be \(meaning)")
    }
    return number
  }

  private static func text(
    _ name: String, _ value: JSONValue, mayBeEmpty: Bool = false
  ) throws(AnswerProblem) -> String {
    guard let field = value[name] else {
      throw AnswerProblem("\"\(name)\" is missing: a text in quotes")
    }
    guard let text = field.text, mayBeEmpty || !text.isEmpty else {
      throw AnswerProblem(
        "\"\(name)\" has to be a text in quotes" + (mayBeEmpty ? "" : " that is not empty"))
    }
    guard text.utf8.count <= longestName else {
      throw AnswerProblem("\"\(name)\" is too long: it has at most \(longestName) bytes")
    }
    return text
  }
}
