import Autodiff
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
    /// What was added, by who sent it; only of adjoints.
    var parts: [(source: NodeID, elements: [Double])] = []
  }

  private let graph: Graph
  let side: NumberSide
  private let consumers: Consumers
  private let output: NodeID
  private var values: [NodeID: [Double]] = [:]
  private var adjoints: [NodeID: [Double]] = [:]
  private var movedValues: Set<NodeID> = []
  private var movedAdjoints: Set<NodeID> = []

  init(_ side: NumberSide, _ graph: Graph, output: NodeID, _ consumers: Consumers) {
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
    if let recorded = side.recorded(.value, of: node) {
      if recorded != side.computed(.value, of: node) { movedValues.insert(node) }
    } else if graph.operands(of: node).contains(where: movedValues.contains),
      let followed = value(following: node)
    {
      values[node] = followed.elements
      movedValues.insert(node)
    }
  }

  /// Takes note of a node's adjoint, after those of its consumers.
  mutating func passAdjoint(of node: NodeID) {
    if let recorded = side.recorded(.adjoint, of: node) {
      if recorded != side.computed(.adjoint, of: node) { movedAdjoints.insert(node) }
    } else if isMovedBackward(node), let followed = adjoint(following: node) {
      adjoints[node] = followed.elements
      movedAdjoints.insert(node)
    }
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
    let terms = max(1, operands.reduce(0) { $0 + $1.count } / max(1, elements.count))
    let magnitudes: [Double]
    if operation.isSum {
      magnitudes = local.value(at: operands.map { $0.map(\.magnitude) }) ?? elements
    } else if operation.isElementwise, !operation.roundsAsItsOperands {
      magnitudes = elements
    } else {
      let largest = (operands.joined() + elements).lazy.filter(\.isFinite).map(\.magnitude).max()
      magnitudes = elements.map { _ in largest ?? 0 }
    }
    return Followed(
      elements: elements, magnitudes: zip(elements, magnitudes).map(Self.larger), termCount: terms)
  }

  /// The adjoint that follows from those of the consumers; `nil` where there is none.
  func adjoint(following node: NodeID) -> Followed? {
    guard graph.hasAdjoint(node), !consumers[node].isEmpty else { return nil }
    let shape = graph.shape(of: node)
    // What is sent to the output comes on top of its seed.
    var sum = [Double](repeating: node == output ? 1 : 0, count: shape.count)
    var magnitudes = sum
    var parts: [(source: NodeID, elements: [Double])] = []
    var terms = 1
    for consumer in consumers.nodes(of: node) {
      guard let sent = contributions(of: consumer, to: node) else { continue }
      parts.append((consumer, sent.elements))
      terms = max(terms, sent.termCount)
      for place in sum.indices {
        sum[place] += sent.elements[place]
        magnitudes[place] += sent.magnitudes[place].magnitude
      }
    }
    return Followed(
      elements: sum, magnitudes: zip(sum, magnitudes).map(Self.larger),
      termCount: terms + parts.count, parts: parts)
  }

  /// All that a consumer sends to a node, which may be its operand more than once.
  private func contributions(of consumer: NodeID, to node: NodeID) -> Followed? {
    let operands = graph.operands(of: consumer)
    let upstream = adjoint(of: consumer)
    // Nothing is sent by what does not reach the output.
    guard upstream.contains(where: { $0 != 0 }), var local = LocalNode(consumer, of: graph)
    else { return nil }
    let values = operands.map { value(of: $0) }
    guard let sent = local.contributions(at: values, upstream: upstream) else { return nil }
    let operation = graph.operation(of: consumer)
    let sizes: [[Double]?]? =
      operation.isSum
      ? local.contributions(
        at: values.map { $0.map(\.magnitude) }, upstream: upstream.map(\.magnitude)) : nil
    let places = operands.indices.filter { operands[$0] == node }
    let count = graph.shape(of: node).count
    var (sum, magnitudes) = (
      [Double](repeating: 0, count: count), [Double](repeating: 0, count: count)
    )
    for place in places {
      guard let elements = sent[place] else { continue }
      let size = sizes?[place] ?? magnitudesOf(elements, operation, upstream)
      for index in sum.indices {
        sum[index] += elements[index]
        magnitudes[index] += size[index].magnitude
      }
    }
    return Followed(
      elements: sum, magnitudes: magnitudes, termCount: max(1, upstream.count / max(1, count)))
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

extension Operation {
  /// Whether a result is a sum of products of the operands, or of the operands themselves: then its
  /// rounding is that of the terms, which may be much larger than what is left of them.
  fileprivate var isSum: Bool {
    switch self {
    case .add, .subtract, .sum, .mean, .matrixProduct, .cumulativeSum, .scatter, .indexAdd,
      .scatterAdd, .conv2d, .conv2dTransposed, .conv2dKernel, .averagePool2d:
      true
    default: false
    }
  }

  /// Whether a result is worked out by way of numbers as large as the operands.
  fileprivate var roundsAsItsOperands: Bool {
    switch self {
    case .gelu, .softplus, .erf, .erfc, .sin, .cos, .tan, .expm1, .log1p, .atan2: true
    default: false
    }
  }

  /// Whether the slope is worked out as a difference from 1, as 1 − tanh², which rounds like 1.
  fileprivate var slopeIsADifference: Bool {
    switch self {
    case .sigmoid, .tanh, .gelu, .softplus, .erf, .erfc, .sin, .cos, .tan, .asin, .acos: true
    default: false
    }
  }
}
