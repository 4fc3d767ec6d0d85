package import Autodiff

/// Which rules with a name the nodes of a graph are instances of, found from what they compute.
///
/// A program with other names, in another order, has the same rules; one that only looks alike has none.
package struct RuleBook: Sendable {
  private struct Use: Hashable, Sendable {
    let node: NodeID
    let place: Int
  }

  private var contributions: [Use: RuleName] = [:]
  private var values: [NodeID: RuleName] = [:]

  /// - Complexity: O(n) in the number of nodes and operands.
  init(_ graph: Graph) {
    let wanted: Set<Operation> = [
      .matrixProduct, .logSumExp, .softmax, .sigmoid, .logisticLoss, .sigmoidCrossEntropy,
    ]
    guard graph.nodes.contains(where: { wanted.contains(graph.operation(of: $0)) }) else { return }
    let consumers = Consumers(graph)
    findLayers(of: graph, consumers)
    findLosses(of: graph, consumers)
  }

  /// The special rule by which a node contributes to the operand at a place.
  package func rule(from node: NodeID, place: Int) -> RuleName? {
    contributions[Use(node: node, place: place)]
  }

  /// The special rule by which a node has its value.
  package func rule(of node: NodeID) -> RuleName? { values[node] }
}

extension RuleBook {
  /// The layers of the graph that are part of a network: an activation follows, or comes before.
  private mutating func findLayers(of graph: Graph, _ consumers: Consumers) {
    let found = graph.nodes.compactMap { NetworkLayer(product: $0, in: graph, consumers) }
    let activations = Set(found.compactMap(\.activation))
    let layers = found.filter { $0.activation != nil || activations.contains($0.incoming) }
    let byProduct = Dictionary(layers.map { ($0.product, $0) }) { first, _ in first }
    let leadsOn = nodesBefore(layers, in: graph)
    for layer in layers {
      values[layer.sum] = .weightedInput
      if graph.receivesContribution(layer.product, operand: layer.weightsPlace) {
        contributions[Use(node: layer.product, place: layer.weightsPlace)] = .bp4
      }
      if let bias = layer.bias, let place = place(of: bias, in: layer.sum, graph) {
        contributions[Use(node: layer.sum, place: place)] = .bp3
      }
      // What also goes elsewhere is not the error of one next layer.
      if activations.contains(layer.incoming), consumers[layer.incoming].count == 1 {
        contributions[Use(node: layer.product, place: 1 - layer.weightsPlace)] = .bp2Product
      }
      guard let activation = layer.activation else { continue }
      values[activation] = .activation
      let uses = consumers[activation]
      let next = uses.compactMap { byProduct[$0.node] }.filter { $0.incoming == activation }
      if next.count == 1, uses.count == 1 {
        contributions[Use(node: activation, place: 0)] = .bp2
      } else if next.isEmpty, !uses.isEmpty, !leadsOn.contains(activation) {
        contributions[Use(node: activation, place: 0)] = .bp1
      }
    }
  }

  /// The nodes from which a layer still follows.
  private func nodesBefore(_ layers: [NetworkLayer], in graph: Graph) -> Set<NodeID> {
    var before = Set(layers.map(\.product))
    for node in graph.nodes.reversed() where before.contains(node) {
      before.formUnion(graph.operands(of: node))
    }
    return before
  }

  private func place(of operand: NodeID, in node: NodeID, _ graph: Graph) -> Int? {
    graph.operands(of: node).firstIndex(of: operand)
  }
}

extension RuleBook {
  private mutating func findLosses(of graph: Graph, _ consumers: Consumers) {
    for node in graph.nodes {
      switch graph.operation(of: node) {
      case .logisticLoss where consumers.isTermOfCost(node, in: graph):
        contributions[Use(node: node, place: 0)] = .softmaxCrossEntropy
      case .sigmoidCrossEntropy where consumers.isTermOfCost(node, in: graph):
        contributions[Use(node: node, place: 0)] = .sigmoidCrossEntropy
      case .logSumExp: findScores(under: node, in: graph, consumers)
      case .softmax: findProbabilities(node, in: graph, consumers)
      case .sigmoid where CrossEntropy(of: node, in: graph, consumers) != nil:
        contributions[Use(node: node, place: 0)] = .sigmoidCrossEntropy
      default: break
      }
    }
  }

  /// `logsumexp(f) - f[y]`, in which nothing else uses f.
  private mutating func findScores(
    under node: NodeID, in graph: Graph, _ consumers: Consumers
  ) {
    let scores = graph.operands(of: node)[0]
    let uses = consumers[scores]
    guard uses.count == 2, let other = uses.first(where: { $0.node != node }),
      isSingleElement(other.node, of: scores, in: graph),
      let difference = consumers.only(node), graph.operation(of: difference) == .subtract,
      graph.operands(of: difference) == [node, other.node], consumers[other.node].count == 1,
      consumers.isTermOfCost(difference, in: graph)
    else { return }
    contributions[Use(node: node, place: 0)] = .softmaxCrossEntropy
    contributions[Use(node: other.node, place: other.place)] = .softmaxCrossEntropy
  }

  /// `-log(softmax(f)[y])`.
  private mutating func findProbabilities(
    _ node: NodeID, in graph: Graph, _ consumers: Consumers
  ) {
    guard let element = consumers.only(node), isSingleElement(element, of: node, in: graph),
      let logarithm = consumers.only(element), graph.operation(of: logarithm) == .log,
      let negative = consumers.only(logarithm), graph.operation(of: negative) == .negate,
      consumers.isTermOfCost(negative, in: graph)
    else { return }
    contributions[Use(node: node, place: 0)] = .softmaxCrossEntropy
  }

  /// Whether a node is one element of a vector.
  private func isSingleElement(_ node: NodeID, of vector: NodeID, in graph: Graph) -> Bool {
    graph.shape(of: vector).rank == 1 && graph.shape(of: node).isScalar
      && [.slice, .gather].contains(graph.operation(of: node))
      && graph.operands(of: node).first == vector
  }
}
