/// Why a node cannot be added to a graph, or a graph not be run as asked.
public enum GraphError: Error, Hashable, Sendable {
  /// The operands' shapes do not fit the operation.
  case shapesDoNotFit(Operation, operands: [Shape], reason: String)
  /// The operation takes another number of operands.
  case operandCount(Operation, given: Int)
  /// The operation takes another number of attributes.
  case attributeCount(Operation, given: Int)
  /// An operand is not a node of this graph.
  case unknownOperand(NodeID)
  /// The graph has as many nodes, shapes or elements as can be numbered.
  case tooLarge
  /// The values given for a node are not as many as its shape holds.
  case elementCount(NodeID, expected: Int, given: Int)
  /// The tangents given are not those of as many inputs as move.
  case directionCount(expected: Int, given: Int)
  /// The node's value is computed, not given.
  case notAnInput(NodeID)
}

extension GraphError: CustomStringConvertible {
  /// The error as one sentence without its end.
  public var description: String {
    switch self {
    case .shapesDoNotFit(let operation, _, let reason): "\(operation.name): \(reason)"
    case .operandCount(let operation, _) where operation.arity.upperBound == 0:
      "\(operation.name) is given a value, not computed from operands"
    case .operandCount(let operation, let given):
      "\(operation.name) takes \(words(operation.rule.arity, of: "operand")), not \(given)"
    case .attributeCount(let operation, let given):
      "\(operation.name) takes \(words(operation.rule.attributeCount, of: "attribute")), not \(given)"
    case .unknownOperand(let node): "node \(node) is not part of this graph"
    case .tooLarge: "the graph is too large: its nodes or elements can no longer be numbered"
    case .elementCount(let node, let expected, let given):
      "node \(node) holds \(expected) number\(expected == 1 ? "" : "s"), not \(given)"
    case .directionCount(let expected, let given):
      "a direction needs a tangent for each of \(expected) inputs, not \(given)"
    case .notAnInput(let node): "node \(node) is computed; its value cannot be set"
    }
  }

  private func words(_ count: ClosedRange<Int>, of noun: String) -> String {
    switch (count.lowerBound, count.upperBound) {
    case (0, 0): "no \(noun)s"
    case (1, 1): "1 \(noun)"
    case (let least, let most) where least == most: "\(least) \(noun)s"
    case (let least, let most) where most < 10: "\(least) to \(most) \(noun)s"
    case (let least, _): "at least \(least) \(noun)\(least == 1 ? "" : "s")"
    }
  }
}
