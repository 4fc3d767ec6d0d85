package import Autodiff

/// A layer of a network as it is found in a graph: `z = W a + b`, then `φ(z)`.
///
/// It is known by what it computes, not by what its nodes are called nor by their order. Its weights
/// and biases are inputs that have adjoints.
package struct NetworkLayer: Hashable, Sendable {
  /// The product of weights and what comes into the layer.
  package let product: NodeID
  /// The weights, and their place among the factors.
  package let weights: NodeID
  package let weightsPlace: Int
  /// What comes into the layer.
  package let incoming: NodeID
  package let bias: NodeID?
  /// Where the bias is added; the product itself where there is none.
  package let sum: NodeID
  /// What the layer gives; `nil` where no activation follows.
  package let activation: NodeID?

  /// What the next layer reads.
  package var result: NodeID { activation ?? sum }

  private static let activations: Set<Operation> = [
    .sigmoid, .tanh, .relu, .leakyRelu, .softplus, .gelu,
  ]

  /// The layer that begins with a matrix product, if it is one.
  init?(product: NodeID, in graph: Graph, _ consumers: Consumers) {
    guard graph.operation(of: product) == .matrixProduct else { return nil }
    self.init(product: product, rank: 2, in: graph, consumers)
  }

  /// The layer of a single unit: a row of weights times a column, or a weight times a number.
  init?(unit product: NodeID, in graph: Graph, _ consumers: Consumers) {
    let rank: Int
    switch graph.operation(of: product) {
    case .matrixProduct: rank = 1
    case .multiply: rank = 0
    default: return nil
    }
    guard graph.shape(of: product).isScalar,
      graph.operands(of: product).allSatisfy({ graph.shape(of: $0).rank == rank })
    else { return nil }
    self.init(product: product, rank: rank, in: graph, consumers)
  }

  /// - Parameter rank: That of the weights.
  private init?(product: NodeID, rank: Int, in graph: Graph, _ consumers: Consumers) {
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
    guard let place = Self.weightsPlace(operands, rank: rank, in: graph, bias: bias)
    else { return nil }
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
    _ operands: [NodeID], rank: Int, in graph: Graph, bias: NodeID?
  ) -> Int? {
    let places = operands.indices.filter {
      isParameter(operands[$0], in: graph) && graph.shape(of: operands[$0]).rank == rank
    }
    guard places.count == 2 else { return places.first }
    return rank == 2 ? bias.map { graph.shape(of: $0).rank == 1 ? 1 : 0 } ?? 0 : 0
  }
}
