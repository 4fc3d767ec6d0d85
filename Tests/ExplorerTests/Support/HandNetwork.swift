import Foundation

/// A layer written down by hand: its weights row by row, its biases, and what is applied to each sum.
struct HandLayer {
  let weights: [[Double]]
  let biases: [Double]?
  /// `nil` for a layer that gives its sums.
  let activation: (value: @Sendable (Double) -> Double, slope: @Sendable (Double) -> Double)?

  static let sigmoid: (value: @Sendable (Double) -> Double, slope: @Sendable (Double) -> Double) = (
    { 1 / (1 + exp(-$0)) }, { exp(-$0) / ((1 + exp(-$0)) * (1 + exp(-$0))) }
  )

  static let rectifier: (value: @Sendable (Double) -> Double, slope: @Sendable (Double) -> Double) =
    ({ max($0, 0) }, { $0 > 0 ? 1 : 0 })
}

/// A network written down by hand, which knows nothing of graphs: sums over indices, as books have them.
struct HandNetwork {
  let input: [Double]
  let layers: [HandLayer]
  let loss: @Sendable ([Double]) -> Double
  /// The derivatives of the loss by what the last layer gives.
  let lossSlopes: @Sendable ([Double]) -> [Double]

  /// What a pass forward and one backward lead to, layer by layer.
  struct Numbers {
    var sums: [[Double]] = []
    var outputs: [[Double]] = []
    /// By what the layers give, by their sums, weights and biases.
    var outputSlopes: [[Double]] = []
    var errors: [[Double]] = []
    var weightSlopes: [[[Double]]] = []
    var inputSlopes: [Double] = []
    var loss = 0.0
  }

  var numbers: Numbers {
    var numbers = Numbers()
    var incoming = input
    for layer in layers {
      let sums = layer.weights.indices.map { unit in
        zip(layer.weights[unit], incoming).reduce(layer.biases?[unit] ?? 0) { $0 + $1.0 * $1.1 }
      }
      incoming = sums.map { layer.activation?.value($0) ?? $0 }
      numbers.sums.append(sums)
      numbers.outputs.append(incoming)
    }
    numbers.loss = loss(incoming)
    var above = lossSlopes(incoming)
    for (place, layer) in layers.enumerated().reversed() {
      let below = place == 0 ? input : numbers.outputs[place - 1]
      let errors = zip(above, numbers.sums[place]).map {
        $0 * (layer.activation?.slope($1) ?? 1)
      }
      numbers.outputSlopes.insert(above, at: 0)
      numbers.errors.insert(errors, at: 0)
      numbers.weightSlopes.insert(errors.map { error in below.map { error * $0 } }, at: 0)
      above = below.indices.map { input in
        layer.weights.indices.reduce(0) { $0 + layer.weights[$1][input] * errors[$1] }
      }
    }
    numbers.inputSlopes = above
    return numbers
  }
}

extension HandNetwork {
  /// The example four-equations: 2, 3 and 2 sigmoid units.
  static let fourEquations = HandNetwork(
    input: [0.5, -1],
    layers: [
      HandLayer(
        weights: [[0.2, -0.4], [0.7, 0.1], [-0.3, 0.5]], biases: [0.1, 0, -0.1],
        activation: HandLayer.sigmoid),
      HandLayer(
        weights: [[0.6, -0.2, 0.3], [-0.5, 0.4, 0.1]], biases: [0, 0.2],
        activation: HandLayer.sigmoid),
    ],
    loss: { ($0[0] - 1) * ($0[0] - 1) / 2 + $0[1] * $0[1] / 2 },
    lossSlopes: { [$0[0] - 1, $0[1]] })

  /// The example small-regression: 5 inputs, 3 rectified units, 1 output.
  static let smallRegression = HandNetwork(
    input: [0.5, -1, 0.25, 2, -0.5],
    layers: [
      HandLayer(
        weights: [
          [0.3, -0.2, 0.5, 0.1, 0], [-0.4, 0.6, 0.1, -0.3, 0.2], [0.2, 0.1, -0.5, 0.4, 0.3],
        ], biases: [0.1, 0, -0.1], activation: HandLayer.rectifier),
      HandLayer(weights: [[0.5, -0.3, 0.8]], biases: [0.05], activation: nil),
    ],
    loss: { ($0[0] - 0.7) * ($0[0] - 0.7) }, lossSlopes: { [2 * ($0[0] - 0.7)] })

  /// The example sigmoid-network: 3 sigmoid units with independent targets.
  static let sigmoidNetwork = HandNetwork(
    input: [1, -2],
    layers: [
      HandLayer(
        weights: [[0.5, -1], [1, 0.75], [-0.5, 0.25]], biases: [0.1, -0.2, 0],
        activation: HandLayer.sigmoid)
    ],
    loss: { a in -(log(a[0]) + log(1 - a[1]) + log(a[2])) },
    lossSlopes: { a in [-1 / a[0], 1 / (1 - a[1]), -1 / a[2]] })
}
