import Autodiff

/// What a student got for one question.
package struct Mark: Hashable, Sendable {
  /// What was answered; `nil` where nothing was.
  package let answer: String?
  package let tries: Int
  package let points: Double
  /// What the right answer is worth.
  package let of: Int
  package let verdict: Verdict?
  /// What went wrong, as the predicate of a sentence.
  package let mistake: String?
  /// Why the answer could not be read.
  package let problem: String?
}

/// What a student got for a lesson.
package struct StudentMarks: Hashable, Sendable {
  package let student: String
  package let seed: String
  /// In the order of the questions.
  package let marks: [Mark]
  /// What is wrong with what was handed in.
  package let problems: [String]

  package var points: Double { marks.reduce(0) { $0 + $1.points } }
}

/// The marks of a class, the same whatever the order of its files.
package struct Marking: Sendable {
  /// By the names of the students.
  package let students: [StudentMarks]
  /// What each question asks, as far as somebody was asked.
  package private(set) var prompts: [String] = []

  /// Marks what was handed in. `play` gives the lesson for what the answers call it and for a seed, or
  /// says why there is none.
  package init(
    _ submissions: [Submission],
    play: (_ lesson: String, _ seed: String) -> Result<LessonPlay, AnswerProblem>
  ) {
    var prompts: [String] = []
    var plays: [HandedIn.Key: Result<LessonPlay, AnswerProblem>] = [:]
    students = Self.bundles(submissions).map { bundle in
      let found = bundle.chosen { key in
        let play = plays[key] ?? play(key.lesson, key.seed)
        plays[key] = play
        return play
      }
      guard let found else {
        return StudentMarks(
          student: bundle.student, seed: "", marks: [], problems: bundle.problems.sorted())
      }
      switch found.play {
      case .failure(let problem):
        return StudentMarks(
          student: bundle.student, seed: found.key.seed, marks: [],
          problems: bundle.problems.sorted() + [problem.message])
      case .success(let play):
        for number in prompts.count..<max(play.questions.count, prompts.count) {
          let posed = play.questions[number]
          prompts.append(play.text(posed.question.prompt, onPage: posed.page))
        }
        return Self.marks(of: bundle, found.key, play)
      }
    }
    self.prompts = prompts
  }

  /// In the order of names.
  private static func bundles(_ submissions: [Submission]) -> [HandedIn] {
    var bundles: [String: HandedIn] = [:]
    for submission in submissions {
      // Who wrote a file that cannot be read is known only by its name.
      let owner = submission.answers.first?.student ?? submission.origin
      for problem in submission.problems {
        let student = problem.student ?? owner
        bundles[student, default: HandedIn(student: student)].problems.append(problem.message)
      }
      for answer in submission.answers {
        bundles[answer.student, default: HandedIn(student: answer.student)].take(answer)
      }
    }
    return bundles.values.sorted { $0.student < $1.student }
  }

  private static func marks(
    of bundle: HandedIn, _ key: HandedIn.Key, _ play: LessonPlay
  ) -> StudentMarks {
    var beliefs: [Belief] = []
    var marks: [Mark] = []
    var notes: [String] = []
    let answers = bundle.answers[key] ?? [:]
    for (number, posed) in play.questions.enumerated() {
      let given = answers[number + 1]
      let mark = mark(given, number, posed, play, beliefs)
      if let given, given.texts.count > 1, let counted = mark.answer {
        notes.append(
          "question \(number + 1) has \(given.texts.count) answers of equally many tries; that of "
            + "the fewest points counts: \(counted)")
      }
      if mark.verdict == .wrong || mark.verdict == .followsThrough, let answer = mark.answer,
        let said = play.number(of: answer, question: number)
      {
        beliefs.append(Belief(question: number, number: said))
      }
      marks.append(mark)
    }
    let strays = answers.keys.filter { $0 > play.questions.count }.sorted().map {
      "there is no question \($0); the lesson has \(play.questions.count)"
    }
    return StudentMarks(
      student: bundle.student, seed: key.seed, marks: marks,
      problems: bundle.problems.sorted() + bundle.mixture(marking: key) + notes + strays)
  }

  /// The mark for an answer; of several that may count, for the one that is worth least, and of those
  /// the first in the order of texts.
  private static func mark(
    _ given: HandedIn.Given?, _ number: Int, _ posed: PosedQuestion, _ play: LessonPlay,
    _ beliefs: [Belief]
  ) -> Mark {
    guard let given else {
      return Mark(
        answer: nil, tries: 0, points: 0, of: posed.question.points, verdict: nil, mistake: nil,
        problem: nil)
    }
    let marks = given.texts.sorted().map { text in
      mark(text, tries: given.tries, number, posed, play, beliefs)
    }
    return marks.dropFirst().reduce(marks[0]) { $1.points < $0.points ? $1 : $0 }
  }

  private static func mark(
    _ text: String, tries: Int, _ number: Int, _ posed: PosedQuestion, _ play: LessonPlay,
    _ beliefs: [Belief]
  ) -> Mark {
    let all = posed.question.points
    do throws(AnswerProblem) {
      let judgement = try play.judge(text, question: number, after: beliefs)
      let isRight = judgement.verdict == .right || judgement.verdict == .followsThrough
      return Mark(
        answer: text, tries: tries,
        points: isRight ? GivenAnswer.points(of: all, tries: tries) : 0, of: all,
        verdict: judgement.verdict, mistake: judgement.mistake, problem: nil)
    } catch {
      return Mark(
        answer: text, tries: tries, points: 0, of: all, verdict: .wrong, mistake: nil,
        problem: error.message)
    }
  }
}
