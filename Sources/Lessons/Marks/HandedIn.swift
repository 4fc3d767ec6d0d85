/// What one student handed in, from whatever files and in whatever order.
struct HandedIn {
  /// What answers are to.
  struct Key: Hashable, Comparable {
    let lesson: String
    let seed: String

    static func < (one: Key, other: Key) -> Bool {
      (one.lesson, one.seed) < (other.lesson, other.seed)
    }

    var text: String { "'\(lesson)' with the seed '\(seed)'" }
  }

  /// What was answered to a question in the latest try; several texts if files differ.
  struct Given {
    let tries: Int
    var texts: Set<String>
  }

  let student: String
  /// By the numbers of the questions.
  private(set) var answers: [Key: [Int: Given]] = [:]
  var problems: [String] = []

  init(student: String) {
    self.student = student
  }

  /// Of so many different answers of one try each is looked at.
  private static let mostTexts = 100

  /// Of two answers to a question the later try counts.
  mutating func take(_ answer: SubmittedAnswer) {
    let key = Key(lesson: answer.lesson, seed: answer.seed)
    let tries = answers[key]?[answer.item]?.tries ?? 0
    guard answer.tries >= tries else { return }
    if answer.tries > tries {
      answers[key, default: [:]][answer.item] = Given(tries: answer.tries, texts: [])
    }
    guard answers[key]?[answer.item]?.texts.count ?? 0 < Self.mostTexts else { return }
    answers[key]?[answer.item]?.texts.insert(answer.answer)
  }

  /// What is marked: of all that can be, that to which most answers are there; of equally many the first
  /// in the order of names. Where nothing can be marked, the first of all, with the reason; `nil` where
  /// there are no answers.
  func chosen(
    _ play: (Key) -> Result<LessonPlay, AnswerProblem>
  ) -> (key: Key, play: Result<LessonPlay, AnswerProblem>)? {
    var first: (key: Key, play: Result<LessonPlay, AnswerProblem>)?
    for key in keys {
      let found = play(key)
      if case .success = found { return (key, found) }
      if first == nil { first = (key, found) }
    }
    return first
  }

  private var keys: [Key] {
    answers.keys.sorted { one, other in
      let (count, otherCount) = (answers[one]?.count ?? 0, answers[other]?.count ?? 0)
      return count == otherCount ? one < other : count > otherCount
    }
  }

  /// As many of the rest are named.
  private static let mostNamed = 3

  /// What is to be said where some of the answers are to something else.
  func mixture(marking key: Key) -> [String] {
    let rest = keys.filter { $0 != key }
    guard !rest.isEmpty else { return [] }
    let named = rest.prefix(Self.mostNamed).map { other in
      "\(answers[other]?.count ?? 0) to \(other.text)"
    }
    let more = rest.count > named.count ? ", and \(rest.count - named.count) more" : ""
    return [
      "marked are the answers to \(key.text); left out are "
        + named.joined(separator: ", ") + more
    ]
  }
}
