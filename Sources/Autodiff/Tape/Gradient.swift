/// The value of a node and its derivative by any other.
public struct Gradient: Sendable {
  private let evaluation: Evaluation<Double>
  private let output: NodeID

  init(_ evaluation: Evaluation<Double>, of output: NodeID) {
    self.evaluation = evaluation
    self.output = output
  }

  /// The value of the node that was differentiated.
  public var value: Tensor<Double> { evaluation.value(of: output) }

  /// The derivative by a node: zero when the output does not vary with it.
  ///
  /// - Precondition: The node was on the tape when the gradient was computed.
  public subscript(node: Node) -> Tensor<Double> { evaluation.adjoint(of: node) }

  /// The value of any node.
  ///
  /// - Precondition: The node was on the tape when the gradient was computed.
  public func value(of node: Node) -> Tensor<Double> { evaluation.value(of: node) }
}
