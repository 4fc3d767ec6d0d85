// What takes a graph's nodes by number takes those of a tape as well.
//
// Precondition of all: the node was on the tape when the evaluation was made. Another tape's node would
// have a number too, and numbers that mean nothing are the worst that could be handed back.

extension Evaluation {
  /// The node's value as of the last forward sweep.
  ///
  /// - Precondition: The node was on the tape when the evaluation was made.
  public func value(of node: Node) -> Tensor<Element> { value(of: number(of: node)) }

  /// The node's adjoint as of the last reverse sweep: zero when the node does not reach the output.
  ///
  /// - Precondition: The node was on the tape when the evaluation was made.
  public func adjoint(of node: Node) -> Tensor<Element> { adjoint(of: number(of: node)) }

  /// The node's tangent as of the last tangent sweep.
  ///
  /// - Precondition: The node was on the tape when the evaluation was made.
  public func tangent(of node: Node) -> Tensor<Element> { tangent(of: number(of: node)) }

  /// Gives an input its value.
  ///
  /// - Precondition: The node was on the tape when the evaluation was made.
  public mutating func setValue(_ value: Element, of node: Node) throws(GraphError) {
    try setValue(value, of: number(of: node))
  }

  /// Gives an input its elements, in row-major order.
  ///
  /// - Precondition: The node was on the tape when the evaluation was made.
  public mutating func setElements(_ elements: [Element], of node: Node) throws(GraphError) {
    try setElements(elements, of: number(of: node))
  }

  /// Lets `body` read a node's adjoint and change its value where they lie, as an optimizer does.
  ///
  /// - Precondition: The node was on the tape when the evaluation was made.
  public mutating func withElementsAndAdjoints<Result>(
    of node: Node,
    _ body: (UnsafeMutableBufferPointer<Element>, UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result {
    try withElementsAndAdjoints(of: number(of: node), body)
  }

  /// Computes the adjoint of every node that the output varies with: its derivative of the output.
  ///
  /// - Parameter seed: The adjoint of the output, 1 for each of its elements unless given.
  /// - Precondition: The node was on the tape when the evaluation was made.
  public mutating func reverse(from output: Node, seed: [Element]? = nil) throws(GraphError) {
    try reverse(from: number(of: output), seed: seed)
  }

  /// Computes the tangent of every node along a direction, given as tangents of inputs.
  ///
  /// - Precondition: The nodes were on the tape when the evaluation was made.
  @_disfavoredOverload
  public mutating func pushforward(
    along direction: [(input: Node, tangent: [Element])]
  ) throws(GraphError) {
    try pushforward(along: direction.map { (input: number(of: $0.input), tangent: $0.tangent) })
  }

  private func number(of node: Node) -> NodeID {
    guard case .recorded(let tape, let id) = node.content, graph.contains(id),
      graph.notes.tapeNumber == tape.number
    else { preconditionFailure("the node is not part of the graph that is evaluated") }
    return id
  }
}
