import Autodiff
import Basics
import Interchange

/// How far somebody has come with a lesson, and what they answered.
package struct LessonProgress: Hashable, Sendable {
  package let lesson: String
  package let seed: String
  /// The page that is open, counted from 0.
  package var page = 0
  /// By the number of the question, counted from 0.
  package var answers: [Int: GivenAnswer] = [:]
  /// Whether the last page was left once.
  package var isDone = false

  package init(lesson: String, seed: String) {
    self.lesson = lesson
    self.seed = seed
  }

  /// The points so far.
  package var points: Double { answers.values.reduce(0) { $0 + $1.points } }
}

/// What somebody answered to a question.
package struct GivenAnswer: Hashable, Sendable {
  /// The last answer, as it was typed.
  package var text: String
  /// How many answers there were.
  package var tries: Int
  /// Whether it is settled: right, or given up.
  package var isSettled: Bool
  package var points: Double

  package init(text: String, tries: Int, isSettled: Bool, points: Double) {
    self.text = text
    self.tries = tries
    self.isSettled = isSettled
    self.points = points
  }

  /// What a right answer is worth: all points at the first try, half of them later.
  package static func points(of all: Int, tries: Int) -> Double {
    tries <= 1 ? Double(all) : Double(all) / 2
  }
}

extension LessonProgress {
  /// One line of JSON, to be kept.
  package var json: String {
    let answers = answers.sorted { $0.key < $1.key }.map { number, answer in
      JSON.object([
        ("item", "\(number + 1)"), ("answer", JSON.text(answer.text)),
        ("tries", "\(answer.tries)"), ("settled", answer.isSettled ? "true" : "false"),
        ("points", JSON.number(answer.points)),
      ])
    }
    return JSON.object([
      ("version", "1"), ("lesson", JSON.text(lesson)), ("seed", JSON.text(seed)),
      ("page", "\(page + 1)"), ("done", isDone ? "true" : "false"),
      ("answers", "[" + answers.joined(separator: ",") + "]"),
    ])
  }

  /// Reads what was kept; `nil` for anything else.
  package init?(json text: String) {
    guard let value = try? JSONReader.read(SourceText(text)),
      let lesson = value["lesson"]?.text, let seed = value["seed"]?.text
    else { return nil }
    self.init(lesson: lesson, seed: seed)
    page = max((value["page"]?.wholeNumber ?? 1) - 1, 0)
    isDone = value["done"]?.isTrue ?? false
    guard case .array(let items)? = value["answers"]?.kind else { return }
    for item in items {
      guard let number = item["item"]?.wholeNumber, number > 0, let text = item["answer"]?.text,
        let tries = item["tries"]?.wholeNumber, case .number(let points)? = item["points"]?.kind
      else { continue }
      answers[number - 1] = GivenAnswer(
        text: text, tries: max(tries, 0), isSettled: item["settled"]?.isTrue ?? false,
        points: points)
    }
  }
}

extension JSONValue {
  /// The whole number of moderate size that the value is.
  var wholeNumber: Int? {
    guard case .number(let number) = kind, number == number.rounded(), number.magnitude < 1e9
    else { return nil }
    return Int(number)
  }

  var isTrue: Bool {
    if case .bool(true) = kind { true } else { false }
  }
}
