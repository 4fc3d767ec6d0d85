import Autodiff
import Basics
import Formula
import Inquiry
import Syntax

/// The numbers that stand on the screen at a place in time, as far as they are single numbers.
struct ScreenNumbers {
  /// A number that is seen, and where.
  struct Sight: Hashable {
    /// `val(d)`, or a part of the text with its braces.
    let name: String
    /// Where the text has it; `nil` on the screen.
    let span: SourceSpan?
  }

  private let stage: Stage
  private let run: Run
  private let hidden: Set<QuizSubject>

  init(_ stage: Stage, position: Int, hidden: Set<QuizSubject> = []) {
    var run = stage.start
    run.seek(to: position)
    (self.stage, self.run, self.hidden) = (stage, run, hidden)
  }

  /// Whether a number of the run stands there under its own name.
  func show(_ reference: StateReference) -> Bool {
    switch reference.quantity {
    case .value:
      run.hasValue(reference.node)
        && (!hidden.contains(.val) || run.graph.operation(of: reference.node) == .input)
    case .adjoint: run.adjointState(of: reference.node) == .complete && !hidden.contains(.adj)
    case .tangent: run.hasTangent(reference.node)
    case .partial: run.number(reference) != nil && !hidden.contains(.partial)
    }
  }

  /// Everything that has this number: computed values, adjoints that are complete, and partials
  /// beside arrows.
  ///
  /// Left out is what the rule of a consumer is made of, since knowing the rule is what is asked for:
  /// a factor beside the node, and the adjoint that a sum hands on.
  func sights(of number: Double, asked: AskedNumber?) -> [Sight] {
    let graph = stage.program.graph
    let adjoint = asked.flatMap { $0.reference.quantity == .adjoint ? $0.reference.node : nil }
    let besideAsked = adjoint.map { graph.operandsBeside($0) } ?? []
    return graph.liveNodes.flatMap { node -> [Sight] in
      var sights: [(reference: StateReference, place: Int?)] = []
      if graph.operation(of: node) != .input, !besideAsked.contains(node) {
        sights.append((StateReference(.value, of: node), nil))
      }
      if adjoint.map({ !graph.operands(of: node).contains($0) }) ?? true {
        sights.append((StateReference(.adjoint, of: node), nil))
      }
      for (place, operand) in graph.operands(of: node).enumerated()
      where graph.receivesContribution(node, operand: place) {
        sights.append((StateReference(.partial(operand), of: node), place))
      }
      return sights.filter { reference, place in
        // Beside an arrow stands its own partial, not the sum over all from that operand.
        guard show(reference),
          let found = place.map({ run.partial(of: node, operand: $0) })
            ?? run.number(reference)?.scalar
        else { return false }
        return Tolerance.exact.accepts(found, for: number)
      }.map { Sight(name: name(of: $0.reference), span: nil) }
    }
  }

  private func name(of reference: StateReference) -> String {
    let name = stage.scope.spelling(of: reference.node)
    return switch reference.quantity {
    case .value: "val(\(name))"
    case .adjoint: "adj(\(name))"
    case .tangent: "tangent(\(name))"
    case .partial(let operand): "partial(\(name), \(stage.scope.spelling(of: operand)))"
    }
  }
}

extension Graph {
  /// The other operands of the nodes that a node is an operand of.
  fileprivate func operandsBeside(_ node: NodeID) -> Set<NodeID> {
    var found: Set<NodeID> = []
    for consumer in nodes where consumer > node {
      let operands = operands(of: consumer)
      if operands.contains(node) { found.formUnion(operands) }
    }
    found.remove(node)
    return found
  }
}

// Predictions whose answer is seen.
extension LessonCheck {
  /// Numbers that are everywhere, so that seeing them says nothing.
  static let common: Set<Double> = [0, 1, -1]

  /// What is to be predicted must not be on the screen or in the text.
  mutating func checkPrediction(_ number: Int, _ play: LessonPlay) {
    let posed = play.questions[number]
    if posed.question.isPrediction, let place = posed.place, place.after <= place.step {
      add(
        "the answer is on the screen when this is asked; type then: with a later moment of the run",
        posed.question.prompt.span)
    }
    guard posed.question.isPrediction, let stage = posed.stage else { return }
    let screen = ScreenNumbers(
      stage, position: play.position(ofPage: posed.page), hidden: lesson.pages[posed.page].hidden)
    if let asked = posed.asked, screen.show(asked.reference) {
      add(
        "the answer is on the screen when this is asked; type go: with an earlier place",
        posed.question.prompt.span)
    }
    for part in lesson.pages[posed.page].textsToRead.flatMap(\.parts)
    where posed.isAsked(by: part, play) {
      add(
        "the answer stands here, before it is asked; show it in because:", part.span)
    }
    guard case .number(let right) = posed.right, let answer = right.scalar,
      !Self.common.contains(answer), answer.isFinite
    else { return }
    note(
      screen.sights(of: answer, asked: posed.asked) + play.sights(of: answer, before: posed),
      ofQuestion: number)
  }

  /// Only what has the number with every seed has it by more than chance.
  private mutating func note(_ sights: [ScreenNumbers.Sight], ofQuestion number: Int) {
    self.sights[number] = (self.sights[number] ?? sights).filter { sights.contains($0) }
  }

  mutating func reportSights() {
    let questions = lesson.questions.map(\.question)
    for (number, sights) in sights.sorted(by: { $0.key < $1.key }) {
      guard let sight = sights.first, questions.indices.contains(number) else { continue }
      let prompt = questions[number].prompt.span
      let isKnown = findings.contains { $0.span == prompt || $0.span == sight.span }
      guard !isKnown else { continue }
      if let span = sight.span {
        add("the answer stands here, before it is asked; choose other numbers", span)
      } else {
        add(
          "the answer is the number that stands on the screen as \(sight.name); choose other "
            + "numbers, or hide: \(sight.name.prefix { $0 != "(" })", prompt)
      }
    }
  }

  /// Nor may an earlier page have shown it, unless it was asked before.
  mutating func checkEarlierPages(_ play: LessonPlay) {
    for posed in play.questions where posed.question.isPrediction {
      // A local partial stands beside its arrow from the first moment on, and is hidden where it is asked.
      guard let asked = posed.asked, let stage = posed.stage,
        !asked.reference.isPartial
      else { continue }
      let number = play.stageNumber(ofPage: posed.page)
      let before = play.questions.last { $0.page < posed.page && $0.asked == asked }?.page ?? -1
      for page in (before + 1)..<max(posed.page, before + 1)
      where play.stageNumber(ofPage: page) == number {
        let shown = lesson.pages[page]
        let places = [("go", shown.place), ("then", shown.question?.after)]
        for case (let word, let place?) in places {
          guard let position = try? stage.position(place),
            ScreenNumbers(stage, position: position).show(asked.reference)
          else { continue }
          add("\(word): shows the answer of page \(posed.page + 1)", place.span)
        }
        let texts = shown.textsToRead + (shown.question?.explanation.map(\.written) ?? [])
        for part in texts.flatMap(\.parts) where posed.isAsked(by: part, play) {
          add("this shows the answer of page \(posed.page + 1)", part.span)
        }
      }
    }
  }
}

extension StateReference {
  fileprivate var isPartial: Bool {
    if case .partial = quantity { true } else { false }
  }
}

extension Page {
  /// What is read before the question is answered.
  fileprivate var textsToRead: [Written] {
    text.map(\.written) + (question.map { [$0.prompt] } ?? [])
  }
}

extension PosedQuestion {
  /// Whether an expression in a text is just what is asked for.
  fileprivate func isAsked(by part: Written, _ play: LessonPlay) -> Bool {
    guard case .number(let written) = question.answer,
      let filled = try? play.numbers.fill(written)
    else { return false }
    return part.text.filter { !$0.isWhitespace } == filled.text.filter { !$0.isWhitespace }
  }
}

extension LessonPlay {
  /// Where the text of a question's page has its answer among the numbers that are computed in it.
  fileprivate func sights(
    of number: Double, before posed: PosedQuestion
  ) -> [ScreenNumbers.Sight] {
    lesson.pages[posed.page].textsToRead.flatMap(\.parts).filter { part in
      let drawn = numbers.value(part.text)
      let computed = posed.stage.flatMap { stage in
        (try? stage.scope.read(part.plain, drawn: [:])).flatMap { stage.value($0)?.scalar }
      }
      return (drawn ?? computed).map { Tolerance.exact.accepts($0, for: number) } ?? false
    }.map { ScreenNumbers.Sight(name: "{\($0.text)}", span: $0.span) }
  }
}
