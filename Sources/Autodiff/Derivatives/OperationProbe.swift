/// One node's operation on a bench of its own, to see what it sends to each operand.
///
/// It runs the very kernels that the node's own sweeps run, on copies of the numbers at the cursor and
/// in their precision.
package struct OperationProbe {
  private var evaluation: AnyEvaluation
  private let operands: [NodeID]
  private let result: NodeID

  /// The operation of a node with its operands' present values; `nil` for an input or a constant.
  package init?(_ node: NodeID, in timeline: Run) {
    let graph = timeline.graph
    self.init(
      graph.operation(of: node), attributes: graph.attributes(of: node),
      operands: graph.operands(of: node).map { timeline.value(of: $0) }, in: timeline.precision)
  }

  /// An operation on any operands, such as values that a node does not have; `nil` for an input, a
  /// constant, or operands that it cannot have.
  package init?(
    _ operation: Operation, attributes: [Int], operands values: [Tensor<Double>],
    in precision: Precision
  ) {
    var bench = Graph()
    do {
      operands = try values.map { value throws(GraphError) in try bench.appendInput(value.shape) }
      result = try bench.append(operation, operands, attributes: attributes)
      evaluation = try AnyEvaluation(of: bench, in: precision)
      for (input, value) in zip(operands, values) {
        try evaluation.setElements(value.elements, of: input)
      }
    } catch {
      return nil
    }
    evaluation.forward()
  }

  /// What the node would add to the adjoint of an operand if this were its own adjoint.
  package mutating func contribution(of upstream: [Double], toOperand place: Int) -> [Double]? {
    guard operands.indices.contains(place) else { return nil }
    do {
      try evaluation.reverse(from: result, seed: upstream)
    } catch {
      return nil
    }
    return evaluation.adjoint(of: operands[place]).elements
  }

  /// The tangent that the node would have if only this operand moved.
  package mutating func tangent(alongOperand place: Int, _ tangent: [Double]) -> [Double]? {
    guard operands.indices.contains(place) else { return nil }
    do {
      try evaluation.pushforward(along: [(input: operands[place], tangent: tangent)])
    } catch {
      return nil
    }
    return evaluation.tangent(of: result).elements
  }
}

extension Run {
  /// What a node with this adjoint sends to the operand at a place.
  package func contribution(
    of node: NodeID, place: Int, upstream: Tensor<Double>
  ) -> Tensor<Double>? {
    guard !isGiven(node), graph.receivesContribution(node, operand: place) else { return nil }
    if let above = upstream.scalar, let sent = chain(above, through: node, operand: place) {
      return Tensor(sent)
    }
    var probe = OperationProbe(node, in: self)
    return probe?.contribution(of: upstream.elements, toOperand: place)
      .flatMap { Tensor($0, shape: graph.shape(of: graph.operands(of: node)[place])) }
  }

  /// The local partials of an element-wise node by an operand of its own shape, element by element.
  package func elementwisePartials(of node: NodeID, place: Int) -> Tensor<Double>? {
    let shape = graph.shape(of: node)
    guard graph.operation(of: node).isElementwise,
      graph.shape(of: graph.operands(of: node)[place]) == shape,
      let ones = Tensor([Double](repeating: 1, count: shape.count), shape: shape)
    else { return nil }
    return contribution(of: node, place: place, upstream: ones)
  }
}
