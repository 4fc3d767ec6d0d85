import Autodiff

/// What an event does as lines of mathematics, aligned at their equals sign: as ``EventText`` has it
/// in words.
struct EventLaTeX {
  let timeline: Run
  let text: NodeText
  let notation: Notation
  /// Whether partials are written with the values at which they are taken.
  var showsPoints = false

  private var graph: Graph { timeline.graph }

  /// The lines about the event that happened last.
  var lines: [String] {
    switch timeline.lastEvent {
    case nil: []
    case .value(let node): [value(of: node)]
    case .seed(let node): [row(adjoint(node), number(timeline.adjoint(of: node)), "the seed")]
    case .contribution: timeline.lastContribution.map { lines(about: $0) } ?? []
    case .tangentSeed(let node):
      [row(tangent(node), number(timeline.tangent(of: node)), "the direction")]
    case .tangent(let node): [tangentRow(of: node)]
    }
  }

  private func row(_ left: String, _ right: String, _ remark: String) -> String {
    "\(left) &= \(right) \\quad\\text{(\(remark))}"
  }

  private func value(of node: NodeID) -> String {
    let value = number(timeline.value(of: node))
    guard graph.operation(of: node) != .input else { return "\(name(node)) &= \(value)" }
    let numbers = expression(of: node) { LaTeXText.tensor(timeline.value(of: $0)) }
    let rule = "\(name(node)) &= \(expression(of: node))"
    // The elements of a new vector are its value already.
    return rule + (numbers == value ? "" : " = \(numbers)") + " = \(value)"
  }

  /// The definition of a node in the line: `a = x \cdot y`.
  func definition(of node: NodeID) -> String { "\(name(node)) = \(expression(of: node))" }

  private func expression(of node: NodeID) -> String {
    expression(of: node) { symbol($0) }
  }

  private func expression(of node: NodeID, _ term: (NodeID) -> LaTeXTerm) -> String {
    let operands = graph.operands(of: node)
    return LaTeXFormula.term(
      text.expression(of: node, operands: operands.indices.map { Self.operandName($0) }),
      terms: terms(of: operands, term), ofTensors: !graph.shape(of: node).isScalar
    ).text
  }

  /// Names that stand for the operands while a formula is set: those of the graph may be anything.
  private static func operandName(_ place: Int) -> String { "operand\(place)" }

  private func terms(
    of operands: [NodeID], _ term: (NodeID) -> LaTeXTerm
  ) -> [String: LaTeXTerm] {
    Dictionary(
      operands.enumerated().map { (Self.operandName($0), term($1)) }, uniquingKeysWith: { $1 })
  }

  /// The name of a node, or the number of a constant.
  private func symbol(_ node: NodeID) -> LaTeXTerm {
    graph.operation(of: node) == .constant
      ? LaTeXText.tensor(timeline.value(of: node)) : LaTeXTerm(name(node))
  }

  func name(_ node: NodeID) -> String { LaTeXText.name(text.names[node]) }

  func number(_ tensor: Tensor<Double>) -> String { LaTeXText.tensor(tensor).text }
}

extension EventLaTeX {
  private func lines(about contribution: Contribution<Double>) -> [String] {
    let (source, target) = (contribution.source, contribution.target)
    let rule =
      "\(adjoint(target)) &\\mathrel{+}= \(adjoint(source)) \\cdot "
      + partial(source, contribution.place)
    let count =
      contribution.expected == 1
      ? "the only contribution" : "\(contribution.ordinal) of \(contribution.expected)"
    return [rule + numbers(of: contribution), row(adjoint(target), sum(of: contribution), count)]
  }

  private func numbers(of contribution: Contribution<Double>) -> String {
    let words = words(of: contribution)
    guard let partial = contribution.partial, let upstream = contribution.upstream.scalar,
      let amount = contribution.amount
    else {
      return " = \(product(words))"
    }
    let above = LaTeXText.number(upstream)
    let second =
      " = \(above.text) \\cdot \(LaTeXText.number(partial).asOperand)"
      + " = \(LaTeXText.number(amount).text)"
      + (contribution.isCutOff ? "\\text{, not chosen}" : "")
    // A partial that is a number anyway needs no words.
    if words.text == NumberText.short(partial) { return second }
    let rule = LaTeXFormula.term(words.text, terms: words.terms)
    return " = \(adjoint(contribution.source)) \\cdot \(rule.asFactor)" + second
  }

  /// What a rule says of a local partial, over names that stand for operands and result.
  private struct RuleWords {
    let text: String
    let terms: [String: LaTeXTerm]
    let isOfTensors: Bool
  }

  private func words(of contribution: Contribution<Double>) -> RuleWords {
    let source = contribution.source
    let operands = graph.operands(of: source)
    var terms = terms(of: operands) { symbol($0) }
    terms["result"] = symbol(source)
    terms["upstream"] = LaTeXTerm(adjoint(source))
    let text = graph.partialText(
      of: source, operand: contribution.place,
      operands: operands.indices.map { Self.operandName($0) }, result: "result")
    return RuleWords(
      text: text, terms: terms, isOfTensors: !graph.shape(of: source).isScalar)
  }

  /// The contribution of a tensor in symbols; a dot in the rule's words stands for the adjoint.
  private func product(_ words: RuleWords) -> String {
    let isFirst = words.text.hasPrefix("·")
    if isFirst || words.text.hasSuffix("·") {
      let rest = String(isFirst ? words.text.dropFirst() : words.text.dropLast())
      return LaTeXFormula.term(
        isFirst ? "upstream" + rest : rest + "upstream", terms: words.terms
      ).text
    }
    let rule = LaTeXFormula.term(
      words.text, terms: words.terms, ofTensors: words.isOfTensors)
    let isNumber = Double(words.text) != nil
    let sign = words.isOfTensors && !isNumber ? "\\odot" : "\\cdot"
    return "\(words.terms["upstream"]?.text ?? "") \(sign) \(rule.asFactor)"
  }

  /// The running sum, in which the terms of a tensor could not be distinguished.
  private func sum(of contribution: Contribution<Double>) -> String {
    let after = number(contribution.after)
    guard let before = contribution.before.scalar, let now = contribution.after.scalar else {
      return after
    }
    let term = LaTeXText.number(contribution.amount ?? now - before).asOperand
    return "\(LaTeXText.number(before).text) + \(term) = \(after)"
  }

  /// The sum over the operands that can move: local partial times tangent.
  private func tangentRow(of node: NodeID) -> String {
    let result = number(timeline.tangent(of: node))
    let moving = graph.operands(of: node).enumerated().filter { place, _ in
      timeline.hasTangentTerm(of: node, place: place)
    }
    guard !moving.isEmpty else { return "\(tangent(node)) &= \(result)" }
    let rule = moving.map { "\(partial(node, $0)) \\cdot \(tangent($1))" }
    let numbers = moving.compactMap { place, operand -> String? in
      guard let partial = timeline.partial(of: node, operand: place),
        let tangent = timeline.tangent(of: operand).scalar
      else { return nil }
      return "\(LaTeXText.number(partial).asOperand) \\cdot \(LaTeXText.number(tangent).asOperand)"
    }
    let sum = numbers.count == rule.count ? " = \(numbers.joined(separator: " + "))" : ""
    return "\(tangent(node)) &= \(rule.joined(separator: " + "))\(sum) = \(result)"
  }

  /// A local partial, with the values that it depends on if they are wanted.
  private func partial(_ node: NodeID, _ place: Int) -> String {
    let operand = graph.operands(of: node)[place]
    let partial = "\\frac{\\partial \(name(node))}{\\partial \(symbol(operand).text)}"
    let points = showsPoints ? PartialPoint.nodes(of: node, place: place, in: graph) : []
    guard !points.isEmpty else { return partial }
    let values = points.map { "\(name($0))=\(number(timeline.value(of: $0)))" }
    return partial + "\\big|_{\(values.joined(separator: ",\\,"))}"
  }

  /// A total derivative.
  static func total(of result: String, by name: String) -> String {
    "\\frac{\\mathrm{d} \(result)}{\\mathrm{d} \(name)}"
  }

  func adjoint(_ node: NodeID) -> String {
    notation.latexAdjoint(name(node), of: name(timeline.output))
  }

  func tangent(_ node: NodeID) -> String { notation.latexTangent(name(node)) }
}

extension Notation {
  /// The adjoint of what is called `name` in LaTeX.
  fileprivate func latexAdjoint(_ name: String, of output: String) -> String {
    switch self {
    case .bar: name.count == 1 ? "\\bar{\(name)}" : "\\overline{\(name)}"
    case .arrow: "\\overleftarrow{\(name)}"
    case .g: "g_{\(name)}"
    case .leibniz: EventLaTeX.total(of: output, by: name)
    case .delta: "\\delta_{\(name)}"
    }
  }

  /// The tangent of what is called `name` in LaTeX.
  fileprivate func latexTangent(_ name: String) -> String {
    switch self {
    case .bar: "\\dot{\(name)}"
    case .arrow: "\\overrightarrow{\(name)}"
    case .g, .leibniz, .delta: "\\mathrm{d}\(name)"
    }
  }
}
