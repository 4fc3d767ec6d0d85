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

  /// What answers to the quiz call it, so that it can be made again: `quiz 5 adj`.
  package static func name(count: Int, subject: QuizSubject?) -> String {
    (["quiz", "\(count)"] + (subject.map { [$0.rawValue] } ?? [])).joined(separator: " ")
  }

  /// Reads such a name; `nil` for another one.
  package static func choices(named name: String) -> (count: Int, subject: QuizSubject?)? {
    let words = name.split(separator: " ").map(String.init)
    guard words.count == 2 || words.count == 3, words[0] == "quiz", let count = Int(words[1]),
      (1...1000).contains(count)
    else { return nil }
    guard words.count == 3 else { return (count, nil) }
    return QuizSubject(rawValue: words[2]).map { (count, $0) }
  }

  /// The lesson with so many questions, or as many as the program has something to ask about.
  package func lesson(count: Int) throws(AnswerProblem) -> Lesson {
    let text = try text(count: count)
    do {
      return try Lesson(text, name: Self.name(count: count, subject: subject))
    } catch {
      throw AnswerProblem("no quiz can be made of this program:\n\(error.report)")
    }
  }

  /// The lesson as a file has it.
  package func text(count: Int) throws(AnswerProblem) -> String {
    var random = SplitMix64(seed: "quiz \(seed)".fingerprint)
    let stage = try harmless(&random)
    let questions = chosen(count, of: stage, &random)
    guard !questions.isEmpty else { throw Self.noQuestions }
    let lines = stage.program.text.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let head =
      [
        "title: Quiz", "program:",
      ] + lines.map { "  " + $0 }
    return (head + [""] + questions.flatMap { $0.lines(stage) + [""] }).joined(separator: "\n")
  }
}

// The numbers.
extension QuizMaker {
  private static let mostTries = 100

  /// The program with small numbers drawn for its inputs, such that everything stays finite and of a
  /// moderate size; with its own where none are found.
  private func harmless(_ random: inout SplitMix64) throws(AnswerProblem) -> Stage {
    for _ in 0..<Self.mostTries {
      if let stage = drawn(&random), stage.isHarmless { return stage }
    }
    guard let stage = try? Stage(program), !stage.end.value(of: stage.end.output).hasNonFinite
    else { throw Self.noQuestions }
    return stage
  }

  private func drawn(_ random: inout SplitMix64) -> Stage? {
    var program = program
    for input in program.inputs where program.graph.hasAdjoint(input.node) {
      guard input.values.count <= 16 else { continue }
      let isWhole = input.values.allSatisfy { $0 == $0.rounded() }
      let values = input.values.map { number(like: $0, isWhole: isWhole, &random) }
      let shape = program.graph.shape(of: input.node)
      guard let text = Tensor(values, shape: shape)?.spelled,
        let changed = try? program.setting(input.name, to: text)
      else { return nil }
      program = changed
    }
    // What is read again is what the quiz shows.
    guard let again = try? Program(program.currentText) else { return nil }
    return try? Stage(again)
  }

  /// A small number of the sign and kind of another.
  private func number(
    like value: Double, isWhole: Bool, _ random: inout SplitMix64
  ) -> Double {
    let magnitude =
      isWhole
      ? Double(Int.random(in: 1...4, using: &random))
      : Double(Int.random(in: 1...15, using: &random)) / 10
    let isNegative = value < 0 || value == 0 && Bool.random(using: &random)
    return isNegative ? -magnitude : magnitude
  }
}

extension Stage {
  /// Whether every number can be worked out by hand: finite, and neither tiny nor huge.
  fileprivate var isHarmless: Bool {
    program.graph.liveNodes.allSatisfy { node in
      let numbers = end.value(of: node).elements + end.adjoint(of: node).elements
      return numbers.allSatisfy { $0.isFinite && $0.magnitude < 1e4 }
    }
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
  }

  /// Different ones drawn from all there are, in the order of time, so that each builds on those
  /// before.
  private func chosen(
    _ count: Int, of stage: Stage, _ random: inout SplitMix64
  ) -> [Item] {
    let subjects = subject.map { [$0] } ?? [.adj, .adj, .val, .partial]
    var pools = Dictionary(
      uniqueKeysWithValues: Set(subjects).sorted { $0.rawValue < $1.rawValue }.map {
        ($0, items($0, stage, &random).shuffled(using: &random))
      })
    var chosen: [Item] = []
    var turn = 0
    while chosen.count < count, pools.values.contains(where: { !$0.isEmpty }) {
      let subject = subjects[turn % subjects.count]
      turn += 1
      if let item = pools[subject]?.popLast() { chosen.append(item) }
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
    let element =
      number.shape.isScalar ? nil : Int.random(in: 0..<number.elements.count, using: &random)
    return Item(subject: subject, node: node, operand: nil, element: element, event: event)
  }
}

extension QuizMaker.Item {
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
      let count = stage.end.contributions(to: node).count
      let sum =
        count == 1 ? "One contribution arrives." : "\(count) contributions arrive and are added."
      return [
        "go: before adj(\(name))", "predict: What will the adjoint of \(name)\(index) be?",
        "answer: adj(\(name))\(index)", "hint: \(sum)",
        "because: It is {adj(\(name))\(index)}. \(sum)", "then: after adj(\(name))",
      ]
    case .partial:
      let other = operand.map { stage.scope.spelling(of: $0) } ?? ""
      return [
        "go: before adj(\(other))", "hide: partial",
        "predict: What is the local partial of \(name) with respect to \(other)?",
        "answer: partial(\(name), \(other))",
        "hint: \(name) is \(expression(stage)). Let only this \(other) vary.",
        "because: It is {partial(\(name), \(other))}: \(name) is \(expression(stage)).",
      ]
    }
  }

  private func expression(_ stage: Stage) -> String {
    "`\(NodeText(stage.program.graph).expression(of: node))`"
  }
}
