import Autodiff

/// What the rows of some minibatch met in one layer: the numbers that came in, and the adjoints of the
/// sums that the layer made of them.
///
/// Their outer products are the rows' gradients, which therefore need not be computed one by one.
struct LayerRows: Hashable, Sendable {
  /// The inputs and the units of the layer.
  let inputWidth: Int
  let width: Int
  let hasBias: Bool
  /// Row by row.
  private(set) var inputs: [Float] = []
  private(set) var adjoints: [Float] = []

  /// The layer of a network, without rows.
  init(_ plan: NetworkPlan, layer: Int) {
    (inputWidth, width) = (plan.widths[layer], plan.widths[layer + 1])
    hasBias = plan.hasBiases
  }

  /// Adds the rows that a worker ran last.
  mutating func add(_ worker: BatchWorker, layer: Int) {
    let (network, evaluation) = (worker.network, worker.evaluation)
    let source = layer == 0 ? network.images : network.features[layer - 1]
    let sums = layer < network.sums.count ? network.sums[layer] : network.scores
    inputs += evaluation.value(of: source).elements
    adjoints += evaluation.adjoint(of: sums).elements
  }

  /// The inputs of one row.
  func inputs(ofRow row: Int) -> ArraySlice<Float> {
    inputs[row * inputWidth..<(row + 1) * inputWidth]
  }

  func adjoints(ofRow row: Int) -> ArraySlice<Float> { adjoints[row * width..<(row + 1) * width] }

  /// The square of the norm of a row's gradient with respect to the layer's weights and biases.
  func squareOfGradient(ofRow row: Int) -> Double {
    let (incoming, arriving) = (squares(inputs(ofRow: row)), squares(adjoints(ofRow: row)))
    return arriving == 0 ? 0 : arriving * (incoming + (hasBias ? 1 : 0))
  }

  /// What each row adds to the gradient of one element of the weights or the biases.
  func contributions(toElement element: Int, ofWeights isWeight: Bool) -> [Float] {
    let unit = isWeight ? element / inputWidth : element
    let input = element % inputWidth
    return (0..<adjoints.count / max(width, 1)).map { row in
      adjoints[row * width + unit] * (isWeight ? inputs[row * inputWidth + input] : 1)
    }
  }
}

private func squares(_ numbers: ArraySlice<Float>) -> Double {
  numbers.reduce(0) { $0 + Double($1) * Double($1) }
}
