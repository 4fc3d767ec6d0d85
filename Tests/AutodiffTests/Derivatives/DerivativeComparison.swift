import Autodiff
import TestSupport
import Testing

/// A program at a point, where its derivatives as graphs are held against those of the kernels.
struct DerivativeComparison {
  let evaluation: Evaluation<Double>
  let output: NodeID
  let inputs: [NodeID]
  /// Whether it is a graph of many nodes, in which large derivatives can cancel to small ones, and
  /// in which the kernels may have NaN where nothing varies.
  var isWholeGraph = false

  /// How far two ways to compute one derivative may be apart, relative to its largest element.
  static let tolerance = 1e-12

  init(
    _ graph: Graph, output: NodeID, inputs: [(node: NodeID, values: [Double])]
  ) throws {
    var evaluation = try Evaluation<Double>(of: graph)
    for (node, values) in inputs { try evaluation.setElements(values, of: node) }
    evaluation.forward()
    self.evaluation = evaluation
    self.output = output
    self.inputs = inputs.map(\.node).filter { graph.hasAdjoint($0) }
  }

  private var graph: Graph { evaluation.graph }

  /// The nodes whose adjoint or tangent differs, with both.
  func adjointDifferences(seed: [Double]) throws -> [String] {
    var kernels = evaluation
    try kernels.reverse(from: output, seed: seed)
    let derivative = try graph.adjointGraph(from: output, by: inputs)
    let nodes = try run(derivative, seeds: [seed])
    let largest: Double? =
      isWholeGraph ? graph.nodes.map { largestMagnitude(kernels.adjoint(of: $0)) }.max() : nil
    return inputs.flatMap { node in
      differences(
        "adjoint of \(node)", kernels.adjoint(of: node), nodes,
        derivative.derivative(of: node), largest)
    }
  }

  func tangentDifferences(direction: [[Double]]) throws -> [String] {
    var kernels = evaluation
    try kernels.pushforward(along: Array(zip(inputs, direction)).map { ($0.0, $0.1) })
    let derivative = try graph.tangentGraph(along: inputs)
    let nodes = try run(derivative, seeds: direction)
    let largest: Double? =
      isWholeGraph ? graph.nodes.map { largestMagnitude(kernels.tangent(of: $0)) }.max() : nil
    return graph.nodes.flatMap { node in
      differences(
        "tangent of \(node)", kernels.tangent(of: node), nodes,
        derivative.derivative(of: node), largest)
    }
  }

  private func run(
    _ derivative: DerivativeGraph, seeds: [[Double]]
  ) throws -> Evaluation<Double> {
    var nodes = try derivative.evaluation(at: evaluation)
    for (seed, values) in zip(derivative.seeds, seeds) {
      try nodes.setElements(values, of: seed.input)
    }
    nodes.forward()
    for node in graph.nodes {
      let copy = try #require(derivative.copy(of: node))
      #expect(isSame(nodes.value(of: copy), evaluation.value(of: node)))
    }
    return nodes
  }

  private func isSame(_ left: Tensor<Double>, _ right: Tensor<Double>) -> Bool {
    left.shape == right.shape
      && left.elements.map(\.bitPattern) == right.elements.map(\.bitPattern)
  }

  /// The largest finite magnitude among the elements.
  private func largestMagnitude(_ tensor: Tensor<Double>) -> Double {
    tensor.elements.map(\.magnitude).filter(\.isFinite).max() ?? 0
  }

  private func differences(
    _ what: String, _ expected: Tensor<Double>, _ nodes: Evaluation<Double>, _ node: NodeID?,
    _ largest: Double?
  ) -> [String] {
    let found = node.map { nodes.value(of: $0) }
    guard found == nil || found?.shape == expected.shape else { return ["\(what): shape"] }
    let elements = found?.elements ?? expected.elements.map { _ in 0 }
    let scale = max(1e-300, largest ?? largestMagnitude(expected))
    return zip(elements, expected.elements).enumerated().compactMap { index, pair in
      // The kernels carry 0·∞ through nodes that do not vary at all; a graph leaves these out.
      let isEqual = pair.0 == pair.1 || pair.1.isNaN && (pair.0.isNaN || isWholeGraph)
      guard !isEqual, !((pair.0 - pair.1).magnitude <= Self.tolerance * scale) else { return nil }
      return "\(what), element \(index): \(pair.0) instead of \(pair.1)"
    }
  }
}
