/// What a network is to look like, before there is a graph of it.
package struct NetworkPlan: Hashable, Sendable {
  /// The width of each layer from inputs to scores: `[784, 72, 10]`. What a convolution makes counts as
  /// one row of numbers.
  package var widths: [Int]
  /// The first layers, where they are convolutions. Invariant: their counts are the first of the widths.
  package private(set) var convolutions: [ConvolutionLayer] = []
  /// What the hidden units do with their sums.
  package var activation: Activation
  package var hasBiases: Bool
  package var loss: Loss
  /// λ of the penalty `λ/2 · Σ w²` over all weights, which is a part of the graph.
  package var l2: Float
  /// Whether most inputs of an example are 0, as most pixels are paper: the first layer then passes
  /// over them.
  package var hasSparseInputs = false

  package init(
    widths: [Int], activation: Activation = .tanh, hasBiases: Bool = true, loss: Loss = .logistic,
    l2: Float = 0
  ) {
    self.widths = widths
    self.activation = activation
    self.hasBiases = hasBiases
    self.loss = loss
    self.l2 = l2
  }

  /// Takes other layers.
  package mutating func setLayers(_ layers: NetworkLayers) {
    (widths, convolutions) = (layers.widths, layers.convolutions)
  }

  /// The layers as they are written, such as `784-72-10`.
  package var notation: String { "\(NetworkLayers(self))" }

  /// A layer as a convolution; `nil` when each of its units takes all inputs.
  package func convolution(ofLayer layer: Int) -> ConvolutionLayer? {
    convolutions.indices.contains(layer) ? convolutions[layer] : nil
  }

  /// The shapes of a layer's weights and of its biases.
  package func parameterExtents(ofLayer layer: Int) -> (weights: [Int], biases: [Int]) {
    guard let convolution = convolution(ofLayer: layer) else {
      return ([widths[layer + 1], widths[layer]], [widths[layer + 1]])
    }
    let (kernels, side) = (convolution.kernels, convolution.side)
    return ([kernels, convolution.channels, side, side], [kernels])
  }

  /// The network of the course notes: 72 tanh units between 784 pixels and 10 scores.
  package static let notes = NetworkPlan(widths: [784, 72, 10])

  /// The number of layers with weights.
  package var layerCount: Int { max(widths.count - 1, 0) }

  /// More weights than this are refused: with their gradients and velocities they take some
  /// gigabytes.
  package static let mostWeights = 1 << 28

  /// The number of weights, or the greatest number there is when they cannot be counted.
  package var weightCount: Int {
    (0..<layerCount).reduce(0) { total, layer in
      let extents = parameterExtents(ofLayer: layer).weights
      let (product, overflowed) = extents[0].multipliedReportingOverflow(
        by: extents.dropFirst().reduce(1, *))
      let (sum, isTooLarge) = total.addingReportingOverflow(product)
      return overflowed || isTooLarge ? Int.max : sum
    }
  }

  /// The standard deviation of a layer's initial weights.
  package func initialDeviation(ofLayer layer: Int) -> Double {
    let convolution = convolution(ofLayer: layer)
    let inputs = convolution?.inputsPerResponse ?? widths[layer]
    let outputs = convolution?.responsesPerInput ?? widths[layer + 1]
    return layer == layerCount - 1
      ? Activation.initialDeviationOfScores(inputs: inputs, outputs: outputs)
      : activation.initialDeviation(inputs: inputs, outputs: outputs)
  }
}
