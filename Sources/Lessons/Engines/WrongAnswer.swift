import Autodiff
package import Inquiry
package import Presentation
package import TextCanvas

/// What a wrong run does, in words and beside the right one.
package struct WrongAnswer {
  private let run: AskedRun
  private let wrong: WrongRun

  /// A wrong run, with what its nodes and adjoints are called.
  package init(_ wrong: WrongRun, text: NodeText, notation: Notation, combining: Bool) {
    self.wrong = wrong
    run = AskedRun(wrong.end, text: text, notation: notation, combining: combining)
  }

  private var engine: String { wrong.engine.rawValue }

  /// Where the adjoints first differ and why, then those of all nodes in both.
  package var answer: Answer {
    let mistake = AnswerLine(StyledText("This engine \(wrong.engine.mistake).", .strong))
    guard let difference = wrong.firstDifference else {
      let lines = [
        "This program cannot tell: every adjoint is right all the same.",
        "It would take \(wrong.engine.need).",
      ]
      return Answer("engine \(engine)", [mistake] + lines.map { AnswerLine($0) })
    }
    return Answer(
      "engine \(engine)", [mistake] + explanation(difference) + table, chosen: 1)
  }

  /// `set: x̄ = 12, should be 16 (first difference)` where an event leaves another adjoint than the
  /// right one.
  package func line(afterEvent number: Int) -> StyledText? {
    guard let event = run.end.event(number), event.isBackward else { return nil }
    let node = run.end.target(of: event) ?? event.node
    let (right, wrong) = (
      wrong.rightAdjoint(of: node, at: number), wrong.adjoint(of: node, at: number)
    )
    guard self.wrong.differs(at: node, position: number) else { return nil }
    let isFirst = number == self.wrong.firstDifference?.event
    return StyledText("\(engine): \(run.adjointName(node)) = \(short(wrong)), ", .alarm)
      + StyledText("should be \(short(right))")
      + StyledText(isFirst ? " (first difference)" : "", .muted)
  }

  private func short(_ tensor: Tensor<Double>) -> String {
    TensorText.short(tensor, elements: TensorText.lineLimit)
  }
}

// The first difference.
extension WrongAnswer {
  private func explanation(_ difference: WrongRun.Difference) -> [AnswerLine] {
    let isScalar = run.graph.shape(of: difference.node).isScalar
    let adjoint = run.adjointName(difference.node)
    let name = isScalar ? adjoint : "\(adjoint), element \(difference.element),"
    let numbers =
      "\(name) is \(number(difference.wrong)); it should be \(number(difference.right))."
    let words = ["First difference at event \(difference.event): \(numbers)"] + reason(difference)
    return words.map { text in
      AnswerLine(
        StyledText(text), at: difference.event, element: isScalar ? nil : difference.element)
    }
  }

  private func number(_ number: Double) -> String { NumberText.short(number) }

  /// What happened in the event.
  private func reason(_ difference: WrongRun.Difference) -> [String] {
    guard case .contribution(let source, let place)? = run.end.event(difference.event) else {
      return ["The seed is added to what the previous sweep left."]
    }
    let (event, element) = (difference.event, difference.element)
    let before = number(wrong.adjoint(of: difference.node, at: event - 1).elements[element])
    let sent = number(wrong.sent(inEvent: event, element: element))
    let due = number(wrong.due(inEvent: event, element: element))
    let (from, to) = (run.name(source), run.name(difference.node))
    let sends = "\(from) sends \(sent) to \(to); it should send \(due)."
    switch wrong.engine {
    case .set:
      return ["The \(sent) from \(from) replaced the \(before) instead of being added to it."]
    case .stale:
      let left = number(wrong.adjoint(of: difference.node, at: 0).elements[element])
      return ["It began at \(left), which the previous sweep left there, and not at 0."]
    case .eager: return [sends, "\(from) passed on what it had each time that something arrived."]
    case .noUpstream: return [sends, "The adjoint of \(from) is missing in the product."]
    case .noLocal: return [sends, "The local partial \(partial(of: source, place)) is missing."]
    case .sign: return [sends, "The local partial is \(partial(of: source, place))."]
    case .noMean: return [sends, "The mean is not divided by its count."]
    case .transposed: return [sends, "The local partial is \(partial(of: source, place))."]
    case .wrongPoint:
      let point = wrong.points(of: source).map { right, wrong in
        "The slope of \(run.text.expression(of: source)) was taken at \(self.point(wrong)), and not "
          + "at \(self.point(right))."
      }
      return [sends] + (point.map { [$0] } ?? [])
    }
  }

  /// `c = 2`, or only the name of a tensor.
  private func point(_ node: NodeID) -> String {
    let value = run.end.value(of: node)
    return value.shape.isScalar ? "\(run.name(node)) = \(short(value))" : run.name(node)
  }

  private func partial(of node: NodeID, _ place: Int) -> String {
    run.graph.partialText(of: node, operand: place, names: run.text.names)
  }
}

// All adjoints.
extension WrongAnswer {
  /// How many nodes are listed, those that differ first in time before the others.
  private static let mostRows = 200

  private var table: [AnswerLine] {
    let nodes = run.graph.liveNodes.filter { run.completion(of: $0) != nil }
      .sorted { (run.completion(of: $0) ?? 0) < (run.completion(of: $1) ?? 0) }
    let listed = nodes.prefix(Self.mostRows).map { Row($0, run, wrong) }
    // Those that are wrong first: a pane may have room for a few.
    let rows = listed.filter(\.differs) + listed.filter { !$0.differs }
    let all = [Row(name: "", right: "right", wrong: engine)] + rows
    let widths = [\Row.name, \.right, \.wrong].map { path in
      all.map { $0[keyPath: path].columns }.max() ?? 0
    }
    let lines = all.map { $0.line(widths) }
    let rest = nodes.count - rows.count
    return lines + (rest > 0 ? [AnswerLine("… and \(rest) more nodes")] : [])
  }

  /// The adjoint of a node in both runs.
  fileprivate struct Row {
    let name: String
    let right: String
    let wrong: String
    var position: Int?
    var differs = false

    func line(_ widths: [Int]) -> AnswerLine {
      let numbers = [
        name.padded(toColumns: widths[0]),
        right.aligned(toColumns: widths[1]),
      ].joined(separator: "  ")
      return AnswerLine(
        StyledText(numbers, position == nil ? .muted : .text)
          + StyledText(
            "  " + wrong.aligned(toColumns: widths[2]),
            position == nil ? .muted : differs ? .alarm : .adjoint)
          + StyledText(differs ? " ≠" : "", .alarm), at: position)
    }
  }
}

extension WrongAnswer.Row {
  fileprivate init(_ node: NodeID, _ run: AskedRun, _ wrong: WrongRun) {
    let short: (Tensor<Double>) -> String = { TensorText.short($0, elements: TensorText.boxLimit) }
    self.init(
      name: run.adjointName(node), right: short(wrong.rightAdjoint(of: node, at: run.end.count)),
      wrong: short(wrong.adjoint(of: node)), position: run.completion(of: node),
      differs: wrong.differs(at: node, position: run.end.count))
  }
}

extension String {
  /// With blanks before it, so that it ends with its column.
  fileprivate func aligned(toColumns columns: Int) -> String {
    String(repeating: " ", count: max(columns - self.columns, 0)) + self
  }
}
