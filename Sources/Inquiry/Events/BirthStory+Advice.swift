import Autodiff
import Presentation

extension BirthStory {
  /// The cause behind it and a remedy, for the common cases.
  var advice: String? {
    switch timeline.lastEvent {
    case .contribution(let node, let place): advice(onSlopeOf: node, place)
    case .value(let node): advice(onValueOf: node)
    case .tangent(let node) where graph.operation(of: node).smoothness == .recorded:
      "\(name(node)) was recorded by another program: how it moves with its operands is not known, "
        + "so forward mode stops here"
    case .seed, .tangentSeed, .tangent, nil: nil
    }
  }

  private func advice(onValueOf node: NodeID) -> String? {
    switch graph.operation(of: node) {
    case .log: adviceOnLogarithm(of: node)
    case .exp:
      "e^x overflows above \(largestExponent(of: node)): subtract the maximum first, as softmax and logsumexp do"
    default: adviceOnHiddenValue(of: node)
    }
  }

  /// Up to where the exponential is a number of the type that the node's numbers are rounded to.
  private func largestExponent(of node: NodeID) -> Int {
    let own = graph.notes.recorded(of: node)?.type.flatMap { NumberRounding($0) }
    let limit = timeline.precision.largestExponent
    guard let own else { return Int(limit) }
    // The largest number is nearly the next power of 2, whose logarithm is so many times that of 2.
    let logarithmOf2 = 0.6931471805599453
    return Int(min(limit, Double(own.largest.exponent + 1) * logarithmOf2))
  }

  /// What to write where a choice leaves the NaN of one operand out, which comes back all the same.
  private func adviceOnHiddenValue(of node: NodeID) -> String? {
    guard graph.operation(of: node).arity == 1...1, graph.operation(of: node).isElementwise,
      let element = timeline.value(of: node).elements.firstIndex(where: \.isNaN)
    else { return nil }
    for consumer in graph.nodes
    where consumer > node && graph.operation(of: consumer) == .select {
      let operands = graph.operands(of: consumer)
      guard let place = [1, 2].first(where: { operands[$0] == node }),
        graph.shape(of: operands[0]) == graph.shape(of: node),
        (run.end.value(of: operands[0], at: element) != 0) == (place == 2)
      else { continue }
      let choice = Choice(
        condition: words(of: operands[0]), branch: name(node), isFirst: place == 1)
      return
        "\(name(consumer)) does not choose it there, but 0 · NaN is still NaN on the way back. "
        + "Choose inside as well: \(name(node)) = \(harmless(node, 0, choice))"
    }
    return nil
  }

  /// A condition as one would write it.
  private func words(of condition: NodeID) -> String {
    graph.isComputed(condition) ? run.text.expression(of: condition) : name(condition)
  }

  /// What to write in place of the logarithm of something that underflowed.
  private func adviceOnLogarithm(of node: NodeID) -> String? {
    guard let operand = operand(of: node, place: 0), operand.number == 0,
      let origin = ZeroOrigin(
        of: graph.operands(of: node)[0], element: operand.element, run.teller
      ).chain.last,
      let source = graph.operands(of: origin.node).first
    else { return nil }
    let inner = name(source)
    switch graph.operation(of: origin.node) {
    case .softmax:
      return "combine both into one step that cannot underflow: \(inner) - logsumexp(\(inner))"
    case .exp where origin.node == graph.operands(of: node)[0]:
      return "log(exp(\(inner))) is just \(inner): leave both out"
    case .exp: return "if this is a softmax, its log in one step is \(inner) - logsumexp(\(inner))"
    case .sigmoid: return "combine both into one step that cannot underflow: -softplus(-\(inner))"
    default: return nil
    }
  }

  /// What helps where a slope is infinite.
  private func advice(onSlopeOf node: NodeID, _ place: Int) -> String? {
    guard let (above, partial) = factors(node, place), !partial.isFinite else { return nil }
    let name = name(node)
    guard above == 0 else {
      let operand = self.operand(of: node, place: place)
      return "the slope of \(run.text.expression(of: node)) is infinite there: keep "
        + "\(self.name(graph.operands(of: node)[place])) away from "
        + NumberText.short(operand?.number ?? 0)
    }
    guard let choice = choice(against: node) else {
      return "no adjoint reaches \(name), but its slope is infinite there, and 0 · ∞ is NaN"
    }
    return
      "where(...) did not choose \(name == choice.branch ? name : "\(choice.branch), computed from \(name)"), "
      + "but 0 · ∞ is still NaN. Choose inside as well: "
      + "\(name) = \(harmless(node, place, choice))"
  }

  /// A choice that fell on the other branch than the one a node belongs to.
  private struct Choice {
    let condition: String
    let branch: String
    /// Whether the branch is the first of the two.
    let isFirst: Bool
  }

  /// The operation with an operand that does no harm where it is not chosen: `sqrt(where(x > 0, x,
  /// 1))`.
  private func harmless(_ node: NodeID, _ place: Int, _ choice: Choice) -> String {
    var operands = graph.operands(of: node).map { name($0) }
    let branches = choice.isFirst ? [operands[place], "1"] : ["1", operands[place]]
    operands[place] = "where(\(choice.condition), \(branches.joined(separator: ", ")))"
    return run.text.expression(of: node, operands: operands)
  }

  /// Continues from the node to what is made of it, as long as nothing comes back from there.
  private func choice(against node: NodeID) -> Choice? {
    var isReached: Set<NodeID> = [node]
    for consumer in graph.nodes where consumer > node {
      let operands = graph.operands(of: consumer)
      guard let place = operands.firstIndex(where: { isReached.contains($0) }) else { continue }
      if graph.operation(of: consumer) == .select, place > 0, isUnchosen(place, of: consumer) {
        return Choice(
          condition: words(of: operands[0]), branch: name(operands[place]), isFirst: place == 1)
      }
      if timeline.adjoint(of: consumer).elements.contains(0) {
        isReached.insert(consumer)
      }
    }
    return nil
  }

  /// Whether a choice fell on the other of its two branches, at least for one element.
  private func isUnchosen(_ place: Int, of node: NodeID) -> Bool {
    timeline.value(of: graph.operands(of: node)[0]).elements.contains { condition in
      (condition != 0) == (place == 2)
    }
  }
}
