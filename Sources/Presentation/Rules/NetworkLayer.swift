import Autodiff

/// A layer of a network as it is found in a graph: `z = W a + b`, then `φ(z)`.
///
/// It is known by what it computes, not by what its nodes are called nor by their order. Its weights
/// and biases are inputs that have adjoints.
struct NetworkLayer {
  /// The product of weights and what comes into the layer.
  let product: NodeID
  let weights: NodeID
  let weightsPlace: Int
  /// What comes into the layer.
  let incoming: NodeID
  let bias: NodeID?
  /// Where the bias is added; the product itself where there is none.
  let sum: NodeID
  /// What the layer gives; `nil` where no activation follows.
  let activation: NodeID?

  private static let activations: Set<Operation> = [
    .sigmoid, .tanh, .relu, .leakyRelu, .softplus, .gelu,
  ]

  /// The layer that begins with a matrix product, if it is one.
  init?(product: NodeID, in graph: Graph, _ consumers: Consumers) {
    guard graph.operation(of: product) == .matrixProduct else { return nil }
    let operands = graph.operands(of: product)
    var (sum, bias) = (product, NodeID?.none)
    if let next = consumers.only(product), graph.operation(of: next) == .add {
      let others = graph.operands(of: next).filter { $0 != product }
      if others.count == 1, Self.isParameter(others[0], in: graph),
        graph.shape(of: next) == graph.shape(of: product)
      {
        (sum, bias) = (next, others[0])
      }
    }
    guard let place = Self.weightsPlace(operands, in: graph, bias: bias) else { return nil }
    let incoming = operands[1 - place]
    let slope = consumers.only(sum).flatMap { node in
      Self.activations.contains(graph.operation(of: node)) && graph.operands(of: node)[0] == sum
        ? node : nil
    }
    self.product = product
    weights = operands[place]
    weightsPlace = place
    self.incoming = incoming
    self.bias = bias
    self.sum = sum
    activation = slope
  }

  private static func isParameter(_ node: NodeID, in graph: Graph) -> Bool {
    graph.operation(of: node) == .input && graph.hasAdjoint(node)
  }

  /// Which factor has the weights: the only matrix that is a parameter or, of two such, the one whose
  /// rows a vector or bias of one axis does not run along.
  private static func weightsPlace(
    _ operands: [NodeID], in graph: Graph, bias: NodeID?
  ) -> Int? {
    let places = operands.indices.filter {
      isParameter(operands[$0], in: graph) && graph.shape(of: operands[$0]).rank == 2
    }
    guard places.count == 2 else { return places.first }
    return bias.map { graph.shape(of: $0).rank == 1 ? 1 : 0 } ?? 0
  }
}
