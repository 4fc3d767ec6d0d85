/// How many operations it takes to compute something, with and without sharing of what is equal.
public struct OperationCount: Hashable, Sendable {
  /// Every operation of the graph once.
  public let shared: Int
  /// An operation as often as it stands in the formula when that is written out without names. It
  /// doubles with every use of a result twice, so that it is not an integer: beyond 2⁵³ it is
  /// rounded.
  public let unshared: Double

  package init(shared: Int, unshared: Double) {
    self.shared = shared
    self.unshared = unshared
  }
}

extension Graph {
  /// The operations that the given nodes are computed with.
  ///
  /// - Complexity: O(n) in the number of nodes, whatever the unshared count.
  public func operationCount(of results: [NodeID]) throws(GraphError) -> OperationCount {
    for node in results where !contains(node) { throw .unknownOperand(node) }
    var isNeeded = Array(repeating: false, count: count)
    for node in results { isNeeded[node.index] = true }
    for index in instructions.indices.reversed() where isNeeded[index] {
      for operand in operands(of: NodeID(index)) { isNeeded[operand.index] = true }
    }
    var (shared, unshared) = (0, Array(repeating: 0.0, count: count))
    for node in nodes where isNeeded[node.index] && operation(of: node).arity.upperBound > 0 {
      shared += 1
      unshared[node.index] = operands(of: node).reduce(1) { $0 + unshared[$1.index] }
    }
    return OperationCount(
      shared: shared, unshared: results.reduce(0) { $0 + unshared[$1.index] })
  }
}

/// The derivative of one node by another as a formula, and how much longer it is than what it is
/// the derivative of: expression swell.
public struct SymbolicDerivative: Sendable {
  /// The program and its derivative, whose text is the derivative's program.
  public let adjoints: DerivativeGraph
  /// The operations of the value.
  public let value: OperationCount
  /// The operations of the derivative, those of the value that it uses included; none when the
  /// output does not vary with the input.
  public let derivative: OperationCount

  /// Differentiates an output by an input.
  public init(of output: NodeID, by input: NodeID, in graph: Graph) throws(GraphError) {
    adjoints = try graph.adjointGraph(from: output, by: [input])
    value = try graph.operationCount(of: [output])
    derivative = try adjoints.graph.operationCount(
      of: [adjoints.derivative(of: input)].compactMap(\.self))
  }
}
