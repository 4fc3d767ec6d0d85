package import Autodiff
package import Presentation

/// Which step of an algorithm each event of a graph is, found from what the nodes compute.
package struct AlgorithmSteps: Hashable, Sendable {
  private enum Part: Hashable {
    case weights, bias, product, sum, activation
  }

  private let algorithm: Algorithm
  /// What nodes are in the layers of a network, for the algorithms that are about one.
  private let parts: [NodeID: Part]
  private let weightsPlaces: [NodeID: Int]
  private let firstProduct: NodeID?

  /// The steps of an algorithm in a graph; `nil` where the graph has no layer, and the algorithm is about
  /// layers.
  package init?(_ algorithm: Algorithm, in graph: Graph) {
    self.algorithm = algorithm
    guard algorithm.isAboutLayers else {
      (parts, weightsPlaces, firstProduct) = ([:], [:], nil)
      return
    }
    let layers = NetworkLayer.chains(in: graph).flatMap(\.self)
    guard !layers.isEmpty else { return nil }
    var parts: [NodeID: Part] = [:]
    for layer in layers {
      parts[layer.weights] = .weights
      layer.bias.map { parts[$0] = .bias }
      layer.activation.map { parts[$0] = .activation }
      parts[layer.sum] = .sum
      parts[layer.product] = .product
    }
    self.parts = parts
    weightsPlaces = Dictionary(layers.map { ($0.product, $0.weightsPlace) }) { first, _ in first }
    firstProduct = layers.map(\.product).min { $0.index < $1.index }
  }

  /// The step that an event is; `nil` where the algorithm has nothing to do with it.
  package func step(_ event: Event, in run: Run) -> Algorithm.Step? {
    switch event {
    case .value(let node): value(of: node, in: run)
    case .tangentSeed: algorithm == .tangents ? .direction : nil
    case .tangent: algorithm == .tangents ? .tangent : nil
    case .seed: algorithm == .tangents ? nil : .seed
    case .contribution(let node, let place):
      algorithm == .tangents ? nil : contribution(from: node, place, in: run)
    }
  }

  private func value(of node: NodeID, in run: Run) -> Algorithm.Step? {
    if run.isGiven(node) { return .given }
    guard algorithm.isAboutLayers else { return .compute }
    switch parts[node] {
    case .product, .sum: return .sum
    case .activation: return .activation
    case .weights, .bias: return .given
    case nil: return isBeforeLayers(node) ? .given : .loss
    }
  }

  /// What is made of the data before they reach a layer belongs to them.
  private func isBeforeLayers(_ node: NodeID) -> Bool {
    firstProduct.map { node.index < $0.index } ?? false
  }

  private func contribution(
    from node: NodeID, _ place: Int, in run: Run
  ) -> Algorithm.Step? {
    guard algorithm.isAboutLayers else { return .contribute }
    switch parts[node] {
    case .activation: return .error
    case .sum:
      return parts[run.graph.operands(of: node)[place]] == .bias ? .bias : .error
    case .product: return weightsPlaces[node] == place ? .weight : .incoming
    case .weights, .bias: return nil
    case nil: return isBeforeLayers(node) ? nil : .lossContribution
    }
  }
}

extension Algorithm {
  /// Whether it speaks of the layers of a network.
  package var isAboutLayers: Bool { self == .weights || self == .minibatches }

  /// Those of which a run has the steps.
  package static func all(for run: Run) -> [Algorithm] {
    allCases.filter { algorithm in
      (algorithm == .tangents) == (run.mode == .forward)
        && (!algorithm.isAboutLayers || AlgorithmSteps(algorithm, in: run.graph) != nil)
    }
  }

  /// The line that made the last event of a run happen.
  package func mark(at run: Run, _ steps: AlgorithmSteps) -> Int? {
    guard let event = run.lastEvent, let step = steps.step(event, in: run) else { return nil }
    return lines(output: "").firstIndex { $0.step == step }
  }
}
