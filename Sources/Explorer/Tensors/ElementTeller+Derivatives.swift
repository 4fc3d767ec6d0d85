import Autodiff
import Presentation
import TextCanvas

extension ElementTeller {
  /// What has been added up to an element of an adjoint; of the latest contribution every product.
  func adjoint(of node: NodeID, _ element: Int) -> ElementStory {
    let name = adjointLabel(node, element)
    guard node != timeline.output else {
      return ElementStory([StyledText("\(name) is the seed, from which all follow")])
    }
    if case .stale = timeline.adjointState(of: node) {
      return ElementStory([StyledText("what earlier sweeps left; nothing is added yet", .muted)])
    }
    let numbers = timeline.contributions(to: node).filter { $0 <= timeline.position }
    guard let last = numbers.last, let event = timeline.event(last) else {
      return ElementStory([StyledText("the output does not vary with \(label(node, element))")])
    }
    if numbers.count == 1 || last == timeline.position { return contribution(event, element) }
    let terms = numbers.compactMap { number -> ElementStory.Term? in
      guard let event = timeline.event(number) else { return nil }
      return share(of: event, element)
    }
    return ElementStory(
      [StyledText("\(name) adds up \(terms.count) contributions:")], terms: terms)
  }

  /// What one contribution adds to an element.
  private func contribution(_ event: Event, _ element: Int) -> ElementStory {
    guard case .contribution(let user, let place) = event,
      let node = timeline.target(of: event)
    else { return ElementStory([]) }
    let name = adjointLabel(node, element)
    if let indices = MatrixIndices(user, in: graph) {
      return productContribution(from: user, place, element, indices, name: name)
    }
    if graph.operation(of: user).isElementwise {
      return ElementStory(
        [StyledText("\(name) += adjoints of \(text.names[user]) times partials:")],
        terms: elementwiseTerms(from: user, place, element))
    }
    let words = graph.partialText(of: user, operand: place, names: text.names)
    let lines = [
      StyledText("\(name) += a contribution of \(text.definition(of: user))"),
      StyledText("  by the rule \(words)", .muted),
    ]
    return ElementStory(lines, terms: share(of: event, element).map { [$0] } ?? [])
  }

  /// Ā += C̄·Bᵀ and B̄ += Aᵀ·C̄, product by product.
  private func productContribution(
    from user: NodeID, _ place: Int, _ element: Int, _ indices: MatrixIndices, name: String
  ) -> ElementStory {
    let operands = graph.operands(of: user)
    let upstream = timeline.evaluation.adjoint(of: user).elements
    let other = operands[1 - place]
    let factors = values(other)
    let pairs: [(result: Int, factor: Int)]
    if place == 0 {
      let (row, inner) = indices.leftPlace(element)
      pairs = (0..<indices.columns).map { (row * indices.columns + $0, indices.right(inner, $0)) }
    } else {
      let (inner, column) = indices.rightPlace(element)
      pairs = (0..<indices.rows).map { ($0 * indices.columns + column, indices.left($0, inner)) }
    }
    let terms = pairs.map { pair in
      term(
        (adjointLabel(user, pair.result), upstream[pair.result]),
        (label(other, pair.factor), factors[pair.factor]))
    }
    return ElementStory(
      [StyledText("\(name) += an adjoint times a factor, \(terms.count) products:")], terms: terms)
  }

  /// Each element of the user that this element went into: its adjoint times the local partial.
  private func elementwiseTerms(
    from user: NodeID, _ place: Int, _ element: Int
  ) -> [ElementStory.Term] {
    guard var probe = OperationProbe(user, in: timeline) else { return [] }
    let operand = graph.operands(of: user)[place]
    let (shape, operandShape) = (graph.shape(of: user), graph.shape(of: operand))
    let upstream = timeline.evaluation.adjoint(of: user).elements
    // A seed of ones gives the sum of partials, which is the partial where nothing is broadcast.
    let isBroadcast = shape != operandShape
    let ones = [Double](repeating: 1, count: shape.count)
    let sums = isBroadcast ? [] : probe.contribution(of: ones, toOperand: place) ?? []
    let reached =
      isBroadcast
      ? (0..<shape.count).filter { operandShape.element(at: shape.indices(of: $0)) == element }
      : [element]
    return reached.prefix(Self.mostTerms).compactMap { result in
      let partial: Double?
      if isBroadcast {
        var seed = [Double](repeating: 0, count: shape.count)
        seed[result] = 1
        partial = probe.contribution(of: seed, toOperand: place)?[element]
      } else {
        partial = sums.indices.contains(element) ? sums[element] : nil
      }
      let words = "∂\(text.names[user])/∂\(text.names[operand])"
      return partial.map { term((adjointLabel(user, result), upstream[result]), (words, $0)) }
    }
  }

  /// The most elements that one was broadcast to of which each is told.
  private static var mostTerms: Int { 64 }

  /// What a contribution adds to an element, as one term.
  private func share(of event: Event, _ element: Int) -> ElementStory.Term? {
    guard case .contribution(let user, let place) = event,
      var probe = OperationProbe(user, in: timeline),
      let added = probe.contribution(
        of: timeline.evaluation.adjoint(of: user).elements, toOperand: place),
      added.indices.contains(element)
    else { return nil }
    return ElementStory.Term(
      label: "from \(text.definition(of: user))", numbers: "", amount: added[element])
  }

  /// What each operand's movement does to an element.
  func tangent(of node: NodeID, _ element: Int) -> ElementStory {
    let name =
      notation.tangent(text.names[node], combining: combining)
      + graph.shape(of: node).indexText(of: element)
    guard graph.operation(of: node) != .input, var probe = OperationProbe(node, in: timeline) else {
      return ElementStory([StyledText("\(name) is the direction in which the input moves")])
    }
    let operands = graph.operands(of: node)
    let terms = operands.enumerated().compactMap { place, operand -> ElementStory.Term? in
      let tangent = timeline.evaluation.tangent(of: operand).elements
      guard let moved = probe.tangent(alongOperand: place, tangent), moved.indices.contains(element)
      else { return nil }
      return ElementStory.Term(
        label: "as \(text.names[operand]) moves", numbers: "", amount: moved[element])
    }
    return ElementStory([StyledText("\(name) is what the operands' movements do:")], terms: terms)
  }
}
