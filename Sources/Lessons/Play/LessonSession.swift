import Autodiff
import Basics
import Formula
package import Learning
import Presentation
import Syntax

/// Somebody in the middle of a lesson: the page that is open, what was answered and what was said.
package struct LessonSession: Equatable, Sendable {
  package private(set) var play: LessonPlay
  package private(set) var progress: LessonProgress
  /// What was said to the answers on this page, the latest last.
  package private(set) var replies: [LessonLine] = []
  /// The file that the lesson is from; `nil` for one that is built in or made.
  package let path: String?
  /// What the file has become that cannot be taken over, so that this is said once.
  package var refusedText: String?

  /// Whether both are at the same place of the same lesson.
  package static func == (one: LessonSession, other: LessonSession) -> Bool {
    one.progress == other.progress && one.replies == other.replies
      && one.play.lesson.source.bytes == other.play.lesson.source.bytes
  }

  /// A lesson from its start, or from where somebody left it.
  package init(_ play: LessonPlay, progress: LessonProgress? = nil, path: String? = nil) {
    self.play = play
    self.path = path
    let fresh = LessonProgress(lesson: play.lesson.name, seed: play.seed)
    self.progress = progress ?? fresh
    self.progress.page = min(self.progress.page, play.lesson.pages.count - 1)
    self.progress.answers = self.progress.answers.filter { play.questions.indices.contains($0.key) }
    recall()
  }

  package var lesson: Lesson { play.lesson }
  package var page: Int { progress.page }
  package var isLastPage: Bool { page == lesson.pages.count - 1 }

  /// The question on this page, counted from 0.
  package var question: Int? { play.question(onPage: page) }

  /// Whether there is a question here that still waits for an answer.
  package var isAsking: Bool {
    question.map { !(progress.answers[$0]?.isSettled ?? false) } ?? false
  }

  /// Whether time stands still until the question here is answered.
  package var holdsTime: Bool {
    isAsking && lesson.pages[page].question?.isPrediction == true
  }

  /// The numbers that are not to be seen as long as the question here waits.
  package var hidden: Set<QuizSubject> {
    question == nil || isAsking ? lesson.pages[page].hidden : []
  }

  /// The program that is opened at first, if there is one.
  package var firstStage: Stage? {
    lesson.pages.indices.lazy.compactMap { play.stage(ofPage: $0) }.first
  }

  /// The program that this page is about, and where in it the page begins.
  package var stage: (number: Int, stage: Stage, position: Int)? {
    guard let number = play.stageNumber(ofPage: page), let stage = play.stage(ofPage: page) else {
      return nil
    }
    let isSettled = question != nil && !isAsking
    let after = isSettled ? play.positionAfter(page: page) : nil
    return (number, stage, after ?? play.position(ofPage: page))
  }

  /// The run that this page is about, as far as it is trained by now; `nil` for a page about a program.
  package var moment: RunMoment? {
    play.runPlace(ofPage: page).map { place in
      let isSettled = question != nil && !isAsking
      return RunMoment(run: place.run, step: isSettled ? place.after : place.step)
    }
  }

  /// The figures of that moment, as its screen shows them.
  package var figures: RunFigures? {
    moment.flatMap { play.runPlace(ofPage: page)?.figures(afterStep: $0.step) }
  }

  /// Opens another page; pages outside are the nearest.
  package mutating func go(to page: Int) {
    progress.page = min(max(page, 0), lesson.pages.count - 1)
    recall()
  }

  /// Goes on; on the last page the lesson is done.
  package mutating func goOn() {
    guard !isLastPage else { return progress.isDone = true }
    go(to: page + 1)
  }

  /// Begins again, with other numbers if the seed is another.
  package mutating func restart(_ play: LessonPlay) {
    let wasDone = progress.isDone
    self.play = play
    progress = LessonProgress(lesson: play.lesson.name, seed: play.seed)
    progress.isDone = wasDone
    recall()
  }

  /// The same place in a lesson whose file has changed.
  package mutating func replace(_ play: LessonPlay) {
    self = LessonSession(play, progress: progress, path: path)
  }

  /// What a page says that was settled before.
  private mutating func recall() {
    replies = []
    guard let question, let answer = progress.answers[question], answer.isSettled else { return }
    replies = [LessonLine(.quiet, "You answered: \(answer.text)")] + explanation
  }
}

// Answers.
extension LessonSession {
  /// Takes an answer to the question on this page; throws where it cannot be one at all.
  package mutating func answer(_ text: String) throws(AnswerProblem) {
    guard let question else {
      throw AnswerProblem("nothing is asked here")
    }
    guard isAsking else { throw AnswerProblem("this question is answered") }
    let judgement = try play.judge(text, question: question)
    let tries = (progress.answers[question]?.tries ?? 0) + 1
    let all = play.questions[question].question.points
    let isRight = judgement.verdict == .right || judgement.verdict == .followsThrough
    progress.answers[question] = GivenAnswer(
      text: text.trimmed, tries: tries, isSettled: isRight || judgement.verdict == .unsure,
      points: isRight ? GivenAnswer.points(of: all, tries: tries) : 0)
    say(judgement, text.trimmed, tries)
  }

  private mutating func say(_ judgement: Judgement, _ text: String, _ tries: Int) {
    switch judgement.verdict {
    case .right, .followsThrough:
      replies = [LessonLine(.right, "\(text) is right.")]
      if let reply = judgement.reply { replies.append(LessonLine(.text, reply)) }
      replies += explanation
    case .unsure:
      replies = [LessonLine(.quiet, "No problem: the answer is \(rightAnswer).")]
      replies += explanation
    case .wrong:
      replies = [LessonLine(.wrong, "\(text) is not right.")]
      if let reply = judgement.reply {
        replies.append(LessonLine(.wrong, reply))
      } else if let mistake = judgement.mistake {
        replies.append(LessonLine(.wrong, "It seems that you \(mistake)."))
      }
      replies += hint(after: tries)
    }
  }

  /// Shows the next hint, as if there had been another wrong answer, but without counting one.
  package mutating func askForHint() throws(AnswerProblem) {
    guard isAsking, let question else { throw AnswerProblem("nothing is asked here") }
    let hints = play.questions[question].question.hints
    guard !hints.isEmpty else { throw AnswerProblem("there is no hint for this question") }
    let shown = replies.filter { $0.kind == .hint }.count
    let tries = progress.answers[question]?.tries ?? 0
    let next = max(shown, hints.filter { $0.tries <= tries }.count)
    let hint = hints[min(next, hints.count - 1)]
    replies =
      replies.filter { $0.kind != .hint && $0.kind != .quiet }
      + hints.prefix(min(next, hints.count - 1)).map {
        LessonLine(.hint, play.text($0.text, onPage: page))
      } + lines(of: hint, in: hints)
  }

  private func hint(after tries: Int) -> [LessonLine] {
    guard let question else { return [] }
    let hints = play.questions[question].question.hints
    return hints.last { $0.tries <= tries }.map { lines(of: $0, in: hints) } ?? []
  }

  /// A hint, and behind the last one that there is no other.
  private func lines(of hint: Hint, in hints: [Hint]) -> [LessonLine] {
    [LessonLine(.hint, play.text(hint.text, onPage: page))]
      + (hint == hints.last
        ? [LessonLine(.quiet, "That was the last hint; answer ? to see the right answer.")] : [])
  }

  /// The right answer in words.
  package var rightAnswer: String {
    guard let question else { return "" }
    return play.rightAnswer(question)
  }

  private var explanation: [LessonLine] {
    guard let question else { return [] }
    return play.questions[question].question.explanation.map {
      LessonLine(.text, play.text($0.written, onPage: page, isAfter: true))
    }
  }
}

extension LessonPlay {
  /// The right answer to a question in words.
  package func rightAnswer(_ number: Int) -> String {
    let posed = questions[number]
    switch posed.right {
    case .number(let number):
      return TensorText.short(number, elements: TensorText.lineLimit)
    case .formula(let expression): return expression.text
    case .node(let node): return posed.stage?.scope.spelling(of: node) ?? ""
    case .path(let from, let to, let product):
      let nodes = posed.stage?.path(from: from, to: to, product: product) ?? []
      return nodes.map { posed.stage?.scope.spelling(of: $0) ?? "" }.joined(separator: " → ")
    case .choice(let right):
      return posed.question.choices.enumerated().filter { right.contains($0.offset) }.map {
        "\(Choice.letter($0.offset))) \(text($0.element.text, onPage: posed.page))"
      }.joined(separator: ", ")
    }
  }
}

/// A run of a lesson, trained up to a step.
package struct RunMoment: Hashable, Sendable {
  package let run: DrawnRun
  package let step: Int
}

extension Choice {
  /// What a choice is called: `a` for the first.
  package static func letter(_ place: Int) -> String {
    String(Character(Unicode.Scalar(UInt8(clamping: 97 + min(place, 25)))))
  }
}

extension Stage {
  /// A path between two nodes, of the strongest ones if a product is given.
  func path(from source: NodeID, to target: NodeID, product: Double?) -> [NodeID] {
    var pending: [[NodeID]] = [[target]]
    var steps = 0
    while let path = pending.popLast(), steps < 10_000 {
      steps += 1
      guard let node = path.last else { continue }
      if node == source {
        let way = Array(path.reversed())
        guard let product else { return way }
        if let found = self.product(along: way), Tolerance.exact.accepts(found, for: product) {
          return way
        }
        continue
      }
      for (place, operand) in program.graph.operands(of: node).enumerated()
      where operand >= source && program.graph.receivesContribution(node, operand: place) {
        pending.append(path + [operand])
      }
    }
    return []
  }
}
