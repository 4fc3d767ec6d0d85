package import Autodiff
import Formula
import Presentation
import Syntax
import TextCanvas

extension ElementTeller {
  /// How an element of a value comes about.
  package func value(of node: NodeID, _ element: Int) -> ElementStory {
    let operation = graph.operation(of: node)
    if let indices = MatrixIndices(node, in: graph) { return product(node, element, indices) }
    switch operation {
    case .input, .constant: return ElementStory([StyledText("given", .muted)])
    case _ where operation.isElementwise: return elementwise(node, element)
    case .sum, .mean: return total(node, element)
    case .largest, .argmax: return chosen(node, element)
    case .softmax: return share(node, element)
    case .logSumExp: return logarithm(node, element)
    case .norm: return norm(node, element)
    case .product, .cumulativeProduct: return multiplied(node, element)
    case .cumulativeSum: return sumSoFar(node, element)
    case .arrange: return arranged(node, element)
    case .scatter: return collected(node, element)
    case .matrixProduct: return batchedProduct(node, element)
    case .conv2d: return convolved(node, element)
    case .maxPool2d, .averagePool2d: return pooled(node, element)
    case .indexSelect, .gatherAlong: return taken(node, element)
    case .indexAdd, .scatterAdd: return added(node, element)
    case .opaque:
      return ElementStory([
        StyledText("recorded by another program; how it came about is not known", .muted)
      ])
    default: return moved(node, element)
    }
  }

  /// The row and the column of a product, multiplied place by place.
  private func product(_ node: NodeID, _ element: Int, _ indices: MatrixIndices) -> ElementStory {
    let operands = graph.operands(of: node)
    let (left, right) = (values(operands[0]), values(operands[1]))
    let (row, column) = (element / indices.columns, element % indices.columns)
    let terms = (0..<indices.inner).map { place in
      let (a, b) = (indices.left(row, place), indices.right(place, column))
      return term((label(operands[0], a), left[a]), (label(operands[1], b), right[b]))
    }
    return ElementStory(
      [
        StyledText(
          "\(label(node, element)) is a row times a column: \(indices.inner.counted("product"))")
      ],
      terms: terms)
  }

  /// The operation on the numbers that stand at the same place, as broadcasting puts them there.
  private func elementwise(_ node: NodeID, _ element: Int) -> ElementStory {
    let place = graph.shape(of: node).indices(of: element)
    let operands = graph.operands(of: node)
    let elements = operands.map { graph.shape(of: $0).element(at: place) }
    let names = zip(operands, elements).map { label($0, $1) }
    let numbers = zip(operands, elements).map { NumberText.short(values($0)[$1]) }
    return ElementStory([
      StyledText("\(label(node, element)) = \(text.expression(of: node, operands: names))"),
      StyledText("  = \(text.expression(of: node, operands: numbers))"),
    ])
  }

  /// The elements that a sum or a mean adds up.
  private func total(_ node: NodeID, _ element: Int) -> ElementStory {
    let (operand, lane) = lane(of: node, element)
    let numbers = values(operand)
    let isMean = graph.operation(of: node) == .mean
    let terms = lane.map { place in
      ElementStory.Term(
        label: label(operand, place), numbers: isMean ? "/\(lane.count)" : "",
        amount: isMean
          ? timeline.precision.rounded(numbers[place] / Double(lane.count)) : numbers[place])
    }
    let word = isMean ? "the mean" : "the sum"
    return ElementStory(
      [StyledText("\(label(node, element)) is \(word) of \(lane.count.counted("element")):")],
      terms: terms)
  }

  /// An operation that only moves elements.
  private func moved(_ node: NodeID, _ element: Int) -> ElementStory {
    guard let (operand, source) = source(of: node, element) else {
      if graph.operation(of: node) == .pad {
        return ElementStory([StyledText("\(label(node, element)) = 0, one of the zeros around")])
      }
      return ElementStory([StyledText("\(label(node, element)) of \(text.expression(of: node))")])
    }
    return ElementStory([
      StyledText("\(label(node, element)) = \(label(operand, source)), moved here")
    ])
  }

  /// The elements of a node's value.
  package func values(_ node: NodeID) -> [Double] { timeline.value(of: node).elements }

  /// The operand of a reduction and those of its elements that go into one of the result.
  func lane(of node: NodeID, _ element: Int) -> (operand: NodeID, elements: [Int]) {
    guard let operand = graph.operands(of: node).first else { return (node, []) }
    let shape = graph.shape(of: operand)
    let isSameShape = graph.shape(of: node) == shape
    let axis =
      graph.attributes(of: node).first ?? (isSameShape && shape.rank > 0 ? shape.rank - 1 : nil)
    guard let axis, shape.extents.indices.contains(axis) else {
      return (operand, Array(0..<shape.count))
    }
    let inner = shape.extents[(axis + 1)...].reduce(1, *)
    let length = shape.extents[axis]
    let outer = isSameShape ? element / (inner * max(length, 1)) : element / max(inner, 1)
    let start = outer * length * inner + element % max(inner, 1)
    return (operand, (0..<length).map { start + $0 * inner })
  }

  /// Where an element that is only moved comes from.
  package func source(of node: NodeID, _ element: Int) -> (operand: NodeID, element: Int)? {
    origin(of: node, element).map { (graph.operands(of: node)[$0.place], $0.element) }
  }

  /// The same with the place of the operand, which may stand at several.
  func origin(of node: NodeID, _ element: Int) -> (place: Int, element: Int)? {
    let operands = graph.operands(of: node)
    guard let first = operands.first else { return nil }
    let place = graph.shape(of: node).indices(of: element)
    switch graph.operation(of: node) {
    case .reshape: return (0, element)
    case .transpose: return (0, graph.shape(of: first).element(at: place.reversed()))
    case .broadcast: return (0, graph.shape(of: first).element(at: place))
    case .stack:
      let size = graph.shape(of: first).count
      guard size > 0, operands.indices.contains(element / size) else { return nil }
      return (element / size, element % size)
    case .slice: return (0, sliced(node, first, place))
    case .gather: return (0, gathered(node, first, place))
    case .concatenate: return joined(node, operands, place)
    case .pad: return padded(node, first, place).map { (0, $0) }
    case .arrange: return ranking(node, element).map { (0, $0.source) }
    case .permute:
      var source = place
      for (axis, old) in graph.attributes(of: node).enumerated() where source.indices.contains(old)
      {
        source[old] = place[axis]
      }
      return (0, graph.shape(of: first).element(at: source))
    case .indexSelect, .gatherAlong: return takenPlace(node, element).map { (0, $0) }
    default: return nil
    }
  }

  private func padded(_ node: NodeID, _ operand: NodeID, _ place: [Int]) -> Int? {
    let (attributes, shape) = (graph.attributes(of: node), graph.shape(of: operand))
    let inside = place.indices.map { place[$0] - attributes[2 * $0] }
    guard zip(inside, shape.extents).allSatisfy({ (0..<$1).contains($0) }) else { return nil }
    return shape.element(at: inside)
  }

  private func gathered(_ node: NodeID, _ operand: NodeID, _ place: [Int]) -> Int {
    let attributes = graph.attributes(of: node)
    var place = place
    if let axis = attributes.first, place.indices.contains(axis) {
      let picked = attributes.dropFirst()
      place[axis] = picked[picked.startIndex + place[axis]]
    }
    return graph.shape(of: operand).element(at: place)
  }

  private func sliced(_ node: NodeID, _ operand: NodeID, _ place: [Int]) -> Int {
    let attributes = graph.attributes(of: node)
    var rest = place[...]
    let indices = stride(from: 0, to: attributes.count - 1, by: 2).map { axis in
      attributes[axis] + (attributes[axis + 1] == -1 ? 0 : rest.popFirst() ?? 0)
    }
    return graph.shape(of: operand).element(at: indices)
  }

  private func joined(
    _ node: NodeID, _ operands: [NodeID], _ place: [Int]
  ) -> (place: Int, element: Int)? {
    let axis = graph.attributes(of: node).first ?? 0
    guard place.indices.contains(axis) else { return nil }
    var place = place
    for (number, operand) in operands.enumerated() {
      let shape = graph.shape(of: operand)
      if place[axis] < shape.extents[axis] { return (number, shape.element(at: place)) }
      place[axis] -= shape.extents[axis]
    }
    return nil
  }
}
