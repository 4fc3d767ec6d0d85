import Autodiff
import Presentation
import TextCanvas

extension BirthStory {
  /// The numbers it was made of, each with the event that made that.
  var causes: [AnswerLine] {
    switch timeline.lastEvent {
    case .value(let node), .tangent(let node): return valueCauses(of: node)
    case .contribution(let node, let place):
      return upstreamCause(node) + valueCauses(of: node) + partialCause(node, place)
    case .seed, .tangentSeed, nil: return []
    }
  }

  /// The operands' numbers; of a 0 also where it comes from.
  private func valueCauses(of node: NodeID) -> [AnswerLine] {
    graph.operands(of: node).enumerated().flatMap { place, operand -> [AnswerLine] in
      guard graph.operation(of: operand) != .constant else { return [] }
      guard let (element, number) = self.operand(of: node, place: place) else {
        let norm = run.short(timeline.value(of: operand))
        return [cause("\(run.text.definition(of: operand)) is ", norm, "", of: operand)]
      }
      guard number == 0 else { return [cause(of: operand, element, number)] }
      // A literal at the end of the chain has no event, and is all that it is.
      return ZeroOrigin(of: operand, element: element, run.teller).chain
        .filter { graph.operation(of: $0.node) != .constant }
        .map { cause(of: $0.node, $0.element, 0) }
    }
  }

  private func cause(of node: NodeID, _ element: Int, _ number: Double) -> AnswerLine {
    let words = number == 0 ? Underflow(of: node, element: element, run.teller)?.words : nil
    let remark = timeline.isGiven(node) ? ", given" : words.map { ": \($0)" } ?? ""
    return cause(
      "\(definition(of: node, element)) is ", NumberText.short(number), remark, of: node,
      element: element)
  }

  private func cause(
    _ what: String, _ number: String, _ remark: String, of node: NodeID, element: Int? = nil
  ) -> AnswerLine {
    let event = timeline.valueEvent(of: node)
    return AnswerLine(
      StyledText("  event \(event): ", .muted) + what + StyledText(number, .value)
        + StyledText(remark, .muted), at: event,
      element: graph.shape(of: node).isScalar ? nil : element)
  }

  /// `x`, `b = sqrt(x)`, and of a tensor `s[1] of softmax(f)`.
  private func definition(of node: NodeID, _ element: Int) -> String {
    let shape = graph.shape(of: node)
    guard !shape.isScalar else { return run.text.definition(of: node) }
    let label = name(node) + shape.indexText(of: element)
    return graph.isComputed(node) ? "\(label) of \(run.text.expression(of: node))" : label
  }

  private func upstreamCause(_ node: NodeID) -> [AnswerLine] {
    guard let event = run.completion(of: node) else { return [] }
    let adjoint = timeline.adjoint(of: node)
    let number =
      factorShapeMatches(adjoint) ? NumberText.short(adjoint.elements[element]) : run.short(adjoint)
    return [
      AnswerLine(
        StyledText("  event \(event): ", .muted) + "\(adjointName(node)) is "
          + StyledText(number, .adjoint), at: event)
    ]
  }

  private func factorShapeMatches(_ adjoint: Tensor<Double>) -> Bool {
    guard case .contribution(let node, let place)? = timeline.lastEvent else { return false }
    return adjoint.shape == graph.shape(of: graph.operands(of: node)[place])
      && adjoint.elements.indices.contains(element)
  }

  private func partialCause(_ node: NodeID, _ place: Int) -> [AnswerLine] {
    guard let (_, partial) = factors(node, place) else { return [] }
    let words = graph.partialText(of: node, operand: place, names: run.text.names)
    return [
      AnswerLine(
        StyledText("  \(partialName(node, place)) = \(words) is ")
          + StyledText(NumberText.short(partial), .partial))
    ]
  }
}

/// How an element came to be 0: back from it to what made a 0 out of other numbers.
struct ZeroOrigin {
  /// An element of a node that is 0.
  struct Link {
    let node: NodeID
    let element: Int
  }

  /// How far back it is followed.
  private static let longest = 6

  /// From the element itself to where it was made.
  let chain: [Link]

  init(of node: NodeID, element: Int, _ teller: ElementTeller) {
    var chain = [Link(node: node, element: element)]
    while chain.count < Self.longest, let last = chain.last,
      let link = Self.source(of: last, teller)
    {
      chain.append(link)
    }
    self.chain = chain
  }

  /// The 0 that another one was only handed on from.
  private static func source(of link: Link, _ teller: ElementTeller) -> Link? {
    let graph = teller.graph
    let operands = graph.operands(of: link.node)
    let candidates: ArraySlice<NodeID> =
      switch graph.operation(of: link.node) {
      case _ where teller.timeline.isGiven(link.node): []
      case .multiply: operands[...]
      case .divide, .negate, .sqrt, .square, .abs: operands.prefix(1)
      default: []
      }
    guard !candidates.isEmpty else {
      guard !teller.timeline.isGiven(link.node) else { return nil }
      return teller.source(of: link.node, link.element).map { Link(node: $0, element: $1) }
    }
    let indices = graph.shape(of: link.node).indices(of: link.element)
    return candidates.map { operand in
      Link(node: operand, element: graph.shape(of: operand).element(at: indices))
    }.first { teller.values($0.node)[$0.element] == 0 }
  }
}

/// That a 0 is what remains of a number too small to represent.
struct Underflow {
  let words: String

  /// `nil` where an element is 0 for another reason.
  init?(of node: NodeID, element: Int, _ teller: ElementTeller) {
    guard let operand = teller.graph.operands(of: node).first,
      !teller.timeline.isGiven(node)
    else { return nil }
    switch teller.graph.operation(of: node) {
    case .exp:
      words = "e^\(NumberText.operand(teller.values(operand)[element])) underflows to 0"
    case .sigmoid:
      words = "1/(1 + e^\(NumberText.short(-teller.values(operand)[element]))) underflows to 0"
    case .softmax:
      let numbers = teller.values(operand)
      let top = teller.lane(of: node, element).elements.map { numbers[$0] }.max() ?? 0
      let gap = NumberText.short(top - numbers[element])
      words =
        "\(teller.label(operand, element)) lies \(gap) below the largest, "
        + "and e^-\(gap) underflows to 0"
    default: return nil
    }
  }
}
