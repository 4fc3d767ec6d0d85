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
    var plays: [String: Result<LessonPlay, AnswerProblem>] = [:]
    students = Self.bundles(submissions).map { bundle in
      let key = bundle.lesson + "\n" + bundle.seed
      let found = plays[key] ?? play(bundle.lesson, bundle.seed)
      plays[key] = found
      switch found {
      case .failure(let problem):
        return StudentMarks(
          student: bundle.student, seed: bundle.seed, marks: [],
          problems: bundle.problems + (bundle.answers.isEmpty ? [] : [problem.message]))
      case .success(let play):
        for number in prompts.count..<max(play.questions.count, prompts.count) {
          let posed = play.questions[number]
          prompts.append(play.text(posed.question.prompt, onPage: posed.page))
        }
        return Self.marks(of: bundle, play)
      }
    }
    self.prompts = prompts
  }

  /// What one student handed in, from whatever files.
  fileprivate struct Bundle {
    var student: String
    var lesson = ""
    var seed = ""
    var answers: [Int: SubmittedAnswer] = [:]
    var problems: [String] = []
  }

  /// In the order of names; of two answers to a question the later try counts.
  private static func bundles(_ submissions: [Submission]) -> [Bundle] {
    var bundles: [String: Bundle] = [:]
    for submission in submissions {
      // Who wrote a file that cannot be read is known only by its name.
      let owner = submission.answers.first?.student ?? submission.origin
      if !submission.problems.isEmpty || submission.answers.isEmpty {
        bundles[owner, default: Bundle(student: owner)].problems += submission.problems
      }
      for answer in submission.answers {
        bundles[answer.student, default: Bundle(student: answer.student)].take(answer)
      }
    }
    return bundles.values.sorted { $0.student < $1.student }.map { bundle in
      var bundle = bundle
      bundle.problems.sort()
      return bundle
    }
  }

  private static func marks(of bundle: Bundle, _ play: LessonPlay) -> StudentMarks {
    var beliefs: [Belief] = []
    var marks: [Mark] = []
    for (number, posed) in play.questions.enumerated() {
      let mark = mark(bundle.answers[number + 1], number, posed, play, beliefs)
      if mark.verdict == .wrong || mark.verdict == .followsThrough, let answer = mark.answer,
        let said = play.number(of: answer, question: number)
      {
        beliefs.append(Belief(question: number, number: said))
      }
      marks.append(mark)
    }
    let strays = bundle.answers.keys.filter { $0 > play.questions.count }.sorted().map {
      "there is no question \($0); the lesson has \(play.questions.count)"
    }
    return StudentMarks(
      student: bundle.student, seed: bundle.seed, marks: marks,
      problems: bundle.problems + strays)
  }

  private static func mark(
    _ answer: SubmittedAnswer?, _ number: Int, _ posed: PosedQuestion, _ play: LessonPlay,
    _ beliefs: [Belief]
  ) -> Mark {
    let all = posed.question.points
    guard let answer else {
      return Mark(
        answer: nil, tries: 0, points: 0, of: all, verdict: nil, mistake: nil, problem: nil)
    }
    do throws(AnswerProblem) {
      let judgement = try play.judge(answer.answer, question: number, after: beliefs)
      let isRight = judgement.verdict == .right || judgement.verdict == .followsThrough
      return Mark(
        answer: answer.answer, tries: answer.tries,
        points: isRight ? GivenAnswer.points(of: all, tries: answer.tries) : 0, of: all,
        verdict: judgement.verdict, mistake: judgement.mistake, problem: nil)
    } catch {
      return Mark(
        answer: answer.answer, tries: answer.tries, points: 0, of: all, verdict: .wrong,
        mistake: nil, problem: error.message)
    }
  }
}

extension Marking.Bundle {
  fileprivate mutating func take(_ answer: SubmittedAnswer) {
    // Whatever order the files come in, the same lesson and seed win.
    if lesson.isEmpty || (answer.lesson, answer.seed) < (lesson, seed) {
      if !lesson.isEmpty { noteMixture() }
      (lesson, seed) = (answer.lesson, answer.seed)
    } else if (answer.lesson, answer.seed) != (lesson, seed) {
      noteMixture()
    }
    guard let other = answers[answer.item] else { return answers[answer.item] = answer }
    if (answer.tries, answer.answer) > (other.tries, other.answer) { answers[answer.item] = answer }
  }

  private mutating func noteMixture() {
    let note = "the answers of \(student) are to several lessons or seeds; one of them is marked"
    if !problems.contains(note) { problems.append(note) }
  }
}
