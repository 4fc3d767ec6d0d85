import Autodiff
import Formula
import Presentation
import Syntax
import TextCanvas

/// Elements that come of several others along an axis.
extension ElementTeller {
  /// `x[1] = 3`.
  private func line(_ place: Int, of operand: NodeID, _ numbers: [Double]) -> String {
    "\(label(operand, place)) = \(NumberText.short(numbers[place]))"
  }

  /// The largest element, or its place, and those that it was larger than.
  func chosen(_ node: NodeID, _ element: Int) -> ElementStory {
    let (operand, lane) = lane(of: node, element)
    let numbers = values(operand)
    // What is not a number is larger than all others.
    let sorted = lane.enumerated().sorted { first, second in
      let (a, b) = (numbers[first.element], numbers[second.element])
      if a.isNaN || b.isNaN { return a.isNaN && !b.isNaN }
      return a > b || (a == b && first.offset < second.offset)
    }
    guard let top = sorted.first else { return ElementStory([]) }
    let equals = lane.count { numbers[$0] == numbers[top.element] }
    let isPlace = graph.operation(of: node) == .argmax
    let what = isPlace ? "\(top.offset), the place of " : ""
    let ties = equals > 1 ? ", the first of \(equals) that are largest" : ""
    return ElementStory(
      [
        StyledText(
          "\(label(node, element)) = \(what)\(label(operand, top.element)), "
            + "the largest of \(lane.count.counted("element"))\(ties):")
      ]
        + sorted.prefix(8).map { StyledText("  \(line($0.element, of: operand, numbers))") })
  }

  /// The share of an element in the sum of all exponentials.
  func share(_ node: NodeID, _ element: Int) -> ElementStory {
    let (operand, lane) = lane(of: node, element)
    let (numbers, result) = (values(operand), values(node))
    let terms = lane.map { place in
      ElementStory.Term(
        label: "\(label(node, place)), of \(label(operand, place))",
        numbers: NumberText.short(numbers[place]), amount: result[place])
    }
    let own = label(operand, element)
    return ElementStory(
      [
        StyledText(
          "\(label(node, element)) is the share of exp(\(own)) in the sum of "
            + "\(lane.count.counted("exponential"));"),
        StyledText("all shares add up to 1:"),
      ], terms: terms)
  }

  /// The logarithm of a sum of exponentials, which are taken of what they are above the largest.
  func logarithm(_ node: NodeID, _ element: Int) -> ElementStory {
    let (operand, lane) = lane(of: node, element)
    let numbers = values(operand)
    let top = lane.map { numbers[$0] }.max() ?? 0
    let topText = NumberText.operand(top)
    let terms = lane.map { place in
      ElementStory.Term(
        label: "exp(\(label(operand, place)) - \(topText))", numbers: "",
        amount: timeline.precision.rounded(Double.exp(numbers[place] - top)))
    }
    return ElementStory(
      [
        StyledText(
          "\(label(node, element)) = \(topText) + log of the sum of "
            + "\(lane.count.counted("exponential")):")
      ], terms: terms)
  }

  /// The root of the sum of squares.
  func norm(_ node: NodeID, _ element: Int) -> ElementStory {
    let (operand, lane) = lane(of: node, element)
    let numbers = values(operand)
    let terms = lane.map { place in
      ElementStory.Term(
        label: "\(label(operand, place))²", numbers: "\(NumberText.operand(numbers[place]))²",
        amount: timeline.precision.rounded(numbers[place] * numbers[place]))
    }
    return ElementStory(
      [
        StyledText(
          "\(label(node, element)) is the root of the sum of \(lane.count.counted("square")):")
      ], terms: terms)
  }

  /// The elements that are multiplied, all of them or those so far.
  func multiplied(_ node: NodeID, _ element: Int) -> ElementStory {
    let operand = graph.operands(of: node).first ?? node
    let (lane, words) = lane(upTo: element, of: node)
    let numbers = values(operand)
    let shown = lane.prefix(12).map { NumberText.operand(numbers[$0]) }.joined(separator: "·")
    let rest = lane.count > 12 ? "·…" : ""
    return ElementStory([
      StyledText("\(label(node, element)) is the product of \(words):"),
      StyledText("  = \(shown)\(rest) = \(NumberText.short(values(node)[element]))"),
    ])
  }

  /// The elements so far, added up.
  func sumSoFar(_ node: NodeID, _ element: Int) -> ElementStory {
    let operand = graph.operands(of: node).first ?? node
    let (lane, words) = lane(upTo: element, of: node)
    let numbers = values(operand)
    return ElementStory(
      [StyledText("\(label(node, element)) is the sum of \(words):")],
      terms: lane.map {
        ElementStory.Term(label: label(operand, $0), numbers: "", amount: numbers[$0])
      })
  }

  /// The elements of the operand that go into one of the result, and these in words: all of a reduction,
  /// those up to it, or from it on, of what runs along an axis.
  private func lane(upTo element: Int, of node: NodeID) -> (elements: [Int], words: String) {
    let (operand, lane) = lane(of: node, element)
    guard [.cumulativeSum, .cumulativeProduct].contains(graph.operation(of: node)),
      let place = lane.firstIndex(of: element)
    else { return (lane, lane.count.counted("element")) }
    let isBackward = graph.attributes(of: node).dropFirst().first == 1
    let part = isBackward ? Array(lane[place...]) : Array(lane[...place])
    guard let first = part.first, let last = part.last, first != last else {
      return (part, label(operand, element) + " alone")
    }
    return (part, "\(label(operand, first)) to \(label(operand, last))")
  }

  /// An element in the order of the keys.
  func arranged(_ node: NodeID, _ element: Int) -> ElementStory {
    let operands = graph.operands(of: node)
    guard operands.count == 2, let ranking = ranking(node, element) else { return ElementStory([]) }
    let source = line(ranking.source, of: operands[0], values(operands[0]))
    let (rank, count) = (ranking.rank + 1, ranking.count)
    let place = "number \(rank) of \(count) in ascending order"
    let key = line(ranking.key, of: operands[1], values(operands[1]))
    let isInverse = graph.attributes(of: node).dropFirst().first == 1
    let reason =
      operands[0] == operands[1] && !isInverse ? place : "the key \(key) is \(place)"
    return ElementStory([
      StyledText("\(label(node, element)) = \(source)"), StyledText("  \(reason)", .muted),
    ])
  }

  /// Which element comes to a place by the order of keys, the key that decides it, and that one's rank.
  func ranking(
    _ node: NodeID, _ element: Int
  ) -> (source: Int, key: Int, rank: Int, count: Int)? {
    let operands = graph.operands(of: node)
    guard operands.count == 2 else { return nil }
    let (_, lane) = lane(of: node, element)
    let keys = values(operands[1])
    let order = lane.indices.sorted { first, second in
      let (a, b) = (keys[lane[first]], keys[lane[second]])
      if a.isNaN || b.isNaN { return a.isNaN == b.isNaN ? first < second : b.isNaN }
      return a < b || (a == b && first < second)
    }
    guard let place = lane.firstIndex(of: element) else { return nil }
    if graph.attributes(of: node).dropFirst().first == 1 {
      guard let rank = order.firstIndex(of: place) else { return nil }
      return (lane[rank], lane[place], rank, lane.count)
    }
    return (lane[order[place]], lane[order[place]], place, lane.count)
  }

  /// The parts that were put at one place, added up.
  func collected(_ node: NodeID, _ element: Int) -> ElementStory {
    guard let operand = graph.operands(of: node).first else { return ElementStory([]) }
    let numbers = values(operand)
    let sources = numbers.indices.filter { target(ofScattered: $0, by: node) == element }
    guard !sources.isEmpty else {
      return ElementStory([
        StyledText("\(label(node, element)) = 0: no element of \(text.names[operand]) is put there")
      ])
    }
    return ElementStory(
      [
        StyledText(
          "\(label(node, element)) is the sum of what is put there, "
            + "\(sources.count.counted("element")):")
      ],
      terms: sources.map {
        ElementStory.Term(label: label(operand, $0), numbers: "", amount: numbers[$0])
      })
  }

  /// Where a scatter puts an element of its operand.
  private func target(ofScattered element: Int, by node: NodeID) -> Int? {
    let attributes = graph.attributes(of: node)
    guard let axis = attributes.first, let operand = graph.operands(of: node).first else {
      return nil
    }
    var place = graph.shape(of: operand).indices(of: element)
    let places = attributes.dropFirst(2)
    guard place.indices.contains(axis), place[axis] < places.count else { return nil }
    place[axis] = places[places.startIndex + place[axis]]
    return graph.shape(of: node).element(at: place)
  }
}

/// What comes back from results along an axis, or from where elements were moved to.
extension ElementTeller {
  /// Each element of the consumer that this element went into: its adjoint, times the partial if that
  /// is not 1; `nil` where these cannot be told, or where there are none.
  func laneContribution(
    from consumer: NodeID, _ place: Int, _ element: Int, name: String
  ) -> ElementStory? {
    let results = results(of: consumer, reachedFrom: place, element)
    guard !results.isEmpty, results.count <= Self.mostTerms,
      var probe = OperationProbe(consumer, in: timeline)
    else { return nil }
    let count = graph.shape(of: consumer).count
    let upstream = timeline.adjoint(of: consumer).elements
    let operand = label(graph.operands(of: consumer)[place], element)
    var partials: [Double] = []
    let terms = results.compactMap { result -> ElementStory.Term? in
      var seed = [Double](repeating: 0, count: count)
      seed[result] = 1
      guard let partial = probe.contribution(of: seed, toOperand: place)?[element], partial != 0
      else { return nil }
      seed[result] = upstream[result]
      let amount = probe.contribution(of: seed, toOperand: place)?[element]
      partials.append(partial)
      let adjoint = adjointLabel(consumer, result)
      return partial == 1
        ? ElementStory.Term(label: adjoint, numbers: "", amount: amount ?? upstream[result])
        : term(
          (adjoint, upstream[result]), ("∂\(label(consumer, result))/∂\(operand)", partial),
          amount: amount)
    }
    guard !terms.isEmpty else { return nil }
    let consumerName = text.names[consumer]
    let words =
      partials.allSatisfy { $0 == 1 }
      ? "what comes back from \(consumerName), \(terms.count.counted("adjoint")):"
      : "adjoints of \(consumerName) times partials:"
    return ElementStory([StyledText("\(name) += \(words)")], terms: terms)
  }

  /// The elements of a result that an element of an operand may have gone into.
  private func results(of node: NodeID, reachedFrom place: Int, _ element: Int) -> [Int] {
    let operand = graph.operands(of: node)[place]
    let (shape, result) = (graph.shape(of: operand), graph.shape(of: node))
    switch graph.operation(of: node) {
    case .sum, .mean, .largest, .logSumExp, .product, .norm, .softmax, .cumulativeSum,
      .cumulativeProduct:
      return lane(through: element, of: node, shape)
    case .scatter: return target(ofScattered: element, by: node).map { [$0] } ?? []
    case .matrixProduct, .conv2d, .maxPool2d, .averagePool2d, .indexSelect, .indexAdd,
      .gatherAlong, .scatterAdd:
      return moved(by: element, ofOperand: place, node)
    case .reshape, .transpose, .permute, .slice, .concatenate, .stack, .broadcast, .pad, .gather,
      .arrange:
      // A search through all of a large result would take longer than a glance.
      guard result.count <= 1 << 14, graph.operation(of: node) != .arrange || result.count <= 256
      else { return [] }
      return (0..<result.count).filter { index in
        origin(of: node, index).map { $0.place == place && $0.element == element } ?? false
      }
    default: return []
    }
  }

  /// The results along the axis on which an element lies; one if the axis is reduced.
  private func lane(through element: Int, of node: NodeID, _ shape: Shape) -> [Int] {
    let isSameShape = graph.shape(of: node) == shape
    let axis =
      graph.attributes(of: node).first ?? (isSameShape && shape.rank > 0 ? shape.rank - 1 : nil)
    guard let axis, shape.extents.indices.contains(axis) else { return [0] }
    let inner = max(shape.extents[(axis + 1)...].reduce(1, *), 1)
    let length = max(shape.extents[axis], 1)
    let (outer, column) = (element / (inner * length), element % inner)
    guard isSameShape else { return [outer * inner + column] }
    return (0..<length).map { (outer * length + $0) * inner + column }
  }
}
