package import Basics
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
  /// What messages call the file.
  package let origin: String
  package private(set) var answers: [SubmittedAnswer] = []
  /// What cannot be read, line by line.
  package private(set) var problems: [String] = []

  /// Larger files are not answers to a lesson.
  private static let mostBytes = 4 << 20

  /// Reads a file of answers; what is wrong with it is kept.
  package init(bytes: [UInt8], origin: String) {
    self.origin = origin
    guard bytes.count <= Self.mostBytes else {
      problems = ["\(origin): a file of answers has at most 4 MB"]
      return
    }
    for (number, line) in bytes.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    )
    .enumerated() where line.contains(where: { !$0.isBlank && !$0.isLineBreak }) {
      read(Array(line), number + 1)
    }
    if answers.isEmpty, problems.isEmpty { problems = ["\(origin): there are no answers in it"] }
  }

  /// A file that could not be opened.
  package init(unreadable message: String, origin: String) {
    self.origin = origin
    problems = [message]
  }

  private mutating func read(_ line: [UInt8], _ number: Int) {
    let source = SourceText(bytes: line, origin: origin)
    do {
      answers.append(try SubmittedAnswer(try JSONReader.read(source)))
    } catch let error as JSONError {
      let column = source.position(of: error.span.lowerBound).column
      problems.append("\(origin):\(number):\(column): not JSON: \(error.problem.expected) expected")
    } catch let problem as AnswerProblem {
      problems.append("\(origin):\(number): \(problem.message)")
    } catch {
      problems.append("\(origin):\(number): \(error)")
    }
  }
}

extension SubmittedAnswer {
  fileprivate init(_ value: JSONValue) throws(AnswerProblem) {
    guard case .object = value.kind else {
      throw AnswerProblem("a line is an object, as in {\"item\": 1, \"answer\": \"16\", ...}")
    }
    lesson = try Self.text("lesson", value)
    seed = try Self.text("seed", value)
    student = try Self.text("student", value)
    guard let item = value["item"]?.wholeNumber, item > 0 else {
      throw AnswerProblem("\"item\" is missing: the number of the question, from 1")
    }
    self.item = item
    switch value["answer"]?.kind {
    case .string(let text)?: answer = text
    case .number(let number)?: answer = JSON.number(number)
    default: throw AnswerProblem("\"answer\" is missing: what was typed, in quotes")
    }
    tries = max(value["tries"]?.wholeNumber ?? 1, 1)
  }

  private static func text(_ name: String, _ value: JSONValue) throws(AnswerProblem) -> String {
    guard let text = value[name]?.text, !text.isEmpty else {
      throw AnswerProblem("\"\(name)\" is missing: a text in quotes")
    }
    return text
  }
}
