package import Autodiff
import Basics
import Formula
import Inquiry
import Syntax

/// What became of an answer.
package enum Verdict: Hashable, Sendable {
  case right
  /// Not right, but what would be right if earlier answers had been.
  case followsThrough
  case wrong
  /// Said to be not known.
  case unsure
}

/// What an answer is worth, and what to say to it.
package struct Judgement: Hashable, Sendable {
  package let verdict: Verdict
  /// What went wrong, where that is known, as the predicate of a sentence: `kept only the last
  /// contribution`.
  package var mistake: String?
  /// The wrong engine that gives the same number, by its name.
  package var engine: WrongEngine?
  /// What the author has to say to this very answer.
  package var reply: String?
}

/// A number that somebody gave as an answer to a question, to go on from.
package struct Belief: Hashable, Sendable {
  /// Which question it was, counted from 0.
  package let question: Int
  package let number: Tensor<Double>

  package init(question: Int, number: Tensor<Double>) {
    self.question = question
    self.number = number
  }
}

extension LessonPlay {
  /// Words with which people say that they do not know.
  private static let unsureWords: Set<String> = [
    "?", "not sure", "unsure", "i don't know", "don't know", "pass", "skip",
  ]

  /// Whether a text says that its writer does not know.
  package static func isUnsure(_ text: String) -> Bool {
    unsureWords.contains(text.trimmed.lowercased())
  }

  /// Judges an answer to a question. `beliefs` are earlier answers that were numbers and wrong:
  /// what follows from them by the rules is marked as such.
  ///
  /// Throws where the text cannot be an answer at all.
  package func judge(
    _ text: String, question number: Int, after beliefs: [Belief] = []
  ) throws(AnswerProblem) -> Judgement {
    guard questions.indices.contains(number) else {
      throw AnswerProblem("this lesson has \(questions.count) questions")
    }
    if Self.isUnsure(text) { return Judgement(verdict: .unsure) }
    let posed = questions[number]
    switch posed.right {
    case .number(let right):
      return judge(
        try TypedNumber.read(text, inPercent: posed.isInPercent), right, posed, beliefs)
    case .choice(let right): return try judge(choice: text, right, posed)
    case .node(let right):
      return Judgement(verdict: try posed.node(text) == right ? .right : .wrong)
    case .path(let from, let to, let product):
      return try posed.judge(path: text, from: from, to: to, product: product)
    case .formula(let expression): return try posed.judge(formula: text, expression)
    }
  }

  /// The number that an answer is, where a number was asked for.
  package func number(of text: String, question: Int) -> Tensor<Double>? {
    guard questions.indices.contains(question), case .number = questions[question].right else {
      return nil
    }
    return try? TypedNumber.read(text, inPercent: questions[question].isInPercent)
  }

  private func judge(
    _ given: Tensor<Double>, _ right: Tensor<Double>, _ posed: PosedQuestion, _ beliefs: [Belief]
  ) -> Judgement {
    let tolerance = posed.question.tolerance
    if tolerance.accepts(given, for: right) { return Judgement(verdict: .right) }
    if let expected = following(beliefs, posed), tolerance.accepts(given, for: expected) {
      return Judgement(verdict: .followsThrough)
    }
    var judgement = Judgement(verdict: .wrong)
    if let foreseen = posed.mistakes.first(where: { tolerance.accepts(given, for: $0.number) }) {
      judgement.reply = self.text(foreseen.reply, onPage: posed.page)
    }
    if let mistake = mistake(in: given, of: right, posed) {
      judgement.mistake = mistake.text
      judgement.engine = mistake.engine
    }
    return judgement
  }

  /// What went wrong, the most likely first: nobody who has only the sign wrong has built a wrong engine,
  /// and who gives a number of the screen has read it there.
  private func mistake(
    in given: Tensor<Double>, of right: Tensor<Double>, _ posed: PosedQuestion
  ) -> (text: String, engine: WrongEngine?)? {
    let tolerance = posed.question.tolerance
    if let mistake = given.mistakenShape(for: right) { return (mistake, nil) }
    if tolerance.accepts(given, for: right.negated) { return ("have the sign wrong", nil) }
    let engines = WrongEngine.allCases.filter { $0 != .stale }
    if let engine = posed.engine(giving: given, of: engines, { posed.numberByOneStep($0) }) {
      return (engine.mistake, engine)
    }
    if let engine = posed.engine(giving: given, of: engines, { posed.number(by: $0) }) {
      return (engine.mistakeThroughout, engine)
    }
    if let shown = posed.shown(given, at: position(ofPage: posed.page)) {
      return ("gave \(shown)", nil)
    }
    guard hasSweep(before: posed) else { return nil }
    return posed.engine(giving: given, of: [.stale]) {
      posed.numberByOneStep($0) ?? posed.number(by: $0)
    }.map { ($0.mistake, $0) }
  }

  /// Whether a question's program was swept on an earlier page, with the same or with other numbers.
  private func hasSweep(before posed: PosedQuestion) -> Bool {
    guard let stage = posed.stage, let number = stageNumber(ofPage: posed.page) else {
      return false
    }
    return (0..<posed.page).contains { page in
      guard let earlier = self.stage(ofPage: page), stageNumber(ofPage: page) != number else {
        return false
      }
      let names = [earlier, stage].map { stage in
        stage.program.graph.nodes.map { stage.scope.spelling(of: $0) }
      }
      return names[0] == names[1]
    }
  }

  /// What would be right after earlier answers; `nil` where they do not matter.
  private func following(_ beliefs: [Belief], _ posed: PosedQuestion) -> Tensor<Double>? {
    guard let stage = posed.stage, let expression = posed.expression else { return nil }
    let asked = beliefs.compactMap { belief -> (asked: AskedNumber, said: Tensor<Double>)? in
      guard questions.indices.contains(belief.question) else { return nil }
      let other = questions[belief.question]
      guard stageNumber(ofPage: other.page) == stageNumber(ofPage: posed.page),
        let asked = other.asked, asked != posed.asked
      else { return nil }
      return (asked, belief.number)
    }
    guard !asked.isEmpty else { return nil }
    let end = stage.end(believing: asked)
    return stage.value(expression) { end.number($0) }
  }

  private func judge(
    choice text: String, _ right: Set<Int>, _ posed: PosedQuestion
  ) throws(AnswerProblem) -> Judgement {
    let choices = posed.question.choices
    let texts = choices.map { choiceText($0, onPage: posed.page).lowercased() }
    let place = try Self.place(of: text.listedLetter.lowercased(), among: texts)
    var judgement = Judgement(verdict: right.contains(place) ? .right : .wrong)
    judgement.reply = choices[place].reply.map { self.text($0, onPage: posed.page) }
    return judgement
  }

  /// A choice as it is read on the screen, where code is not set off by signs.
  func choiceText(_ choice: Choice, onPage page: Int) -> String {
    text(choice.text, onPage: page).filter { $0 != "`" }
  }

  /// The choice that is meant by its letter, its number or its text. What may be the letter of one and is
  /// the text of another is not guessed.
  private static func place(
    of typed: String, among texts: [String]
  ) throws(AnswerProblem) -> Int {
    let byText = texts.firstIndex(of: typed)
    if let byLetter = texts.indices.first(where: { Choice.letter($0) == typed }) {
      guard let byText, byText != byLetter else { return byLetter }
      throw AnswerProblem(
        "\(typed) is the letter of one answer and the text of another; type \(byLetter + 1) or "
          + "\(byText + 1), which they are in the list")
    }
    if let byText { return byText }
    if let number = Int(typed), texts.indices.contains(number - 1) { return number - 1 }
    throw AnswerProblem("type a letter from a to \(Choice.letter(min(texts.count, 26) - 1))")
  }
}

extension String {
  /// The letter of a choice as it is listed, `a)`, by itself; any other text without blanks around it.
  fileprivate var listedLetter: String {
    let letters = filter { $0 != "(" && $0 != ")" }.trimmed
    return letters.count == 1 ? letters : trimmed
  }
}

extension PosedQuestion {
  fileprivate func node(_ text: String) throws(AnswerProblem) -> NodeID {
    guard let stage else { throw AnswerProblem("there is no program here") }
    if let node = stage.scope.node(named: text.trimmed) { return node }
    let nearest = stage.scope.nearest(to: text.trimmed)
    throw AnswerProblem(
      "no node is called \(text.trimmed.quoted)" + (nearest.map { "; did you mean \($0)?" } ?? ""))
  }

  fileprivate func judge(
    path text: String, from: NodeID, to: NodeID, product: Double?
  ) throws(AnswerProblem) -> Judgement {
    guard let stage else { throw AnswerProblem("there is no program here") }
    let names = text.split { ", →>-".contains($0) }.map(String.init)
    guard names.count > 1 else { throw AnswerProblem("type the nodes in order, as in x d f") }
    var nodes: [NodeID] = []
    for name in names { nodes.append(try node(name)) }
    if nodes.first == to, nodes.last == from { nodes.reverse() }
    guard nodes.first == from, nodes.last == to else {
      let (start, end) = (stage.scope.spelling(of: from), stage.scope.spelling(of: to))
      return Judgement(
        verdict: .wrong, mistake: "took a path that does not lead from \(start) to \(end)")
    }
    guard let found = stage.product(along: nodes) else {
      return Judgement(verdict: .wrong, mistake: "took a step that is no arrow of the graph")
    }
    guard let product else { return Judgement(verdict: .right) }
    return Judgement(
      verdict: Tolerance.exact.accepts(found, for: product) ? .right : .wrong,
      mistake: Tolerance.exact.accepts(found, for: product)
        ? nil : "took a path that carries less than another")
  }

  /// The first of some wrong engines that gives a number.
  fileprivate func engine(
    giving given: Tensor<Double>, of engines: [WrongEngine],
    _ number: (WrongEngine) -> Tensor<Double>?
  ) -> WrongEngine? {
    guard asksForAdjoint else { return nil }
    return engines.first { engine in
      number(engine).map { question.tolerance.accepts(given, for: $0) } ?? false
    }
  }

  private var asksForAdjoint: Bool {
    expression?.references.contains { $0.quantity == .adjoint } == true
  }

  /// `the value of z`, where an adjoint is asked for and this is a value that stands on the screen. That
  /// 0 or 1 does says nothing.
  fileprivate func shown(_ given: Tensor<Double>, at position: Int) -> String? {
    guard asksForAdjoint, let stage, let number = given.scalar, number.magnitude != 1, number != 0
    else { return nil }
    let graph = stage.program.graph
    let node = graph.liveNodes.first { node in
      graph.operation(of: node) != .constant && stage.end.valueEvent(of: node) <= position
        && stage.end.value(of: node).scalar.map { question.tolerance.accepts(number, for: $0) }
          ?? false
    }
    return node.map { "the value of \(stage.scope.spelling(of: $0))" }
  }

  /// Whether the question says that its answer is a percentage.
  fileprivate var isInPercent: Bool {
    let text = question.prompt.text.lowercased()
    return ["percent", "per cent", "%"].contains { text.contains($0) }
  }

  /// What is asked for, if a wrong engine's mistake is made in the last step to it alone, from right
  /// numbers: that is what somebody does who reads those from the screen.
  package func numberByOneStep(_ engine: WrongEngine) -> Tensor<Double>? {
    guard let stage, let expression else { return nil }
    return engineNumbers.number(by: engine, .lastStep) {
      stage.value(expression) { reference in
        reference.quantity == .adjoint
          ? WrongRun.adjointByOneStep(of: reference.node, in: stage.end, engine: engine)
          : stage.end.number(reference)
      }
    }
  }

  /// What is asked for, as a wrong engine computes it; `nil` where it gives no number.
  package func number(by engine: WrongEngine) -> Tensor<Double>? {
    guard let stage, let expression else { return nil }
    return engineNumbers.number(by: engine, .throughout) {
      guard let run = stage.wrongRuns[engine] else { return nil }
      return stage.value(expression) { reference in
        reference.quantity == .adjoint
          ? run.adjoint(of: reference.node) : stage.end.number(reference)
      }
    }
  }
}

extension Tolerance {
  /// Whether all elements may stand for the right ones.
  package func accepts(_ given: Tensor<Double>, for right: Tensor<Double>) -> Bool {
    given.elements.count == right.elements.count
      && (given.shape == right.shape || right.elements.count == 1)
      && zip(given.elements, right.elements).allSatisfy { accepts($0, for: $1) }
  }
}

extension Tensor<Double> {
  /// What is wrong about the shape alone.
  fileprivate func mistakenShape(for right: Tensor) -> String? {
    guard shape != right.shape, elements.count > 1 || right.elements.count > 1 || shape.rank > 1
    else { return nil }
    if right.shape.isScalar { return "gave an array where a number is asked for" }
    return shape.isScalar
      ? "gave a number where an array of \(right.shape) is asked for"
      : "gave an array of \(shape) where one of \(right.shape) is asked for"
  }

  fileprivate var negated: Tensor {
    Tensor(elements.map { -$0 }, shape: shape) ?? self
  }
}
