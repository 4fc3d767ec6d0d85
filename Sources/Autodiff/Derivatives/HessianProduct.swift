/// Products of an output's Hessian with directions, without ever forming the Hessian: forward over
/// reverse, the tangent sweep of the adjoint graph.
///
/// ```swift
/// var hessian = try HessianProduct(of: z, by: [x, y], at: evaluation)
/// let product = try hessian.hvp(along: [[1], [0]])
/// ```
///
/// Each product costs one tangent sweep, whatever the number of inputs. Of an output with several
/// elements it is the Hessian of their sum, or of the sum weighted by a seed.
public struct HessianProduct<Element: Scalar>: Sendable {
  /// The inputs that the Hessian is taken by; a direction has one list of elements for each.
  public let inputs: [NodeID]
  /// The program and its adjoints, over which the tangents are swept.
  public let adjoints: DerivativeGraph
  private let copies: [NodeID]
  private var evaluation: Evaluation<Element>

  /// Prepares the Hessian at the inputs of an evaluation.
  ///
  /// - Complexity: O(n) in the number of nodes, and two sweeps.
  public init(
    of output: NodeID, by inputs: [NodeID], at point: Evaluation<Element>, seed: [Element]? = nil
  ) throws(GraphError) {
    let adjoints = try point.graph.adjointGraph(from: output, by: inputs)
    var evaluation = try adjoints.evaluation(at: point)
    if let seed, let start = adjoints.seeds.first {
      try evaluation.setElements(seed, of: start.input)
    }
    evaluation.forward()
    copies = inputs.compactMap { adjoints.copy(of: $0) }
    self.inputs = inputs
    self.adjoints = adjoints
    self.evaluation = evaluation
  }

  /// The gradient at the point, one tensor for each input.
  public var gradient: [Tensor<Element>] {
    inputs.map { input in
      adjoints.derivative(of: input).map { evaluation.value(of: $0) } ?? zeros(like: input)
    }
  }

  /// The Hessian's product with a direction: how fast the gradient changes along it.
  ///
  /// - Parameter direction: The tangent of each input, in the order of ``inputs``.
  public mutating func hvp(along direction: [[Element]]) throws(GraphError) -> [Tensor<Element>] {
    guard direction.count == copies.count else {
      throw .directionCount(expected: copies.count, given: direction.count)
    }
    try evaluation.pushforward(along: Array(zip(copies, direction)).map { ($0.0, $0.1) })
    return inputs.map { input in
      adjoints.derivative(of: input).map { evaluation.tangent(of: $0) } ?? zeros(like: input)
    }
  }

  private func zeros(like input: NodeID) -> Tensor<Element> {
    let shape = adjoints.copy(of: input).map { adjoints.graph.shape(of: $0) } ?? .scalar
    return Tensor(unchecked: Array(repeating: 0, count: shape.count), shape: shape)
  }
}
