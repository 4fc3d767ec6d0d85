import Autodiff
package import Basics
import Formula
import Inquiry
import Syntax

/// What an author should know of a lesson before giving it to anybody.
package struct LessonCheck: Sendable {
  /// What is wrong, in the order of the file.
  package private(set) var findings: [LessonError] = []
  package let lesson: Lesson
  /// How many seeds were tried.
  package let seeds: Int

  /// The seeds that are tried where numbers are drawn.
  private static let mostSeeds = 20
  /// What was found with some seed and is not said again with others, whatever numbers these draw.
  private var said: [SourceSpan: Set<Fault>] = [:]
  /// Where the answer of each prediction stood with every seed so far.
  var sights: [Int: [ScreenNumbers.Sight]] = [:]

  /// What is found with some numbers, and said with the first that show it.
  enum Fault {
    case notFinite, rightMistake, sameChoices
  }
  /// Words that are read in a minute, and minutes that a question takes.
  private static let (wordsPerMinute, minutesPerQuestion) = (150.0, 0.75)

  /// Plays a lesson with several seeds and looks at every question.
  package init(_ lesson: Lesson) {
    self.lesson = lesson
    seeds = lesson.draws.isEmpty ? 1 : Self.mostSeeds
    for remark in lesson.remarks { add(remark.message, remark.span) }
    for keys in lesson.pages.flatMap(\.keys) { checkKeys(keys) }
    for seed in 1...seeds {
      do {
        check(try LessonPlay(lesson, seed: "\(seed)"))
      } catch {
        for error in error.errors { add(error.message, error.span) }
      }
    }
    reportSights()
  }

  /// Looks only at what can be wrong with questions that were made by rule: whether the answer is seen, and
  /// whether a mistake leads to it.
  init(quiz lesson: Lesson) {
    (self.lesson, seeds) = (lesson, 1)
    guard let play = try? LessonPlay(lesson, seed: "1") else { return }
    checkEarlierPages(play)
    for number in play.questions.indices {
      checkPrediction(number, play)
      checkEngines(play.questions[number])
    }
    reportSights()
  }

  /// About how many minutes it takes to read it all and to answer.
  package var minutes: Double {
    let texts = lesson.pages.flatMap { page in
      page.text.map(\.written) + (page.question.map { [$0.prompt] } ?? [])
        + (page.question?.explanation.map(\.written) ?? [])
    }
    let words = texts.reduce(0) { $0 + $1.text.split(separator: " ").count }
    return Double(words) / Self.wordsPerMinute
      + Double(lesson.questions.count) * Self.minutesPerQuestion
  }

  /// The same is said once, whatever the seed.
  package mutating func add(_ message: String, _ span: SourceSpan) {
    let error = LessonError(message, at: span)
    guard !findings.contains(error) else { return }
    findings.append(error)
    findings.sort { $0.span.lowerBound < $1.span.lowerBound }
  }

  /// The same, with numbers that show it.
  private mutating func add(
    _ fault: Fault, _ message: String, _ span: SourceSpan, _ numbers: DrawnNumbers
  ) {
    guard said[span, default: []].insert(fault).inserted else { return }
    add((numbers.values.isEmpty ? "" : "with \(numbers.text) ") + message, span)
  }

  private mutating func check(_ play: LessonPlay) {
    checkTexts(play)
    checkEarlierPages(play)
    for number in play.questions.indices {
      let posed = play.questions[number]
      checkNumber(posed, play)
      checkMistakes(posed, play)
      checkChoices(posed, play)
      checkPrediction(number, play)
      checkEngines(posed)
      checkAnswerable(number, play)
    }
  }

  /// Commands that end the lesson, answer its questions or write a file.
  private static let readersCommands: Set<String> = ["quit", "q", "answer", "save", "lesson"]

  /// What only the reader does is not done by keys.
  private mutating func checkKeys(_ keys: Written) {
    let command = keys.text.split(separator: ":", omittingEmptySubsequences: false).dropFirst()
      .map { String($0.prefix { $0.isLetter }) }.first { Self.readersCommands.contains($0) }
    guard let what = keys.text.trimmed == "q" ? "q" : command.map({ ":" + $0 }) else { return }
    add("\(what) is for the reader; leave it out", keys.span)
  }

  private mutating func checkTexts(_ play: LessonPlay) {
    for (number, page) in lesson.pages.enumerated() {
      let question = page.question
      let texts =
        page.text.map(\.written) + (question.map { [$0.prompt] } ?? [])
        + (question?.hints.map(\.text) ?? [])
        + (question?.mistakes.map(\.reply) ?? [])
        + (question?.choices.flatMap { [$0.text] + ($0.reply.map { [$0] } ?? []) } ?? [])
      for text in texts { checkText(text, number, play) }
      for text in question?.explanation ?? [] {
        checkText(text.written, number, play, isAfter: true)
      }
      if let after = question?.after, let stage = play.stage(ofPage: number) {
        do throws(LessonError) {
          _ = try stage.position(after)
        } catch {
          add(error.message, error.span)
        }
      }
    }
  }

  private mutating func checkText(
    _ text: Written, _ page: Int, _ play: LessonPlay, isAfter: Bool = false
  ) {
    do throws(LessonError) {
      _ = try play.fill(text, onPage: page, isAfter: isAfter)
    } catch {
      for error in error.all { add(error.message, error.span) }
    }
  }

  /// Numbers that are drawn must not divide by zero.
  private mutating func checkNumber(_ posed: PosedQuestion, _ play: LessonPlay) {
    guard case .number(let number) = posed.right, !lesson.draws.isEmpty, number.hasNonFinite else {
      return
    }
    add(
      .notFinite, "the answer is not finite; draw from others, or add where:",
      posed.question.prompt.span, play.numbers)
  }

  /// A mistake whose number is right is none.
  private mutating func checkMistakes(_ posed: PosedQuestion, _ play: LessonPlay) {
    guard case .number(let right) = posed.right else { return }
    for mistake in posed.mistakes
    where posed.question.tolerance.accepts(mistake.number, for: right) {
      add(
        .rightMistake, "this is the right answer and no mistake", mistake.expression, play.numbers)
    }
  }

  private mutating func checkChoices(_ posed: PosedQuestion, _ play: LessonPlay) {
    var seen: Set<String> = []
    let letters = posed.question.choices.indices.map { Choice.letter($0) }
    for (place, choice) in posed.question.choices.enumerated() {
      let text = play.choiceText(choice, onPage: posed.page)
      if let other = letters.firstIndex(of: text.lowercased()), other != place {
        add("this is the letter of another choice, too; say more", choice.text.span)
      }
      if !seen.insert(text).inserted {
        add(.sameChoices, "two choices say the same", choice.text.span, play.numbers)
      }
    }
  }

  /// A wrong engine that goes wrong on the way and still gives the right number would go unnoticed.
  private mutating func checkEngines(_ posed: PosedQuestion) {
    guard case .number(let right) = posed.right, let stage = posed.stage, let asked = posed.asked,
      asked.reference.quantity == .adjoint,
      // Where nothing comes through, no mistake before that can show, which may be the point.
      !right.elements.allSatisfy({ $0 == 0 })
    else { return }
    let way = stage.consumers(of: asked.reference.node)
    for engine in WrongEngine.allCases {
      guard let wrong = stage.wrongRuns[engine],
        way.contains(where: { node in
          !Tolerance.exact.accepts(wrong.adjoint(of: node), for: stage.end.adjoint(of: node))
        }), let number = posed.number(by: engine),
        posed.question.tolerance.accepts(number, for: right)
      else { continue }
      add(
        "somebody who \(engine.mistake) gets the right number here; choose other numbers",
        posed.question.prompt.span)
    }
  }

  /// What the lesson holds to be right must be taken as right when it is typed.
  private mutating func checkAnswerable(_ number: Int, _ play: LessonPlay) {
    let posed = play.questions[number]
    let typed: String
    switch posed.right {
    case .number(let right): typed = right.typed
    case .choice(let right): typed = Choice.letter(right.min() ?? 0)
    case .formula, .node, .path: typed = play.rightAnswer(number)
    }
    if case .formula = posed.right { return }
    let judgement = try? play.judge(typed, question: number)
    if judgement?.verdict != .right {
      add("this question cannot be answered: \(typed) is refused", posed.question.prompt.span)
    }
  }
}

extension Tensor<Double> {
  /// The numbers as a person would type them.
  package var typed: String {
    guard let number = scalar else { return spelled }
    return number.isNaN ? "nan" : number.isInfinite ? (number < 0 ? "-inf" : "inf") : spelled
  }
}

extension Stage {
  /// The nodes that a node's derivative comes back through, without itself.
  fileprivate func consumers(of node: NodeID) -> Set<NodeID> {
    var found: Set<NodeID> = [node]
    for other in program.graph.nodes where other > node && other <= end.output {
      let operands = program.graph.operands(of: other).enumerated()
      if operands.contains(where: {
        found.contains($0.element) && program.graph.receivesContribution(other, operand: $0.offset)
      }) {
        found.insert(other)
      }
    }
    found.remove(node)
    return found
  }
}
