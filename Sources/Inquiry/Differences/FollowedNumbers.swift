import Autodiff
import Formula
import Presentation

/// What the numbers of one side lead to: each node computed from what that side says of its operands,
/// whatever came before.
///
/// A node that follows from its operands is not itself at fault, however far it is from what another
/// side says. Where a side says nothing of a node, that is what follows.
struct FollowedNumbers {
  /// What follows for a node, and how far it may be off by rounding alone, element by element.
  struct Followed {
    let elements: [Double]
    let magnitudes: [Double]
    /// How many numbers were added up to make one.
    let termCount: Int
    /// How far off it may be because what it is made of is, element by element.
    let inherited: [Double]
    /// What was added, by who sent it; only of adjoints.
    var parts: [(source: NodeID, elements: [Double])] = []
  }

  private let graph: Graph
  let side: NumberSide
  private let consumers: Consumers
  private let output: NodeID
  private let types: RecognisedTypes
  /// How far off numbers may be of which the recording program had its own, that were not recorded.
  private var errors: [Quantity: [NodeID: [Double]]] = [.value: [:], .adjoint: [:]]
  private let recordsAdjoints: Bool
  private let reachesOutput: [Bool]
  private var values: [NodeID: [Double]] = [:]
  private var adjoints: [NodeID: [Double]] = [:]
  private var movedValues: Set<NodeID> = []
  private var movedAdjoints: Set<NodeID> = []

  init(
    _ side: NumberSide, _ graph: Graph, output: NodeID, _ consumers: Consumers,
    _ types: RecognisedTypes
  ) {
    self.types = types
    reachesOutput = graph.reaching(output)
    recordsAdjoints =
      side.recorded?.nodes.contains { node, numbers in
        numbers.adjoint != nil && !graph.operands(of: node).isEmpty
      } ?? false
    self.side = side
    self.graph = graph
    self.output = output
    self.consumers = consumers
  }

  func value(of node: NodeID) -> [Double] { values[node] ?? side.elements(.value, of: node) }

  func adjoint(of node: NodeID) -> [Double] {
    adjoints[node] ?? side.elements(.adjoint, of: node)
  }

  /// Takes note of a node's value, after those of its operands.
  mutating func passValue(of node: NodeID) {
    if graph.operation(of: node).isComparison { keepTies(of: node) }
    let recorded = side.recorded(.value, of: node)
    if let recorded, recorded != side.computed(.value, of: node) { movedValues.insert(node) }
    let isMoved = recorded == nil && graph.operands(of: node).contains(where: movedValues.contains)
    guard isMoved || isStep(node) && recorded == nil || isInner(node),
      let followed = value(following: node)
    else { return }
    if isMoved {
      values[node] = followed.elements
      movedValues.insert(node)
    }
    // An answer is not rounded; how it may be off has been seen.
    if !graph.operation(of: node).isComparison { keepError(of: followed, .value, node) }
  }

  /// Takes note of a node's adjoint, after those of its consumers.
  mutating func passAdjoint(of node: NodeID) {
    if let recorded = side.recorded(.adjoint, of: node) {
      if recorded != side.computed(.adjoint, of: node) { movedAdjoints.insert(node) }
    } else if isMovedBackward(node) || isInner(node), let followed = adjoint(following: node) {
      adjoints[node] = followed.elements
      movedAdjoints.insert(node)
      keepError(of: followed, .adjoint, node)
    }
  }

  /// Takes note of how far off a number may be that the other program had in its own digits, and on
  /// its own way: whatever is made of it is off accordingly.
  private mutating func keepError(of followed: Followed, _ quantity: Quantity, _ node: NodeID) {
    guard isStep(node) else { return }
    errors[quantity]?[node] = followed.errors(types.rounding(quantity, of: node))
  }

  /// Takes note of the elements at which a comparison may as well be answered the other way.
  private mutating func keepTies(of node: NodeID) {
    let operands = graph.operands(of: node)
    guard isStep(node), var local = LocalNode(node, of: graph)
    else { return }
    let values = operands.map { value(of: $0) }
    guard let answers = local.value(at: values) else { return }
    let reaches = zip(operands, values).map { reach(of: $0, $1) }
    let ties = local.valueErrors(at: values, reaches, around: answers, allTogether: true)
    if ties.contains(where: { $0 > 0 }) { errors[.value]?[node] = ties.map { min($0, 1) } }
  }

  /// Whether a node is a step of an operation that was taken apart: its value, if any is recorded, is
  /// not the very one that the other program went on with, and nobody knows its adjoint.
  func isInner(_ node: NodeID) -> Bool {
    recordsAdjoints && isStep(node) && graph.hasAdjoint(node)
      && side.recorded(.adjoint, of: node) == nil
  }

  /// Whether another program computed the node, of which more was recorded than numbers.
  private func isStep(_ node: NodeID) -> Bool {
    side.recorded != nil && !graph.operands(of: node).isEmpty
      && graph.notes.recorded(of: node) != nil
  }

  private func isMovedBackward(_ node: NodeID) -> Bool {
    consumers.nodes(of: node).contains { consumer in
      movedAdjoints.contains(consumer)
        || graph.operands(of: consumer).contains(where: movedValues.contains)
    }
  }
}

extension FollowedNumbers {
  /// Whether a node is made of numbers of which nothing was recorded, whose own rounding is not known
  /// then: a step of an operation that was taken apart.
  func isIndirect(_ quantity: Quantity, _ node: NodeID) -> Bool {
    let operands = graph.operands(of: node)
    if quantity == .value { return operands.contains(where: isUnrecorded) }
    return consumers.nodes(of: node).contains { consumer in
      side.recorded(.adjoint, of: consumer) == nil || isUnrecorded(consumer)
        || graph.operands(of: consumer).contains(where: isUnrecorded)
    }
  }

  private func isUnrecorded(_ node: NodeID) -> Bool {
    !graph.operands(of: node).isEmpty && side.recorded(.value, of: node) == nil
  }

  /// The value that follows from the values of the operands; `nil` for leaves.
  func value(following node: NodeID) -> Followed? {
    guard var local = LocalNode(node, of: graph) else { return nil }
    let operands = graph.operands(of: node).map { value(of: $0) }
    guard let elements = local.value(at: operands) else { return nil }
    let operation = graph.operation(of: node)
    let terms = max(
      1, operands.reduce(0) { $0 + $1.count } / max(1, elements.count),
      termsOfProduct(node, sentTo: nil))
    let magnitudes: [Double]
    if operation.isSum {
      magnitudes = local.value(at: operands.map { $0.map(\.magnitude) }) ?? elements
    } else if operation.isMove || operation.isElementwise && !operation.roundsAsItsOperands {
      magnitudes = elements
    } else {
      let largest = (operands.joined() + elements).lazy.filter(\.isFinite).map(\.magnitude).max()
      magnitudes = elements.map { _ in largest ?? 0 }
    }
    let off = errorsOfOperands(of: node)
    return Followed(
      elements: elements, magnitudes: zip(elements, magnitudes).map(Self.larger), termCount: terms,
      inherited: local.valueErrors(at: operands, off, around: elements))
  }

  /// The adjoint that follows from those of the consumers; `nil` where there is none.
  func adjoint(following node: NodeID) -> Followed? {
    guard graph.hasAdjoint(node), !consumers[node].isEmpty else { return nil }
    let shape = graph.shape(of: node)
    // What is sent to the output comes on top of its seed.
    var sum = [Double](repeating: node == output ? 1 : 0, count: shape.count)
    var (magnitudes, inherited) = (sum, [Double](repeating: 0, count: sum.count))
    var parts: [(source: NodeID, elements: [Double])] = []
    var terms = 1
    for consumer in consumers.nodes(of: node) {
      guard let sent = contributions(of: consumer, to: node) else { continue }
      parts.append((consumer, sent.elements))
      terms = max(terms, sent.termCount)
      for place in sum.indices {
        sum[place] += sent.elements[place]
        magnitudes[place] += sent.magnitudes[place].magnitude
        inherited[place] += sent.inherited[place]
      }
    }
    return Followed(
      elements: sum, magnitudes: zip(sum, magnitudes).map(Self.larger),
      termCount: terms + parts.count, inherited: inherited, parts: parts)
  }

  /// All that a consumer sends to a node, which may be its operand more than once.
  private func contributions(of consumer: NodeID, to node: NodeID) -> Followed? {
    let operands = graph.operands(of: consumer)
    let upstream = adjoint(of: consumer)
    // Even a 0 may become NaN on the way; only what does not reach the output sends nothing.
    guard reachesOutput[consumer.index], var local = LocalNode(consumer, of: graph)
    else { return nil }
    let values = operands.map { value(of: $0) }
    guard let sent = local.contributions(at: values, upstream: upstream) else { return nil }
    let operation = graph.operation(of: consumer)
    let isLinear = operation.isSum || operation.isMove
    let sizes: [[Double]?]? =
      isLinear
      ? local.contributions(
        at: values.map { $0.map(\.magnitude) }, upstream: upstream.map(\.magnitude)) : nil
    let spread = spread(of: sent, consumer, &local, values, upstream)
    var whole = LocalSum(count: graph.shape(of: node).count)
    var terms = 1
    for place in operands.indices where operands[place] == node {
      guard let elements = sent[place] else { continue }
      terms = max(terms, termsOfProduct(consumer, sentTo: place))
      whole.add(
        spread.middle[place] ?? elements,
        sizes?[place] ?? magnitudesOf(elements, operation, upstream),
        spread.width[place] ?? [])
    }
    return Followed(
      elements: whole.elements, magnitudes: whole.magnitudes,
      termCount: max(terms, upstream.count / max(1, whole.elements.count)),
      inherited: whole.errors)
  }

  /// How many products are added up for an element of a product of matrices or a convolution, or for one
  /// that it sends to an operand; 1 for everything else.
  private func termsOfProduct(_ node: NodeID, sentTo place: Int?) -> Int {
    let operands = graph.operands(of: node)
    guard operands.count >= 2 else { return 1 }
    let shapes = operands.prefix(2).map { graph.shape(of: $0) } + [graph.shape(of: node)]
    switch graph.operation(of: node) {
    case .matrixProduct:
      // Of the three lengths m, n and p that is the one which the result does not have.
      let sizes = shapes.map { Double(max($0.extents.suffix(2).reduce(1, *), 1)) }
      let result = place ?? 2
      let others = (0..<3).filter { $0 != result }
      guard sizes.indices.contains(result) else { return 1 }
      return Int((sizes[others[0]] * sizes[others[1]] / sizes[result]).squareRoot())
    case .conv2d:
      guard shapes[1].extents.count == 4 else { return 1 }
      let kernel = shapes[1]
      switch place {
      case nil: return kernel.count / max(kernel.extents[0], 1)
      case 0: return kernel.count / max(kernel.extents[1], 1)
      case 1: return shapes[2].count / max(kernel.extents[0], 1)
      default: return 1
      }
    default: return 1
    }
  }

  /// Between which numbers contributions may lie, as what they are made of may be off, and as any slope
  /// between those of both sides is one at a kink.
  private func spread(
    of sent: [[Double]?], _ consumer: NodeID, _ local: inout LocalNode, _ values: [[Double]],
    _ upstream: [Double]
  ) -> LocalNode.Spread {
    let (operation, operands) = (graph.operation(of: consumer), graph.operands(of: consumer))
    var spread = LocalNode.Spread(middle: sent, width: sent.map { $0.map { $0.map { _ in 0 } } })
    if let off = errors[.adjoint]?[consumer] {
      let isCoarse = types.rounding(.adjoint, of: consumer).unit > Self.coarse
      let isLinear = operation.isSum || operation.isMove
      local.widen(
        &spread, at: values, upstream, by: off,
        !isLinear ? .moved : isCoarse && !operation.isMean ? .squares : .sum)
    }
    guard !operation.isMove, !operation.hasOneSlope else { return spread }
    let offs = errorsOfOperands(of: consumer)
    if side.recorded != nil, operation.hasKink || operation == .select && isTied(consumer) {
      let reaches = zip(operands, values).map {
        operation.hasKink ? reach(of: $0, $1) : $0 == operands[0] ? offs[0] : nil
      }
      local.widen(&spread, around: sent, at: values, upstream, moving: reaches, isKinked: true)
      return spread
    }
    for (place, off) in offs.enumerated() {
      guard let off else { continue }
      var moves = offs.map { _ in [Double]?.none }
      moves[place] = off
      local.widen(&spread, around: sent, at: values, upstream, moving: moves, isKinked: false)
    }
    return spread
  }

  /// Types with fewer digits than float32 have larger roundings than that.
  private static let coarse = 1e-5

  private func errorsOfOperands(of node: NodeID) -> [[Double]?] {
    let isOwnChoice = graph.operation(of: node) == .select && !isTied(node)
    return graph.operands(of: node).enumerated().map { place, operand in
      isOwnChoice && place == 0 ? nil : errors[.value]?[operand]
    }
  }

  /// Whether a choice within an operation, such as `clamp`, falls on a number that is at its bound. What
  /// a program itself compares is answered there as it says.
  private func isTied(_ choice: NodeID) -> Bool {
    let condition = graph.operands(of: choice)[0]
    return errors[.value]?[condition] != nil
      && graph.notes.recorded(of: condition)?.operation
        == graph.notes.recorded(of: choice)?.operation
  }

  /// How near to a kink a number is taken to be at it: a rounding or two of its own.
  private func reach(of operand: NodeID, _ values: [Double]) -> [Double]? {
    let (unit, off) = (types.rounding(.value, of: operand).unit, errors[.value]?[operand])
    return values.indices.map { place in
      max(2 * unit * values[place].magnitude, off?[place] ?? 0, 1e-30)
    }
  }

  private func magnitudesOf(
    _ elements: [Double], _ operation: Operation, _ upstream: [Double]
  ) -> [Double] {
    guard !operation.isElementwise || operation.slopeIsADifference else { return elements }
    if operation.isElementwise, upstream.count == elements.count {
      return zip(elements, upstream).map { Self.larger($0, $1) }
    }
    let largest = (elements + upstream).lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
    return elements.map { _ in largest }
  }

  private static func larger(_ one: Double, _ other: Double) -> Double {
    max(one.magnitude, other.magnitude)
  }
}

extension Graph {
  /// Which nodes a derivative of the output comes back to.
  fileprivate func reaching(_ output: NodeID) -> [Bool] {
    var reaches = [Bool](repeating: false, count: count)
    reaches[output.index] = true
    for node in nodes.reversed() where reaches[node.index] {
      for (place, operand) in operands(of: node).enumerated()
      where receivesContribution(node, operand: place) { reaches[operand.index] = true }
    }
    return reaches
  }
}

/// What one consumer sends to a node, at each of the places where it is an operand.
private struct LocalSum {
  var elements: [Double]
  var magnitudes: [Double]
  var errors: [Double]

  init(count: Int) {
    elements = [Double](repeating: 0, count: count)
    (magnitudes, errors) = (elements, elements)
  }

  mutating func add(_ sent: [Double], _ sizes: [Double], _ widths: [Double]) {
    for index in elements.indices {
      elements[index] += sent[index]
      magnitudes[index] += sizes[index].magnitude
      errors[index] += widths.isEmpty ? 0 : widths[index]
    }
  }
}
