import Autodiff
import Learning

/// The mean loss over fixed examples as a function of all parameters in a row, with its gradient and its
/// Hessian's largest eigenvalue, all from the graph.
struct LossField<Element: Scalar> {
  private let network: Network
  let row: ParameterRow
  private var evaluation: Evaluation<Element>

  init(
    _ plan: NetworkPlan, _ examples: Examples, at places: ArraySlice<Int32>
  ) throws(GraphError) {
    network = try Network(plan, batch: places.count)
    row = ParameterRow(network)
    evaluation = try Evaluation(of: network.graph)
    var targets = [Float](repeating: 0, count: network.graph.shape(of: network.labels).count)
    targets.withUnsafeMutableBufferPointer {
      examples.gatherTargets(places, for: plan.loss, into: $0)
    }
    try evaluation.setElements(examples.inputs(places).map { Element($0) }, of: network.images)
    try evaluation.setElements(targets.map { Element($0) }, of: network.labels)
  }

  /// How many examples the loss is the mean over.
  var count: Int { network.batch }

  /// The loss at the parameters that were moved to last.
  var loss: Double { Double(evaluation.value(of: network.objective, at: 0)) }

  /// Moves to some parameters, and returns the loss there.
  mutating func loss(at parameters: [Double]) throws(GraphError) -> Double {
    for part in row.parts {
      try evaluation.setElements(
        parameters[part.range].map { Element($0) }, of: part.parameter.node)
    }
    evaluation.forward()
    return loss
  }

  /// Moves to some parameters, and returns the loss's gradient there.
  mutating func gradient(at parameters: [Double]) throws(GraphError) -> [Double] {
    _ = try loss(at: parameters)
    try evaluation.reverse(from: network.objective)
    return row.parts.flatMap { part in
      evaluation.adjoint(of: part.parameter.node).elements.map { Double($0) }
    }
  }

  /// The eigenvalue of the Hessian that is largest in magnitude, and its direction, at the parameters that
  /// were moved to last: by power iteration from a direction on.
  func sharpness(
    from start: [Double], iterations: Int
  ) throws(GraphError) -> (value: Double, direction: [Double]) {
    var hessian = try HessianProduct(
      of: network.objective, by: row.parts.map(\.parameter.node), at: evaluation)
    var (direction, value) = (unit(start), 0.0)
    for _ in 0..<iterations {
      let parts = row.parts.map { direction[$0.range].map { Element($0) } }
      let product = try hessian.hvp(along: parts).flatMap { $0.elements.map { Double($0) } }
      value = zip(direction, product).reduce(0) { $0 + $1.0 * $1.1 }
      guard product.contains(where: { $0 != 0 }) else { break }
      direction = unit(product)
    }
    return (value, direction)
  }

  private func unit(_ direction: [Double]) -> [Double] {
    let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 0 ? direction.map { $0 / length } : direction
  }
}
