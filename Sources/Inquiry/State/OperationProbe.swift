import Autodiff

/// One node's operation on a bench of its own, to see what it sends to each operand.
///
/// It runs the very kernels that the node's own sweeps run, on copies of the numbers at the cursor and
/// in their precision.
struct OperationProbe {
  private var evaluation: AnyEvaluation
  private let operands: [NodeID]
  private let result: NodeID

  /// The operation of a node with its operands' present values; `nil` for an input or a constant.
  init?(_ node: NodeID, in timeline: Run) {
    let graph = timeline.graph
    var bench = Graph()
    do {
      operands = try graph.operands(of: node).map { operand throws(GraphError) in
        try bench.appendInput(graph.shape(of: operand))
      }
      result = try bench.append(
        graph.operation(of: node), operands, attributes: graph.attributes(of: node))
      evaluation = try AnyEvaluation(of: bench, in: timeline.precision)
      for (input, operand) in zip(operands, graph.operands(of: node)) {
        try evaluation.setElements(timeline.value(of: operand).elements, of: input)
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
