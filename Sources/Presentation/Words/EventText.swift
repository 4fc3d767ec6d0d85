package import Autodiff
package import TextCanvas

/// What an event does, in words and numbers: the rule with its name, this case in symbols, the case in
/// numbers, the running sum.
package struct EventText {
  let timeline: Run
  let text: NodeText
  let notation: Notation
  let elementLimit: Int
  /// Whether partials are written with the values at which they are taken.
  let showsPoints: Bool
  private let digits: Int
  private let hasCombiningMarks: Bool
  private let tally: Tallying

  /// What can be said of a node's value, adjoint or tangent at the cursor of a run; `nil` where it is not
  /// to be said.
  package typealias Tallying = (NodeID, Role, Run) -> NumberTally?

  /// Words about the last event of a timeline; tensors of at most so many elements are spelled out, with
  /// so many digits.
  ///
  /// - Parameter tally: Says how large the others are, for whoever remembers it from one frame to the next.
  package init(
    _ timeline: Run, text: NodeText, notation: Notation = .bar,
    combining: Bool = true, elements limit: Int = 0, digits: Int = 5, showsPoints: Bool = false,
    tally: @escaping Tallying = { node, role, run in run.tally(role, of: node) }
  ) {
    self.timeline = timeline
    elementLimit = limit
    self.digits = digits
    self.text = text
    self.notation = notation
    self.showsPoints = showsPoints
    self.tally = tally
    hasCombiningMarks = combining
  }

  /// The lines about the event that happened last, without the rule in general, which the remark at
  /// the end names.
  package var lines: [StyledText] {
    let stages = stages
    return stages.symbols + stages.numbers + stages.sum
      + remark(stages).map { [StyledText($0, .muted)] }.joined()
  }

  /// The same for a pane, in the order in which they may appear one at a time; where there is little
  /// room, only with the name of the rule.
  package func paneStages(isShort: Bool = false) -> [[StyledText]] {
    let stages = stages
    let rule =
      stages.rule.map { rule in
        [isShort ? StyledText(rule.title, .strong) : line(about: rule)]
      } ?? []
    var sum = stages.sum
    if let remark = stages.count ?? stages.remark.first {
      let words = StyledText(sum.isEmpty ? remark : " (\(remark))", .muted)
      sum = sum.isEmpty ? [words] : sum.dropLast() + [sum[sum.count - 1] + words]
    }
    return [rule, stages.symbols, stages.numbers, sum].filter { !$0.isEmpty }
  }

  private func line(about rule: RuleName) -> StyledText {
    let writing = RuleName.Writing(
      adjoint: { notation.adjoint($0, of: "f", combining: hasCombiningMarks) },
      tangent: { notation.tangent($0, combining: hasCombiningMarks) })
    return StyledText(rule.title, .strong) + StyledText(": \(rule.formula(writing))", .muted)
  }

  private func remark(_ stages: EventStages) -> [String] {
    let parts = stages.remark + (stages.rule.map { [$0.title] } ?? [])
    return parts.isEmpty ? [] : [parts.joined(separator: "; ")]
  }

  private var stages: EventStages {
    switch timeline.lastEvent {
    case nil: EventStages(symbols: [StyledText("nothing has happened yet", .muted)])
    case .value(let node): value(of: node)
    case .seed(let node): seed(of: node)
    case .contribution: timeline.lastContribution.map { stages(about: $0) } ?? EventStages()
    case .tangentSeed(let node): direction(of: node)
    case .tangent(let node): tangentStages(of: node)
    }
  }
}

/// The lines about an event, apart.
struct EventStages {
  var rule: RuleName?
  var symbols: [StyledText] = []
  var numbers: [StyledText] = []
  var sum: [StyledText] = []
  /// How many of a node's contributions have arrived: `1 of 2`.
  var count: String?
  /// What else is to be said.
  var remark: [String] = []
}

extension EventText {
  private func value(of node: NodeID) -> EventStages {
    let value = timeline.value(of: node)
    let name = text.names[node]
    guard !timeline.isGiven(node) else {
      let isInput = timeline.graph.operation(of: node) == .input
      let remark = isInput ? "given" : "held, not computed from \(text.expression(of: node))"
      return EventStages(
        symbols: [StyledText(name, .strong) + " = " + result(value, of: node, .value)],
        remark: [remark])
    }
    let numbers = timeline.graph.operands(of: node).map { operand in
      short(timeline.value(of: operand))
    }
    return EventStages(
      rule: text.rules.rule(of: node), symbols: [StyledText(text.definition(of: node))],
      numbers: [
        StyledText("  = \(text.expression(of: node, operands: numbers)) = ")
          + result(value, of: node, .value)
      ])
  }

  private func seed(of node: NodeID) -> EventStages {
    let name = text.names[node]
    let seed = StyledText(adjoint(node, among: [node]), .adjoint)
    return EventStages(
      symbols: [seed + " = " + result(timeline.adjoint(of: node), of: node, .adjoint)],
      remark: ["the seed: \(DerivativeText.total(of: name, by: name)), from which the rest follows"]
    )
  }

  private func direction(of node: NodeID) -> EventStages {
    let tangent = timeline.tangent(of: node)
    let isStill = tangent.elements.allSatisfy { $0 == 0 }
    return EventStages(
      symbols: [
        StyledText(self.tangent(node, among: [node]), .tangent) + " = "
          + result(tangent, of: node, .tangent)
      ],
      remark: [
        isStill
          ? "the direction: \(text.names[node]) stands still"
          : "the direction: \(text.names[node]) moves"
      ])
  }
}

// How things are written.
extension EventText {
  /// An adjoint among others in its line: all of them have a bar, or none.
  func adjoint(_ node: NodeID, among nodes: [NodeID]) -> String {
    notation.adjoint(
      text.names[node], of: text.names[timeline.output], combining: combining(nodes))
  }

  func tangent(_ node: NodeID, among nodes: [NodeID]) -> String {
    notation.tangent(text.names[node], combining: combining(nodes))
  }

  private func combining(_ nodes: [NodeID]) -> Bool {
    hasCombiningMarks && Notation.combines(nodes.map { text.names[$0] })
  }

  /// `∂a/∂x` or, with the values that it depends on, `∂a/∂x |y=3`.
  func partial(of node: NodeID, place: Int) -> StyledText {
    let operands = timeline.graph.operands(of: node)
    let partial = DerivativeText.partial(of: text.names[node], by: text.names[operands[place]])
    guard showsPoints else { return StyledText(partial, .partial) }
    let points = PartialPoint.nodes(of: node, place: place, in: timeline.graph)
    guard !points.isEmpty else { return StyledText(partial, .partial) }
    let values = points.map { "\(text.names[$0])=\(short(timeline.value(of: $0)))" }
    return StyledText(partial, .partial)
      + StyledText(" |" + values.joined(separator: ", "), .muted)
  }

  /// What a node has at the cursor: its numbers or, where they are too many, its shape and how large they
  /// are.
  func result(_ tensor: Tensor<Double>, of node: NodeID, _ role: Role) -> StyledText {
    let numbers = number(tensor, role)
    guard !isSpelledOut(tensor), let tally = tally(node, role, timeline) else { return numbers }
    let summary = TensorSummary(tally)
    guard let size = summary.size(digits: digits) else { return numbers }
    return numbers + " " + StyledText(size, summary.isFinite ? role : .alarm)
  }

  /// A tensor by its numbers or, where they are too many, by its shape; a 0 has no sign where only its
  /// size is meant.
  func number(_ tensor: Tensor<Double>, _ role: Role) -> StyledText {
    // Of what is not written no copy is made.
    let isSigned = role == .value || !isSpelledOut(tensor)
    return StyledText(short(isSigned ? tensor : tensor.withoutNegativeZeros), role)
  }

  func short(_ tensor: Tensor<Double>) -> String {
    TensorText.short(tensor, elements: elementLimit, digits: tensor.shape.isScalar ? 5 : digits)
  }

  /// Whether all of a tensor is written.
  func isSpelledOut(_ tensor: Tensor<Double>) -> Bool {
    tensor.shape.isScalar || tensor.elements.count <= elementLimit
  }
}

extension Run {
  fileprivate func tally(_ role: Role, of node: NodeID) -> NumberTally {
    switch role {
    case .adjoint: tallyOfAdjoint(of: node)
    case .tangent: tallyOfTangent(of: node)
    default: tallyOfValue(of: node)
    }
  }
}

extension Tensor<Double> {
  fileprivate var withoutNegativeZeros: Tensor {
    Tensor(elements.map(\.withoutNegativeZero), shape: shape) ?? self
  }
}

extension Double {
  /// 0 for -0.
  package var withoutNegativeZero: Double { self == 0 ? 0 : self }
}

/// The nodes on whose values a local partial depends.
enum PartialPoint {
  static func nodes(of node: NodeID, place: Int, in graph: Graph) -> [NodeID] {
    let operands = graph.operands(of: node)
    let words = graph.partialText(
      of: node, operand: place, operands: operands.indices.map { "operand\($0)" },
      result: "result")
    let found = words.split { !$0.isLetter && !$0.isNumber }
    let used = operands.indices.filter { found.contains("operand\($0)"[...]) }.map { operands[$0] }
    let all = used + (found.contains("result") ? [node] : [])
    var seen: Set<NodeID> = []
    return all.filter { graph.operation(of: $0) != .constant && seen.insert($0).inserted }
  }
}

extension Run {
  /// Whether a node's tangent is said to have a term for an operand. One that stands still adds nothing,
  /// which a product of 0 and an infinite partial would not say.
  func hasTangentTerm(of node: NodeID, place: Int) -> Bool {
    guard graph.receivesContribution(node, operand: place) else { return false }
    let partial = self.partial(of: node, operand: place)
    return isMoved(graph.operands(of: node)[place]) || partial.map(\.isFinite) ?? true
  }
}

extension String {
  /// The text as a factor of a product: in parentheses when it is a sum, a choice or negative.
  package var asFactor: String {
    var depth = 0
    var isSum = hasPrefix("-")
    for character in self {
      depth += "([".contains(character) ? 1 : ")]".contains(character) ? -1 : 0
      isSum = isSum || character == " " && depth == 0
    }
    return isSum ? "(\(self))" : self
  }
}
