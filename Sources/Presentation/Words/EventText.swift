package import Autodiff
package import TextCanvas

/// What an event does, in words and numbers: the rule, the rule with numbers, the running sum.
package struct EventText {
  private let timeline: Run
  private let text: NodeText
  private let notation: Notation
  private let combining: Bool
  private let elementLimit: Int

  /// Words about the last event of a timeline; tensors of at most so many elements are spelled out.
  package init(
    _ timeline: Run, text: NodeText, notation: Notation = .bar,
    combining: Bool = true, elements limit: Int = 0
  ) {
    self.timeline = timeline
    elementLimit = limit
    self.text = text
    self.notation = notation
    self.combining = combining
  }

  /// The lines about the event that happened last.
  package var lines: [StyledText] {
    switch timeline.lastEvent {
    case nil: [StyledText("nothing has happened yet", .muted)]
    case .value(let node): value(of: node)
    case .seed(let node): seed(of: node)
    case .contribution: timeline.lastContribution.map { lines(about: $0) } ?? []
    case .tangentSeed(let node):
      [
        StyledText(tangent(node), .tangent) + " = "
          + number(timeline.tangent(of: node), .tangent),
        StyledText("the direction in which the inputs move", .muted),
      ]
    case .tangent(let node): tangentLines(of: node)
    }
  }

  /// The sum over the operands that can move: local partial times tangent.
  private func tangentLines(of node: NodeID) -> [StyledText] {
    let name = text.names[node]
    let result = number(timeline.tangent(of: node), .tangent)
    let moving = timeline.graph.operands(of: node).enumerated().filter { place, _ in
      timeline.hasTangentTerm(of: node, place: place)
    }
    guard !moving.isEmpty else { return [StyledText(tangent(node), .tangent) + " = " + result] }
    let terms = moving.map { _, operand in
      StyledText("∂\(name)/∂\(text.names[operand])", .partial) + " · "
        + StyledText(tangent(operand), .tangent)
    }
    let numbers = moving.compactMap { place, operand -> StyledText? in
      let moved = timeline.tangent(of: operand)
      guard let partial = timeline.partial(of: node, operand: place),
        let tangent = moved.scalar
      else { return nil }
      return StyledText(NumberText.operand(partial), .partial) + " · "
        + StyledText(NumberText.operand(tangent), .tangent)
    }
    let sum = numbers.count == terms.count ? numbers.joined(by: " + ") + " = " : StyledText("")
    return [
      StyledText(tangent(node), .tangent) + " = " + terms.joined(by: " + "),
      StyledText("   = ") + sum + result,
    ]
  }

  private func value(of node: NodeID) -> [StyledText] {
    let value = timeline.value(of: node)
    let name = text.names[node]
    guard !timeline.isGiven(node) else {
      let isInput = timeline.graph.operation(of: node) == .input
      let remark = isInput ? "given" : "held, not computed from \(text.expression(of: node))"
      return [
        StyledText(name, .strong) + " = " + number(value, .value), StyledText(remark, .muted),
      ]
    }
    let rule = StyledText(text.definition(of: node))
    let numbers = timeline.graph.operands(of: node).map { operand in
      short(timeline.value(of: operand))
    }
    return [
      rule,
      StyledText("  = \(text.expression(of: node, operands: numbers)) = ")
        + number(value, .value),
    ]
  }

  private func seed(of node: NodeID) -> [StyledText] {
    let name = text.names[node]
    return [
      StyledText(adjoint(node), .adjoint) + " = "
        + number(timeline.adjoint(of: node), .adjoint),
      StyledText("the seed: ∂\(name)/∂\(name), from which the rest follows", .muted),
    ]
  }

  private func lines(about contribution: Contribution<Double>) -> [StyledText] {
    let (source, target) = (contribution.source, contribution.target)
    let (sender, receiver) = (text.names[source], text.names[target])
    let rule =
      StyledText(adjoint(target), .adjoint) + " += " + StyledText(adjoint(source), .adjoint) + " · "
      + StyledText("∂\(sender)/∂\(receiver)", .partial)
    let uses = "\(contribution.ordinal) of \(contribution.expected) contributions to \(receiver)"
    let remark = contribution.expected == 1 ? "the only contribution to \(receiver)" : uses
    return [rule] + numbers(of: contribution) + [
      sum(of: contribution), StyledText(remark, .muted),
    ]
  }

  private func numbers(of contribution: Contribution<Double>) -> [StyledText] {
    let words = timeline.graph.partialText(
      of: contribution.source, operand: contribution.place, names: text.names)
    let upstream = number(contribution.upstream, .adjoint)
    guard let partial = contribution.partial,
      contribution.upstream.scalar != nil,
      let amount = contribution.amount
    else { return [StyledText("   = ") + product(of: contribution.source, and: words)] }
    // A partial that is a number anyway, such as the 1 of a sum, needs no line in words.
    let isNumber = words == NumberText.short(partial)
    let first = StyledText("   = ") + upstream + " · " + StyledText(words.asFactor, .partial)
    let second =
      StyledText("   = ") + upstream + " · " + StyledText(NumberText.operand(partial), .partial)
      + " = " + StyledText(NumberText.short(amount), .adjoint)
      + StyledText(contribution.isCutOff ? ", not chosen" : "", .muted)
    return isNumber ? [second] : [first, second]
  }

  /// The contribution of a tensor in symbols; a dot in the rule's words stands for the adjoint.
  private func product(of source: NodeID, and words: String) -> StyledText {
    let symbol = adjoint(source)
    guard words.hasPrefix("·") || words.hasSuffix("·") else {
      return StyledText(symbol, .adjoint) + " · " + StyledText(words.asFactor, .partial)
    }
    let isFirst = words.hasPrefix("·")
    let rest = StyledText(String(isFirst ? words.dropFirst() : words.dropLast()), .partial)
    let dot = StyledText(symbol, .adjoint)
    return isFirst ? dot + rest : rest + dot
  }

  private func sum(of contribution: Contribution<Double>) -> StyledText {
    let after = number(contribution.after, .adjoint)
    let name = StyledText(adjoint(contribution.target), .adjoint)
    guard let before = contribution.before.scalar,
      let now = contribution.after.scalar
    else { return name + " is now " + sum(contribution.after) }
    let change = contribution.amount
    return name + ": \(NumberText.short(before)) + \(NumberText.operand(change ?? now - before)) = "
      + after
  }

  /// A tensor by its numbers or, where they are too many, by how many there are.
  private func sum(_ tensor: Tensor<Double>) -> StyledText {
    guard tensor.elements.count > elementLimit else { return number(tensor, .adjoint) }
    return StyledText("\(tensor.shape) numbers", .adjoint)
  }

  private func adjoint(_ node: NodeID) -> String {
    notation.adjoint(
      text.names[node], of: text.names[timeline.output], combining: combining)
  }

  private func tangent(_ node: NodeID) -> String {
    notation.tangent(text.names[node], combining: combining)
  }

  private func number(_ tensor: Tensor<Double>, _ role: Role) -> StyledText {
    StyledText(short(tensor), role)
  }

  private func short(_ tensor: Tensor<Double>) -> String {
    TensorText.short(tensor, elements: elementLimit)
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
