import Autodiff
import TextCanvas

// Forward mode: how a node moves with its operands.
extension EventText {
  /// The sum over the operands that can move: local partial times tangent.
  func tangentStages(of node: NodeID) -> EventStages {
    let result = result(timeline.tangent(of: node), of: node, .tangent)
    let operands = timeline.graph.operands(of: node)
    let moving = operands.indices.filter { timeline.hasTangentTerm(of: node, place: $0) }
    let all = [node] + moving.map { operands[$0] }
    let left = StyledText(tangent(node, among: all), .tangent)
    guard !moving.isEmpty else {
      return EventStages(symbols: [left + " = " + result], remark: ["nothing in it moves"])
    }
    if timeline.graph.operation(of: node).smoothness == .recorded {
      return EventStages(
        symbols: [left + " = " + result],
        remark: ["\(text.names[node]) was recorded: how it moves is not known"])
    }
    let isScalar =
      timeline.graph.shape(of: node).isScalar
      && operands.allSatisfy { timeline.graph.shape(of: $0).isScalar }
    let general = moving.map { place in
      partial(of: node, place: place) + " · "
        + StyledText(tangent(operands[place], among: all), .tangent)
    }
    let special = moving.map { term(of: node, place: $0, among: all) }
    let symbols =
      isScalar
      ? [
        left + " = " + general.joined(by: " + "), StyledText("   = ") + special.joined(by: " + "),
      ] : [left + " = " + special.joined(by: " + ")]
    let numbers = moving.compactMap { isScalar ? factors(of: node, place: $0) : amount(node, $0) }
    let isTold = numbers.count == moving.count && (isScalar || moving.count > 1)
    let sum = isTold ? numbers.joined(by: " + ") + " = " : StyledText("")
    return EventStages(
      rule: rule(of: node), symbols: symbols, numbers: [StyledText("   = ") + sum + result],
      remark: remark(on: operands))
  }

  private func rule(of node: NodeID) -> RuleName {
    let graph = timeline.graph
    guard graph.operands(of: node).allSatisfy({ graph.operation(of: $0) != .constant }) else {
      return .forwardChainRule
    }
    switch graph.operation(of: node) {
    case .add: return .forwardSum
    case .multiply, .matrixProduct: return .forwardProduct
    case .divide: return .forwardQuotient
    default: return .forwardChainRule
    }
  }

  /// `y·ẋ`; of what is linear in the operand the operation on its tangent.
  private func term(of node: NodeID, place: Int, among all: [NodeID]) -> StyledText {
    let graph = timeline.graph
    let operands = graph.operands(of: node)
    let moved = tangent(operands[place], among: all)
    switch graph.operation(of: node) {
    case .matrixProduct, .transpose, .permute, .reshape, .slice, .concatenate, .stack, .broadcast,
      .pad, .gather, .sum, .mean, .conv2d, .averagePool2d, .indexSelect, .indexAdd, .gatherAlong,
      .scatterAdd:
      let names = operands.indices.map { $0 == place ? moved : text.names[operands[$0]] }
      return StyledText(text.expression(of: node, operands: names), .tangent)
    default: break
    }
    let words = graph.partialText(of: node, operand: place, names: text.names)
    if words == "1" { return StyledText(moved, .tangent) }
    let isTensor = !graph.shape(of: node).isScalar && graph.operation(of: node).isElementwise
    let factor = isTensor ? words.elementwise.asElementwiseFactor : words.asFactor
    return StyledText(factor, .partial)
      + (isTensor && Double(words) == nil ? " ⊙ " : isTensor ? " · " : "·")
      + StyledText(moved, .tangent)
  }

  /// `3·1`.
  private func factors(of node: NodeID, place: Int) -> StyledText? {
    let moved = timeline.tangent(of: timeline.graph.operands(of: node)[place])
    guard let partial = timeline.partial(of: node, operand: place), let tangent = moved.scalar
    else { return nil }
    return StyledText(NumberText.operand(partial.withoutNegativeZero), .partial) + "·"
      + StyledText(NumberText.operand(tangent.withoutNegativeZero), .tangent)
  }

  /// What the movement of one operand does to a tensor.
  private func amount(_ node: NodeID, _ place: Int) -> StyledText? {
    let moved = timeline.tangent(of: timeline.graph.operands(of: node)[place])
    guard isSpelledOut(timeline.tangent(of: node)), isSpelledOut(moved),
      var probe = OperationProbe(node, in: timeline),
      let elements = probe.tangent(alongOperand: place, moved.elements),
      let tensor = Tensor(elements, shape: timeline.graph.shape(of: node))
    else { return nil }
    return number(tensor, .tangent)
  }

  /// `x moves, y stands still`.
  private func remark(on operands: [NodeID]) -> [String] {
    var seen: Set<NodeID> = []
    let varying = operands.filter {
      timeline.graph.operation(of: $0) != .constant && seen.insert($0).inserted
    }
    let moving = varying.filter { timeline.isMoved($0) }.map { text.names[$0] }
    let still = varying.filter { !timeline.isMoved($0) }.map { text.names[$0] }
    let parts = [
      moving.isEmpty
        ? "" : moving.joined(separator: ", ") + (moving.count == 1 ? " moves" : " move"),
      still.isEmpty
        ? ""
        : still.joined(separator: ", ") + (still.count == 1 ? " stands still" : " stand still"),
    ]
    return [parts.filter { !$0.isEmpty }.joined(separator: ", ")].filter { !$0.isEmpty }
  }
}
