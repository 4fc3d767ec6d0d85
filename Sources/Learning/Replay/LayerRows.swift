import Autodiff

/// What the rows of some minibatch met in one layer: the numbers that came in, and the adjoints of the
/// sums that the layer made of them.
///
/// Their outer products are the rows' gradients, which therefore need not be computed one by one; those of
/// a convolution are computed by the core, from the adjoints of what its kernels make of the image.
struct LayerRows: Hashable, Sendable {
  /// The inputs and the units of the layer.
  let inputWidth: Int
  let width: Int
  let hasBias: Bool
  private let convolution: ConvolutionLayer?
  /// Row by row.
  private(set) var inputs: [Float] = []
  private(set) var adjoints: [Float] = []

  /// The layer of a network, without rows.
  init(_ plan: NetworkPlan, layer: Int) {
    convolution = plan.convolution(ofLayer: layer)
    inputWidth = plan.widths[layer]
    width = convolution?.responseCount ?? plan.widths[layer + 1]
    hasBias = plan.hasBiases
  }

  /// Adds the rows that a worker ran last.
  mutating func add(_ worker: BatchWorker, layer: Int) {
    let (network, evaluation) = (worker.network, worker.evaluation)
    let source = layer == 0 ? network.images : network.features[layer - 1]
    let sums =
      convolution == nil
      ? layer < network.sums.count ? network.sums[layer] : network.scores
      : network.responses[layer]
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
    if let convolution {
      let biases = hasBias ? convolution.biasGradient(adjoints(ofRow: row)) : []
      return squares(kernelGradient(ofRow: row)[...]) + squares(biases[...])
    }
    let (incoming, arriving) = (squares(inputs(ofRow: row)), squares(adjoints(ofRow: row)))
    return arriving == 0 ? 0 : arriving * (incoming + (hasBias ? 1 : 0))
  }

  /// What each row adds to the gradient of one element of the weights or the biases.
  func contributions(toElement element: Int, ofWeights isWeight: Bool) -> [Float] {
    let rows = 0..<adjoints.count / max(width, 1)
    if let convolution {
      return rows.map { row in
        isWeight
          ? kernelGradient(ofRow: row)[element]
          : convolution.biasGradient(adjoints(ofRow: row))[element]
      }
    }
    let unit = isWeight ? element / inputWidth : element
    let input = element % inputWidth
    return rows.map { row in
      adjoints[row * width + unit] * (isWeight ? inputs[row * inputWidth + input] : 1)
    }
  }

  /// What a row adds to the gradient of the kernels; NaN should there be no room for a graph of it.
  private func kernelGradient(ofRow row: Int) -> [Float] {
    guard let convolution else { return [] }
    let gradient = try? convolution.kernelGradient(inputs(ofRow: row), adjoints(ofRow: row))
    let count = convolution.kernels * convolution.inputsPerResponse
    return gradient ?? Array(repeating: .nan, count: count)
  }
}

extension ConvolutionLayer {
  /// How many responses there are for one example.
  fileprivate var responseCount: Int { kernels * responseRows * responseColumns }

  /// The gradient of the kernels for one example, by the core's own rule.
  fileprivate func kernelGradient(
    _ image: ArraySlice<Float>, _ adjoints: ArraySlice<Float>
  ) throws(GraphError) -> [Float] {
    var graph = GraphBuilder(sharing: false)
    guard let imageShape = Shape([channels, rows, columns]),
      let responseShape = Shape([kernels, responseRows, responseColumns])
    else { throw .tooLarge }
    let x = try graph.input("x", shape: imageShape, isData: true)
    let upstream = try graph.input("dz", shape: responseShape, isData: true)
    let kernel = try graph.node(.conv2dKernel, [x, upstream], attributes: [1, 0, side, side])
    var evaluation = try Evaluation<Float>(of: graph.graph)
    try evaluation.setElements(Array(image), of: x)
    try evaluation.setElements(Array(adjoints), of: upstream)
    evaluation.forward()
    return evaluation.value(of: kernel).elements
  }

  /// A bias is added at every place of its kernel's responses, so that it gets what they all get.
  fileprivate func biasGradient(_ adjoints: ArraySlice<Float>) -> [Float] {
    let plane = responseRows * responseColumns
    return (0..<kernels).map { kernel in
      let start = adjoints.startIndex + kernel * plane
      return adjoints[start..<start + plane].reduce(0, +)
    }
  }
}

private func squares(_ numbers: ArraySlice<Float>) -> Double {
  numbers.reduce(0) { $0 + Double($1) * Double($1) }
}
