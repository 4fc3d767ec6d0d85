import Foundation
import Learning

/// A run of `train` on a few drawn digits, and all that its network tells, worked out from the weights
/// with nothing but loops.
struct HandNetwork {
  let data: DataSplit
  /// The weights and biases of both layers.
  let parameters: [[Double]]

  static let hidden = 24
  static let batch = 32

  /// The network after so many minibatches.
  init(data: DataSplit, steps: Int) throws {
    self.data = data
    let options = TrainingOptions(
      plan: NetworkPlan(widths: [784, Self.hidden, 10]), batch: Self.batch)
    let run = try SteppedTraining(options, ExampleSplit(data), dataName: "", epochs: 10)
    run.step(steps)
    parameters = run.snapshot.parameters.map { $0.elements.map(Double.init) }
  }

  /// The weights of a hidden unit.
  func unit(_ index: Int) -> ArraySlice<Double> { parameters[0][index * 784..<(index + 1) * 784] }

  func scores(of pixels: [UInt8]) -> [Double] {
    let sums = Self.affine(pixels.map { Double($0) / 255 }, parameters[0], parameters[1])
    return Self.affine(
      sums.map { 1 - 2 / (exp(2 * $0) + 1) }, parameters[2], parameters[3])
  }

  private static func affine(_ x: [Double], _ weights: [Double], _ biases: [Double]) -> [Double] {
    biases.indices.map { row in
      x.indices.reduce(biases[row]) { $0 + weights[row * x.count + $1] * x[$1] }
    }
  }

  /// What is made of a test image.
  struct Prediction {
    let truth: Int
    let predicted: Int
    let margin: Double
    let loss: Double
  }

  func predictions() -> [Prediction] {
    (0..<data.test.count).map { index in
      let scores = scores(of: Array(data.test.image(index)))
      let truth = Int(data.test.labels[index])
      let predicted = scores.indices.max { scores[$0] < scores[$1] } ?? -1
      let sum = scores.reduce(0) { $0 + exp($1) }
      return Prediction(
        truth: truth, predicted: predicted, margin: scores[predicted] - scores[truth],
        loss: log(sum) - scores[truth])
    }
  }
}
