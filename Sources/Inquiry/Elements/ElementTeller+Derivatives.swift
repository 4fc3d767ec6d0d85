package import Autodiff
import Formula
import Presentation
import Syntax
import TextCanvas

extension ElementTeller {
  /// What has been added up to an element of an adjoint; of the latest contribution every product.
  package func adjoint(of node: NodeID, _ element: Int) -> ElementStory {
    let name = adjointLabel(node, element)
    guard node != timeline.output else {
      return ElementStory([StyledText("\(name) is the seed, from which all other adjoints follow")])
    }
    if case .stale = timeline.adjointState(of: node) {
      return ElementStory([StyledText("left over from an earlier sweep; nothing added yet", .muted)]
      )
    }
    let numbers = timeline.contributions(to: node).filter { $0 <= timeline.position }
    guard let last = numbers.last, let event = timeline.event(last) else {
      return ElementStory([StyledText("the output does not depend on \(label(node, element))")])
    }
    if numbers.count == 1 || last == timeline.position { return contribution(event, element) }
    let terms = numbers.compactMap { number -> ElementStory.Term? in
      guard let event = timeline.event(number) else { return nil }
      return share(of: event, element)
    }
    return ElementStory(
      [StyledText("\(name) is the sum of \(terms.count.counted("contribution")):")], terms: terms)
  }

  /// What one contribution adds to an element.
  private func contribution(_ event: Event, _ element: Int) -> ElementStory {
    guard case .contribution(let consumer, let place) = event,
      let node = timeline.target(of: event)
    else { return ElementStory([]) }
    let name = adjointLabel(node, element)
    if let indices = MatrixIndices(consumer, in: graph) {
      return productContribution(from: consumer, place, element, indices, name: name)
    }
    if graph.operation(of: consumer).isElementwise {
      return ElementStory(
        [StyledText("\(name) += adjoints of \(text.names[consumer]) times partials:")],
        terms: elementwiseTerms(from: consumer, place, element))
    }
    if graph.operation(of: consumer).smoothness == .recorded {
      return ElementStory(
        [StyledText("\(name) += what \(text.names[consumer]) sent back when it was recorded")],
        terms: share(of: event, element).map { [$0] } ?? [])
    }
    if let story = laneContribution(from: consumer, place, element, name: name) { return story }
    let words = graph.partialText(of: consumer, operand: place, names: text.names)
    let lines = [
      StyledText("\(name) += a contribution of \(text.definition(of: consumer))"),
      StyledText("  by its rule \(words)", .muted),
    ]
    return ElementStory(lines, terms: share(of: event, element).map { [$0] } ?? [])
  }

  /// Ā += C̄·Bᵀ and B̄ += Aᵀ·C̄, product by product.
  private func productContribution(
    from consumer: NodeID, _ place: Int, _ element: Int, _ indices: MatrixIndices, name: String
  ) -> ElementStory {
    let operands = graph.operands(of: consumer)
    let upstream = timeline.adjoint(of: consumer).elements
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
        (adjointLabel(consumer, pair.result), upstream[pair.result]),
        (label(other, pair.factor), factors[pair.factor]))
    }
    return ElementStory(
      [StyledText("\(name) += an adjoint times a factor, \(terms.count.counted("product")):")],
      terms: terms)
  }

  /// Each element of the consumer that this element went into: its adjoint times the local partial.
  private func elementwiseTerms(
    from consumer: NodeID, _ place: Int, _ element: Int
  ) -> [ElementStory.Term] {
    guard var probe = OperationProbe(consumer, in: timeline) else { return [] }
    let operand = graph.operands(of: consumer)[place]
    let (shape, operandShape) = (graph.shape(of: consumer), graph.shape(of: operand))
    let upstream = timeline.adjoint(of: consumer).elements
    let reached =
      shape != operandShape
      ? (0..<shape.count).filter { operandShape.element(at: shape.indices(of: $0)) == element }
      : [element]
    return reached.prefix(Self.mostTerms).compactMap { result in
      // Alone, each adjoint gives its own term; one that an operation does not choose gives 0.
      var seed = [Double](repeating: 0, count: shape.count)
      seed[result] = 1
      let partial = probe.contribution(of: seed, toOperand: place)?[element]
      seed[result] = upstream[result]
      let amount = probe.contribution(of: seed, toOperand: place)?[element]
      let words = DerivativeText.partial(of: text.names[consumer], by: text.names[operand])
      return partial.map {
        term((adjointLabel(consumer, result), upstream[result]), (words, $0), amount: amount)
      }
    }
  }

  /// The most broadcast copies of one element that are listed individually.
  static var mostTerms: Int { 64 }

  /// What a contribution adds to an element, as one term.
  private func share(of event: Event, _ element: Int) -> ElementStory.Term? {
    guard case .contribution(let consumer, let place) = event,
      var probe = OperationProbe(consumer, in: timeline),
      let added = probe.contribution(
        of: timeline.adjoint(of: consumer).elements, toOperand: place),
      added.indices.contains(element)
    else { return nil }
    return ElementStory.Term(
      label: "from \(text.definition(of: consumer))", numbers: "", amount: added[element])
  }

  /// What each operand's movement does to an element.
  package func tangent(of node: NodeID, _ element: Int) -> ElementStory {
    let name =
      notation.tangent(text.names[node], combining: combining)
      + graph.shape(of: node).indexText(of: element)
    guard graph.operation(of: node) != .input, var probe = OperationProbe(node, in: timeline) else {
      return ElementStory([StyledText("\(name) is the direction in which the input moves")])
    }
    let operands = graph.operands(of: node)
    let terms = operands.enumerated().compactMap { place, operand -> ElementStory.Term? in
      let tangent = timeline.tangent(of: operand).elements
      guard let moved = probe.tangent(alongOperand: place, tangent), moved.indices.contains(element)
      else { return nil }
      return ElementStory.Term(
        label: "through \(text.names[operand])", numbers: "", amount: moved[element])
    }
    return ElementStory(
      [StyledText("\(name) follows from the tangents of the operands:")], terms: terms)
  }
}
