/// An evaluation in either precision, which is given numbers and read in double precision.
///
/// It sweeps in its own element type: nothing is computed again in another one. One call of a sweep
/// finds out once which type it is.
package struct AnyEvaluation: Sendable {
  private var evaluation: any UntypedEvaluation

  /// What an evaluation computes, read in double precision.
  package init<Element: Scalar>(_ evaluation: Evaluation<Element>) {
    self.evaluation = evaluation
  }

  /// Lays out memory for a graph in a precision, with every input at 0.
  package init(of graph: Graph, in precision: Precision) throws(GraphError) {
    evaluation =
      switch precision {
      case .single: try Evaluation<Float>(of: graph)
      case .double: try Evaluation<Double>(of: graph)
      }
  }

  package var precision: Precision { evaluation.precision }
  package var graph: Graph { evaluation.graph }

  /// Gives an input its elements, rounded to its precision.
  package mutating func setElements(_ elements: [Double], of node: NodeID) throws(GraphError) {
    try evaluation.setElements(rounding: elements, of: node)
  }

  /// Computes the value of every node.
  package mutating func forward() { evaluation.forward() }

  /// Computes the adjoint of every node that the output varies with.
  package mutating func reverse(
    from output: NodeID, seed: [Double]? = nil
  ) throws(GraphError) {
    try evaluation.reverse(from: output, rounding: seed)
  }

  /// Computes the tangent of every node along a direction.
  package mutating func pushforward(
    along direction: [(input: NodeID, tangent: [Double])]
  ) throws(GraphError) {
    try evaluation.pushforward(rounding: direction)
  }

  /// The node's value as of the last forward sweep.
  package func value(of node: NodeID) -> Tensor<Double> { evaluation.valueInDouble(of: node) }

  /// The node's adjoint as of the last reverse sweep.
  package func adjoint(of node: NodeID) -> Tensor<Double> { evaluation.adjointInDouble(of: node) }

  /// The node's tangent as of the last tangent sweep.
  package func tangent(of node: NodeID) -> Tensor<Double> { evaluation.tangentInDouble(of: node) }

  /// All derivatives of a node by inputs, computed in its own precision.
  package func jacobian(
    of output: NodeID, by inputs: [NodeID]
  ) throws(GraphError) -> Jacobian<Double> {
    try evaluation.jacobianInDouble(of: output, by: inputs)
  }

  /// The same inputs in a graph in which no node's numbers are rounded, not yet run.
  package func withoutRounding() throws(GraphError) -> AnyEvaluation {
    try evaluation.untypedWithoutRounding()
  }

  /// An evaluation in double precision with the very same inputs, not yet run.
  func inDouble() throws(GraphError) -> Evaluation<Double> {
    var other = try Evaluation<Double>(of: graph)
    for node in graph.nodes where graph.operation(of: node) == .input {
      try other.setElements(value(of: node).elements, of: node)
    }
    return other
  }

  /// Computes the value of every node and rounds each up or down by a coin.
  mutating func forward(trembling round: Int) { evaluation.forward(trembling: round) }

  /// Computes the adjoints, of which each is rounded up or down by a coin before it is passed on.
  mutating func reverse(
    from output: NodeID, seed: [Double]?, trembling round: Int
  ) throws(GraphError) {
    try evaluation.reverse(from: output, rounding: seed, trembling: round)
  }
}

/// What ``AnyEvaluation`` asks of an evaluation, whatever its element type.
private protocol UntypedEvaluation: Sendable {
  var precision: Precision { get }
  var graph: Graph { get }
  mutating func setElements(rounding elements: [Double], of node: NodeID) throws(GraphError)
  mutating func forward()
  mutating func forward(trembling round: Int)
  mutating func reverse(from output: NodeID, rounding seed: [Double]?) throws(GraphError)
  mutating func reverse(
    from output: NodeID, rounding seed: [Double]?, trembling round: Int
  ) throws(GraphError)
  mutating func pushforward(
    rounding direction: [(input: NodeID, tangent: [Double])]
  ) throws(GraphError)
  func untypedWithoutRounding() throws(GraphError) -> AnyEvaluation
  func valueInDouble(of node: NodeID) -> Tensor<Double>
  func adjointInDouble(of node: NodeID) -> Tensor<Double>
  func tangentInDouble(of node: NodeID) -> Tensor<Double>
  func jacobianInDouble(
    of output: NodeID, by inputs: [NodeID]
  ) throws(GraphError) -> Jacobian<Double>
}

extension Evaluation: UntypedEvaluation {
  fileprivate var precision: Precision { Element.precision }

  fileprivate mutating func setElements(
    rounding elements: [Double], of node: NodeID
  ) throws(GraphError) {
    try setElements([Element](rounding: elements), of: node)
  }

  fileprivate mutating func reverse(
    from output: NodeID, rounding seed: [Double]?
  ) throws(GraphError) {
    try reverse(from: output, seed: seed.map { [Element](rounding: $0) })
  }

  fileprivate mutating func reverse(
    from output: NodeID, rounding seed: [Double]?, trembling round: Int
  ) throws(GraphError) {
    try reverse(from: output, seed: seed.map { [Element](rounding: $0) }, trembling: round)
  }

  fileprivate mutating func pushforward(
    rounding direction: [(input: NodeID, tangent: [Double])]
  ) throws(GraphError) {
    try pushforward(along: direction.map { ($0.input, [Element](rounding: $0.tangent)) })
  }

  @_specialize(where Element == Double)
  @_specialize(where Element == Float)
  func valueInDouble(of node: NodeID) -> Tensor<Double> { value(of: node).inDouble() }

  @_specialize(where Element == Double)
  @_specialize(where Element == Float)
  func adjointInDouble(of node: NodeID) -> Tensor<Double> { adjoint(of: node).inDouble() }

  @_specialize(where Element == Double)
  @_specialize(where Element == Float)
  func tangentInDouble(of node: NodeID) -> Tensor<Double> { tangent(of: node).inDouble() }

  fileprivate func untypedWithoutRounding() throws(GraphError) -> AnyEvaluation {
    AnyEvaluation(try withoutRounding())
  }

  fileprivate func jacobianInDouble(
    of output: NodeID, by inputs: [NodeID]
  ) throws(GraphError) -> Jacobian<Double> {
    try Jacobian(of: output, by: inputs, at: self).inDouble()
  }
}
