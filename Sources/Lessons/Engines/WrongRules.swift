import Autodiff

/// What nodes send to their operands under an engine, by the kernels and in the precision of the run.
struct WrongRules {
  /// At its end, where all values are there.
  let end: Run
  let engine: WrongEngine
  /// The bench of the node that was asked about last: its contributions follow one another.
  private var bench: (node: NodeID, probe: OperationProbe)?

  init(_ end: Run, engine: WrongEngine) {
    self.end = end
    self.engine = engine
  }

  private var graph: Graph { end.graph }

  /// What a node with this adjoint should send to the operand at a place.
  mutating func right(_ node: NodeID, _ place: Int, _ upstream: [Double]) -> [Double] {
    if let above = upstream.first, upstream.count == 1,
      let sent = end.chain(above, through: node, operand: place)
    {
      return [sent]
    }
    if bench?.node != node { bench = OperationProbe(node, in: end).map { (node, $0) } }
    return bench?.probe.contribution(of: upstream, toOperand: place) ?? []
  }

  /// What it sends under the engine. The engines that are wrong in what becomes of the contributions
  /// send what is right.
  mutating func wrong(_ node: NodeID, _ place: Int, _ upstream: [Double]) -> [Double] {
    let mistaken: [Double]? =
      switch engine {
      case .set, .stale, .eager: nil
      case .noUpstream: right(node, place, upstream.map { _ in 1 })
      case .sign where isKnownForItsSign(node, place): right(node, place, upstream).map { -$0 }
      case .sign: nil
      case .noMean:
        divisor(of: node).map { divisor in
          right(node, place, upstream).map { end.precision.rounded($0 * divisor) }
        }
      case .noLocal: withoutLocal(node, place, upstream)
      case .wrongPoint: atWrongPoint(node, upstream)
      case .transposed: notTransposed(node, place, upstream)
      }
    return mistaken ?? right(node, place, upstream)
  }
}

// The sign, and the count of a mean.
extension WrongRules {
  /// Whether a rule has a minus that gets lost, or none where people look for one.
  private func isKnownForItsSign(_ node: NodeID, _ place: Int) -> Bool {
    switch graph.operation(of: node) {
    case .subtract, .divide: place == 1
    case .negate, .reciprocal, .sin, .cos, .acos, .erfc: true
    default: false
    }
  }

  /// What a mean divides by; `nil` for what is not one.
  private func divisor(of node: NodeID) -> Double? {
    let operands = graph.operands(of: node).map { graph.shape(of: $0) }
    switch graph.operation(of: node) {
    case .mean:
      let results = graph.shape(of: node).count
      return results > 0 ? Double(operands[0].count / results) : nil
    case .meanSquaredError: return Double(operands[0].count)
    case .sigmoidCrossEntropy: return operands[0].rank == 2 ? Double(operands[0].extents[0]) : 1
    case .logisticLoss: return Double(operands[1].count)
    default: return nil
    }
  }
}

// The local partial.
extension WrongRules {
  /// The upstream adjoint in the shape of the operand; `nil` where the operation only moves or mixes
  /// elements, so that there is no factor to forget.
  private func withoutLocal(_ node: NodeID, _ place: Int, _ upstream: [Double]) -> [Double]? {
    let operands = graph.operands(of: node)
    let operation = graph.operation(of: node)
    switch operation {
    case .select: return nil
    case .softmax: return upstream
    case _ where operation.isElementwise && operands.count == 1: return upstream
    // What a sum sends to its operands is the upstream adjoint, spread or gathered to their shapes.
    case _ where operation.isElementwise:
      return sent(by: .add, [], operands, toOperand: place, upstream)
    case .logSumExp, .product, .norm:
      return sent(by: .sum, graph.attributes(of: node), operands, toOperand: 0, upstream)
    case .meanSquaredError, .sigmoidCrossEntropy, .logisticLoss:
      return sent(by: .sum, [], [operands[place]], toOperand: 0, upstream)
    default: return nil
    }
  }

  private func sent(
    by operation: Operation, _ attributes: [Int], _ operands: [NodeID], toOperand place: Int,
    _ upstream: [Double]
  ) -> [Double]? {
    var probe = OperationProbe(
      operation, attributes: attributes, operands: operands.map { end.value(of: $0) },
      in: end.precision)
    return probe?.contribution(of: upstream, toOperand: place)
  }
}

// The point, and the transpose.
extension WrongRules {
  /// With the slope taken where the chain of functions begins; `nil` for what is not a function of one
  /// operand, and where the operand is the beginning.
  private func atWrongPoint(_ node: NodeID, _ upstream: [Double]) -> [Double]? {
    guard let points = points(of: node) else { return nil }
    var values = graph.operands(of: node).map { end.value(of: $0) }
    values[points.place] = end.value(of: points.wrong)
    var probe = OperationProbe(
      graph.operation(of: node), attributes: graph.attributes(of: node), operands: values,
      in: end.precision)
    return probe?.contribution(of: upstream, toOperand: points.place)
  }

  /// The operand whose value is the point at which a slope is taken, its place, and the node whose
  /// value is mistaken for it.
  func points(of node: NodeID) -> (place: Int, right: NodeID, wrong: NodeID)? {
    let operands = graph.operands(of: node)
    let places = operands.indices.filter { graph.operation(of: operands[$0]) != .constant }
    guard graph.operation(of: node).isFunction, places.count == 1 else { return nil }
    let operand = operands[places[0]]
    let beginning = beginning(of: operand)
    return beginning == operand ? nil : (places[0], operand, beginning)
  }

  /// Where a chain of nodes of one shape begins. In a product the last factor is taken to be what the
  /// others are coefficients of, as in `w*x`.
  private func beginning(of node: NodeID) -> NodeID {
    var node = node
    while !end.isGiven(node) {
      let shape = graph.shape(of: node)
      let earlier = graph.operands(of: node).filter {
        graph.operation(of: $0) != .constant && graph.shape(of: $0) == shape
      }
      let isProduct = graph.operation(of: node) == .multiply
      guard let next = isProduct ? earlier.last : earlier.first else { break }
      node = next
    }
    return node
  }

  /// With the elements of a matrix in their order where its transpose belongs: for a square matrix
  /// that is the matrix itself. `nil` where there is nothing to transpose.
  private func notTransposed(_ node: NodeID, _ place: Int, _ upstream: [Double]) -> [Double]? {
    switch graph.operation(of: node) {
    case .transpose: return upstream
    case .matrixProduct:
      var values = graph.operands(of: node).map { end.value(of: $0) }
      let other = 1 - place
      guard values.indices.contains(other), values[other].shape.rank == 2,
        let turned = values[other].reordered
      else { return nil }
      values[other] = turned
      var probe = OperationProbe(
        .matrixProduct, attributes: graph.attributes(of: node), operands: values, in: end.precision)
      return probe?.contribution(of: upstream, toOperand: place)
    default: return nil
    }
  }
}

extension Operation {
  /// Whether it has a slope that depends on where it is taken.
  fileprivate var isFunction: Bool {
    switch self {
    case .select: false
    case .softmax, .logSumExp, .product, .norm: true
    default: isElementwise
    }
  }
}

extension Tensor<Double> {
  /// The matrix whose transpose has this one's elements in their order.
  fileprivate var reordered: Tensor? {
    let (rows, columns) = (shape.extents[0], shape.extents[1])
    let turned = (0..<rows).flatMap { row in
      (0..<columns).map { column in elements[column * rows + row] }
    }
    return Tensor(turned, shape: shape)
  }
}
