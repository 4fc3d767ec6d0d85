import Autodiff
import TextCanvas

// The reverse sweep: what a node sends to an operand.
extension EventText {
  func stages(about contribution: Contribution<Double>) -> EventStages {
    let (source, target) = (contribution.source, contribution.target)
    let receiver = text.names[target]
    let uses = "\(contribution.ordinal) of \(contribution.expected)"
    let remark =
      contribution.expected == 1
      ? ["the only contribution to \(receiver)"] : ["\(uses) contributions to \(receiver)"]
    var stages = EventStages(rule: rule(of: contribution), count: uses, remark: remark)
    let left = StyledText(adjoint(target, among: [source, target]), .adjoint) + " += "
    let above = StyledText(adjoint(source, among: [source, target]), .adjoint)
    let words = timeline.graph.partialText(
      of: source, operand: contribution.place, names: text.names)
    if let partial = contribution.partial, let amount = contribution.amount,
      let upstream = contribution.upstream.scalar
    {
      let chain = left + above + " · " + self.partial(of: source, place: contribution.place)
      // A partial that is a number anyway, such as the 1 of a sum, needs no words.
      let isNumber = words == NumberText.short(partial)
      stages.symbols = [
        isNumber ? chain : chain + " = " + above + " · " + StyledText(words.asFactor, .partial)
      ]
      stages.numbers = [
        StyledText("   = ")
          + StyledText(NumberText.short(upstream.withoutNegativeZero), .adjoint) + " · "
          + StyledText(NumberText.operand(partial), .partial) + " = "
          + StyledText(NumberText.short(amount.withoutNegativeZero), .adjoint)
          + StyledText(contribution.isCutOff ? ", not chosen" : "", .muted)
      ]
    } else {
      let tensors = TensorContribution(contribution, in: timeline, words: words)
      let partial = self.partial(of: source, place: contribution.place)
      let isSpecial = text.rules.rule(from: source, place: contribution.place) != nil
      stages.symbols = [left + tensors.symbols(above: above, partial: isSpecial ? nil : partial)]
      if let remark = tensors.remark { stages.remark.append(remark) }
      stages.numbers = numbers(of: contribution, tensors)
    }
    stages.sum = [sum(of: contribution)]
    return stages
  }

  /// The rule with the most to say: a special one, that of a gate, or the chain rule itself.
  private func rule(of contribution: Contribution<Double>) -> RuleName {
    if let rule = text.rules.rule(from: contribution.source, place: contribution.place) {
      return rule
    }
    let general: RuleName = contribution.expected > 1 ? .sumOverPaths : .chainRule
    let graph = timeline.graph
    guard
      graph.operands(of: contribution.source).allSatisfy({
        graph.operation(of: $0) != .constant
      })
    else { return general }
    switch graph.operation(of: contribution.source) {
    case .add: return .sumGate
    case .multiply: return .productGate
    case .divide: return .quotientRule
    default: return general
    }
  }

  private func numbers(
    of contribution: Contribution<Double>, _ tensors: TensorContribution
  ) -> [StyledText] {
    // What is not shown is not computed again for every frame.
    guard isSpelledOut(contribution.after), let amount = tensors.amount else { return [] }
    let result = number(amount, .adjoint)
    guard isSpelledOut(contribution.upstream) else { return [StyledText("   = ") + result] }
    let above = number(contribution.upstream, .adjoint)
    let numbers = timeline.graph.operands(of: contribution.source).map {
      short(timeline.value(of: $0))
    }
    let areSpelledOut = timeline.graph.operands(of: contribution.source).allSatisfy {
      isSpelledOut(timeline.value(of: $0))
    }
    let product = tensors.numbers(
      above: above, operands: areSpelledOut ? numbers : nil, spelling: { number($0, .partial) })
    return [
      StyledText("   = ") + (product.map { $0 + " = " } ?? StyledText("")) + result
    ]
  }

  private func sum(of contribution: Contribution<Double>) -> StyledText {
    let target = contribution.target
    let after = result(contribution.after, of: target, .adjoint)
    let name = StyledText(adjoint(target, among: [target]), .adjoint)
    if let before = contribution.before.scalar, let now = contribution.after.scalar {
      let change = (contribution.amount ?? now - before).withoutNegativeZero
      return name
        + ": \(NumberText.short(before.withoutNegativeZero)) + \(NumberText.operand(change)) = "
        + after
    }
    guard isSpelledOut(contribution.after) else {
      return name + " is now " + after
    }
    // The numbers stand in the line above.
    guard contribution.ordinal > 1 else { return name + ": 0 + this" }
    guard
      let amount = TensorContribution(contribution, in: timeline, words: "").amount
    else { return name + " is now " + after }
    return name + ": " + number(contribution.before, .adjoint) + " + "
      + number(amount, .adjoint) + " = " + after
  }
}

/// A contribution between tensors, in symbols and in numbers.
struct TensorContribution {
  private let contribution: Contribution<Double>
  private let timeline: Run
  private let words: String

  init(_ contribution: Contribution<Double>, in timeline: Run, words: String) {
    self.contribution = contribution
    self.timeline = timeline
    self.words = words
  }

  /// What was added, computed anew.
  var amount: Tensor<Double>? {
    timeline.contribution(
      of: contribution.source, place: contribution.place, upstream: contribution.upstream)
  }

  private var graph: Graph { timeline.graph }
  private var operation: Operation { graph.operation(of: contribution.source) }
  private var shapes: (source: Shape, target: Shape) {
    (graph.shape(of: contribution.source), graph.shape(of: contribution.target))
  }

  /// Whether the operand was broadcast, so that its adjoint is a sum.
  private var isBroadcast: Bool {
    operation.isElementwise && shapes.source != shapes.target
  }

  /// Whether what is multiplied is multiplied element by element.
  private var isElementwise: Bool { operation.isElementwise && !shapes.source.isScalar }

  /// The right side of the equation.
  ///
  /// - Parameter partial: The local partial as a quotient; `nil` where the rule has a name of its own.
  func symbols(above: StyledText, partial: StyledText?) -> StyledText {
    if words.placeholder != nil { return filled(words, with: above) }
    guard isElementwise else { return other(above) }
    let sign = " ⊙ "
    let sum = isBroadcast ? StyledText("Σ ") : StyledText("")
    if words == "1" { return sum + above }
    if Double(words) != nil { return sum + StyledText("\(words) · ", .partial) + above }
    let product =
      sum + above + sign + StyledText(words.elementwise.asElementwiseFactor, .partial)
    return partial.map { sum + above + sign + $0 + " = " + product } ?? product
  }

  /// A rule in words in which a dot stands for the adjoint.
  private func filled(_ words: String, with above: StyledText) -> StyledText {
    guard let place = words.placeholder else { return above }
    return StyledText(String(words[..<place]), .partial) + above
      + StyledText(String(words[place...].dropFirst()), .partial)
  }

  /// What is neither a matrix product nor element by element.
  private func other(_ above: StyledText) -> StyledText {
    if operation.smoothness == .recorded { return StyledText("what was recorded", .partial) }
    return words == "1" ? above : above + " · " + StyledText(words.asFactor, .partial)
  }

  /// How the numbers get where they belong, where no symbol says it.
  var remark: String? {
    switch operation {
    case .sum, .mean: return "each element of what was added up gets it"
    case .slice, .gather, .indexSelect, .gatherAlong: return "back in its place, 0 elsewhere"
    case .opaque: return "another program's numbers, whatever arrives from above"
    case .reshape, .transpose, .permute, .concatenate, .stack, .pad, .arrange:
      return "back in its place"
    case .broadcast: return "added up where it was repeated"
    case _ where isBroadcast: return "Σ: added up where it was broadcast"
    default: return nil
    }
  }

  /// The factors in numbers; `nil` where they would say nothing.
  func numbers(
    above: StyledText, operands: [String]?, spelling: (Tensor<Double>) -> StyledText
  ) -> StyledText? {
    if words.placeholder != nil, let operands {
      let numbers = graph.partialText(
        of: contribution.source, operand: contribution.place, operands: operands, result: "")
      return filled(numbers, with: above)
    }
    if words == "1" { return isBroadcast ? StyledText("Σ ") + above : nil }
    guard isElementwise, !isBroadcast,
      let partials = timeline.elementwisePartials(
        of: contribution.source, place: contribution.place)
    else { return nil }
    return above + " ⊙ " + spelling(partials)
  }
}

extension String {
  /// Where a dot stands for an adjoint, not for a product: at an end, or as an argument.
  fileprivate var placeholder: Index? {
    if hasPrefix("·") { return startIndex }
    if hasSuffix("·") { return index(before: endIndex) }
    for (before, after) in [("(", ","), ("(", ")"), (", ", ","), (", ", ")")] {
      if let found = firstRange(of: before + "·" + after) {
        return index(found.lowerBound, offsetBy: before.count)
      }
    }
    return nil
  }

  /// The text as a factor element by element: in parentheses unless it is a product of such.
  var asElementwiseFactor: String {
    let factors = split(separator: " ⊙ ", omittingEmptySubsequences: false).map(String.init)
    let areFactors = factors.dropFirst().allSatisfy { $0.asFactor == $0 }
    return areFactors && factors[0].asFactor == factors[0] ? self : asFactor
  }

  /// Products between tensors as products element by element; those with a number stay.
  var elementwise: String {
    let parts = split(separator: "·", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return self }
    return parts.dropFirst().reduce(String(parts[0])) { text, part in
      let isNumber = text.split { " (⊙·".contains($0) }.last.map { Double($0) != nil } ?? false
      return text + (isNumber ? "·" : " ⊙ ") + part
    }
  }
}
