import Autodiff
import Basics
package import Formula
import Inquiry
import Presentation
import Syntax

/// Makes a lesson of questions about any program, with harmless numbers; the same for the same seed.
///
/// The lesson is made as a text and read like any other, so that a quiz can be looked at, changed and
/// kept.
package struct QuizMaker {
  private let program: Program
  private let seed: String
  /// What is asked about; everything where it is `nil`.
  private let subject: QuizSubject?

  package init(_ program: Program, seed: String, subject: QuizSubject? = nil) {
    self.program = program
    self.seed = seed
    self.subject = subject
  }

  /// A quiz cannot be made of everything.
  package static let noQuestions = AnswerProblem(
    "there is nothing in this program to ask about; it needs a computed value of finite numbers")

  /// The lesson with so many questions, or as many as the program has something to ask about.
  package func lesson(count: Int) throws(AnswerProblem) -> Lesson {
    let name = QuizName(count: count, subject: subject, program: program)
    return try read(try text(count: count), name: name.text)
  }

  private func read(_ text: String, name: String) throws(AnswerProblem) -> Lesson {
    do {
      return try Lesson(text, name: name)
    } catch {
      throw AnswerProblem("no quiz can be made of this program:\n\(error.report)")
    }
  }

  /// The lesson as a file has it.
  package func text(count: Int) throws(AnswerProblem) -> String {
    var random = SplitMix64(seed: "quiz \(seed)".fingerprint)
    var draw = QuizDraw(program)
    var best: Draft?
    let isLarge = program.graph.nodes.count > Self.manyNodes
    for _ in 0..<(isLarge ? 1 : Self.mostDrafts) {
      guard let found = stage(&draw, isLarge ? 1 : Self.patience, &random) else { break }
      let draft = try draft(count, of: found.stage, found.faults, &random)
      if draft.faults < best?.faults ?? Int.max { best = draft }
      if draft.faults == 0 { break }
    }
    guard let best, !best.items.isEmpty else { throw Self.noQuestions }
    return text(best.items, best.stage)
  }

  /// So many draws that are no better than the best before end the search.
  private static let patience = 8
  /// So many times questions are chosen and looked over.
  private static let mostDrafts = 2
  /// In a larger program every draw takes a while, and no number of it matters much.
  private static let manyNodes = 100

  /// The best numbers of some draws.
  private func stage(
    _ draw: inout QuizDraw, _ patience: Int, _ random: inout SplitMix64
  ) -> (stage: Stage, faults: Int)? {
    var best: (stage: Stage, faults: Int)?
    var left = patience
    while left > 0, best?.faults != 0, let stage = draw.next(&random) {
      let faults = stage.faults
      left -= 1
      guard faults < best?.faults ?? Int.max else { continue }
      (best, left) = ((stage, faults), patience)
    }
    return best
  }

  private func text(_ items: [Item], _ stage: Stage) -> String {
    let lines = stage.program.text.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let head = ["title: Quiz", "program:"] + lines.map { "  " + $0 }
    return (head + [""] + items.flatMap { $0.lines(stage) + [""] }).joined(separator: "\n")
  }
}

// What is asked with some numbers.
extension QuizMaker {
  /// Questions about the program with some numbers, and how far from good they are.
  private struct Draft {
    let stage: Stage
    var items: [Item] = []
    var faults: Int
  }

  /// How bad a question is that is missing.
  private static let faultsOfMissing = 50
  /// How often questions are exchanged that a lesson's check refuses.
  private static let mostExchanges = 6

  /// As many questions as are wanted and can be asked, none of which a lesson's check refuses; where it
  /// refuses all of them, those.
  private func draft(
    _ count: Int, of stage: Stage, _ faults: Int, _ random: inout SplitMix64
  ) throws(AnswerProblem) -> Draft {
    var pools = pools(of: stage, &random)
    var draft = Draft(stage: stage, faults: faults)
    draft.items = chosen(count, &pools, stage)
    let wanted = draft.items.count
    for exchange in 0...Self.mostExchanges {
      let refused = try refused(draft.items, stage)
      let kept = draft.items.filter { !refused.contains($0) }
      draft.faults = faults + (wanted - kept.count) * Self.faultsOfMissing
      if refused.isEmpty { break }
      let others = exchange < Self.mostExchanges ? chosen(count - kept.count, &pools, stage) : []
      if others.isEmpty {
        if !kept.isEmpty { draft.items = kept }
        break
      }
      draft.items = (kept + others).sorted { ($0.event, $0.node) < ($1.event, $1.node) }
    }
    return draft
  }

  /// The questions that a check would refuse.
  private func refused(_ items: [Item], _ stage: Stage) throws(AnswerProblem) -> Set<Item> {
    guard !items.isEmpty else { return [] }
    let lesson = try read(text(items, stage), name: "quiz")
    let found = Set(LessonCheck(quiz: lesson).findings.map(\.span))
    let asked = zip(items, lesson.questions)
    return Set(asked.filter { found.contains($0.1.question.prompt.span) }.map(\.0))
  }
}

// The questions.
extension QuizMaker {
  /// Something that can be asked, and when it becomes known.
  struct Item: Hashable {
    let subject: QuizSubject
    let node: NodeID
    /// The operand by which a partial is.
    var operand: NodeID?
    /// The element of an array; `nil` for a single number.
    var element: Int?
    let event: Int
    /// Whether the answer is a number that stands beside an arrow.
    var hidesPartials = false
  }

  private var subjects: [QuizSubject] { subject.map { [$0] } ?? [.adj, .adj, .val, .partial] }

  /// All that can be asked, in the order in which it is drawn.
  private func pools(
    of stage: Stage, _ random: inout SplitMix64
  ) -> [QuizSubject: [Item]] {
    var pools: [QuizSubject: [Item]] = [:]
    for subject in Set(subjects).sorted(by: { $0.rawValue < $1.rawValue }) {
      let items = items(subject, stage, &random).shuffled(using: &random)
      // An answer of 0 is given by whoever has nothing to say.
      pools[subject] = items.filter { $0.isZero(stage) } + items.filter { !$0.isZero(stage) }
    }
    return pools
  }

  /// Different ones drawn from all there are, in the order of time, so that each builds on those
  /// before.
  private func chosen(
    _ count: Int, _ pools: inout [QuizSubject: [Item]], _ stage: Stage
  ) -> [Item] {
    var chosen: [Item] = []
    var turn = 0
    while chosen.count < count, pools.values.contains(where: { !$0.isEmpty }) {
      let subject = subjects[turn % subjects.count]
      turn += 1
      guard var item = pools[subject]?.popLast() else { continue }
      item.hidesPartials = subject == .adj && item.isShownAsPartial(stage)
      chosen.append(item)
    }
    return chosen.sorted { ($0.event, $0.node) < ($1.event, $1.node) }
  }

  private func items(
    _ subject: QuizSubject, _ stage: Stage, _ random: inout SplitMix64
  ) -> [Item] {
    let graph = stage.program.graph
    switch subject {
    case .val:
      return graph.liveNodes.filter { graph.operation(of: $0) != .input }.compactMap { node in
        item(.val, node, stage.end.valueEvent(of: node), stage, &random)
      }
    case .adj:
      return graph.liveNodes.compactMap { node in
        guard let event = stage.end.contributions(to: node).last else { return nil }
        return item(.adj, node, event, stage, &random)
      }
    case .partial:
      return graph.liveNodes.flatMap { node in
        Set(graph.operands(of: node)).sorted().compactMap { operand -> Item? in
          guard graph.operation(of: operand) != .constant,
            graph.shape(of: node).isScalar, graph.shape(of: operand).isScalar,
            let number = stage.end.number(StateReference(.partial(operand), of: node))?.scalar,
            number != 1, number != 0, number.isFinite,
            let event = stage.end.contributions(to: operand).first
          else { return nil }
          return Item(subject: .partial, node: node, operand: operand, event: event)
        }
      }
    }
  }

  private func item(
    _ subject: QuizSubject, _ node: NodeID, _ event: Int, _ stage: Stage,
    _ random: inout SplitMix64
  ) -> Item? {
    let number = subject == .val ? stage.end.value(of: node) : stage.end.adjoint(of: node)
    guard event > 0, !number.elements.isEmpty, !number.hasNonFinite else { return nil }
    let places = number.elements.indices.filter { !number.elements[$0].isTiny }
    let element =
      number.shape.isScalar
      ? nil
      : (places.isEmpty ? Array(number.elements.indices) : places).randomElement(using: &random)
    return Item(subject: subject, node: node, operand: nil, element: element, event: event)
  }
}

extension QuizMaker.Item {
  /// Whether the answer is 0, or nothing that one could tell from it.
  fileprivate func isZero(_ stage: Stage) -> Bool {
    let number: Tensor<Double>
    switch subject {
    case .val: number = stage.end.value(of: node)
    case .adj: number = stage.end.adjoint(of: node)
    // Those are not asked.
    case .partial: return false
    }
    return number.elements[element ?? 0].isTiny
  }

  /// The question as a lesson's file has it.
  fileprivate func lines(_ stage: Stage) -> [String] {
    let name = stage.scope.spelling(of: node)
    let index = element.map { stage.program.graph.shape(of: node).indexText(of: $0) } ?? ""
    switch subject {
    case .val:
      return [
        "go: before val(\(name))", "predict: What will the value of \(name)\(index) be?",
        "answer: val(\(name))\(index)",
        "because: It is {val(\(name))\(index)}: \(name) is \(expression(stage)).",
        "then: after val(\(name))",
      ]
    case .adj:
      let sum = arrivals(stage.end.contributions(to: node).count)
      return [
        "go: before adj(\(name))"
      ] + (hidesPartials ? ["hide: partial"] : []) + [
        "predict: What will the adjoint of \(name)\(index) be?",
        "answer: adj(\(name))\(index)", "hint: \(sum)",
        "because: It is {adj(\(name))\(index)}. \(sum)", "then: after adj(\(name))",
      ]
    case .partial:
      let other = operand.map { stage.scope.spelling(of: $0) } ?? ""
      return [
        "go: before adj(\(other))", "hide: partial",
        "predict: What is the local partial of \(name) with respect to \(other)?",
        "answer: partial(\(name), \(other))",
        "hint: \(name) is \(expression(stage)). Let only \(other) vary.",
        "because: It is {partial(\(name), \(other))}: \(name) is \(expression(stage)).",
      ]
    }
  }

  /// What arrives at the node; at an array arrays do, whose elements may be sums of many things.
  private func arrivals(_ count: Int) -> String {
    let things = element == nil ? "contribution" : "array of contributions"
    guard count > 1 else { return "One \(things) arrives." }
    return element == nil
      ? "\(count) contributions arrive and are added."
      : "\(count) arrays of contributions arrive and are added, element by element."
  }

  /// Whether the adjoint is the number that stands beside an arrow.
  fileprivate func isShownAsPartial(_ stage: Stage) -> Bool {
    let elements = stage.end.adjoint(of: node).elements
    guard let first = stage.end.contributions(to: node).first,
      elements.indices.contains(element ?? 0), !LessonCheck.common.contains(elements[element ?? 0])
    else { return false }
    let seen = { (hidden: Set<QuizSubject>) in
      ScreenNumbers(stage, position: first - 1, hidden: hidden).sights(
        of: elements[element ?? 0],
        asked: AskedNumber(StateReference(.adjoint, of: node), element: element))
    }
    return seen([]).count > seen([.partial]).count
  }

  private func expression(_ stage: Stage) -> String {
    "`\(NodeText(stage.program.graph).expression(of: node))`"
  }
}
