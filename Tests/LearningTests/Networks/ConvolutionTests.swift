import Autodiff
import Basics
import TestSupport
import Testing

@testable import Learning

extension NetworkPlan {
  /// A convolutional network as it is written. Requires: it can be read.
  static func convolutions(_ text: String, _ activation: Activation = .relu) -> NetworkPlan {
    var plan = NetworkPlan(widths: [784, 10], activation: activation)
    if let layers = try? NetworkLayers(text) { plan.setLayers(layers) }
    return plan
  }
}

@Suite struct ConvolutionTests {
  @Test(arguments: [
    ("784-72-10", [784, 72, 10]), ("28x28-8c5-p2-16c5-p2-10", [784, 1152, 256, 10]),
    ("28x28-8c5-p2-16c5-p2-32-10", [784, 1152, 256, 32, 10]), ("9x7-2c3-10", [63, 70, 10]),
    ("5x6-1c5-p1-2", [30, 2, 2]),
  ])
  func `layers are read, and written as they were`(_ text: String, _ widths: [Int]) throws {
    let layers = try NetworkLayers(text)
    #expect(layers.widths == widths)
    let written = "\(layers)"
    #expect(written == text.replacing("-p1", with: ""))
    #expect(try NetworkLayers(written) == layers)
  }

  @Test(arguments: [
    ("784", "2 to 64 layers are needed, such as 784-72-10 or 28x28-8c5-p2-10"),
    ("784-8c5-10", "8c5 needs an image of rows×columns to begin with, as in 28x28-8c5-10"),
    ("28x28-72-8c5-10", "8c5 must come before the layers that are widths, as in 28x28-8c5-72-10"),
    (
      "28x28-p2-10",
      "p2 keeps the largest of each 2×2 responses and must follow a convolution, as in 28x28-8c5-p2-10"
    ),
    (
      "28x28-8c5-p2-p3-10",
      "p3 keeps the largest of each 3×3 responses and must follow a convolution, as in 28x28-8c5-p3-10"
    ),
    ("28x28-8c29-10", "the kernels of 8c29 do not fit on 28×28 places; use at most 8c28"),
    ("28x28-8c5-p25-10", "p25 does not fit on the 24×24 responses before it"),
    (
      "28x28-8c5-p2",
      "the last layer must be a width, the number of scores, such as 28x28-8c5-p2-10"
    ),
    ("1000x1000-8c5-10", "1000x1000 makes more than 262144 numbers of each example"),
    ("28x28-999c1-10", "999c1 makes more than 262144 numbers of each example"),
    (
      "784--10",
      "'' is neither a width from 1 to 100000, such as 72, nor, over an image such as 28x28, kernels "
        + "such as 8c5 (8 of 5×5) or pooling such as p2"
    ),
  ])
  func `layers that make no sense are refused`(_ text: String, _ message: String) {
    #expect(throws: TrainingSetupError(message)) { try NetworkLayers(text) }
  }

  /// Random weights and images, so that no two responses of a window are equal.
  private static func evaluation(
    _ network: Network, seed: UInt64 = 3
  ) throws -> Evaluation<Double> {
    var evaluation = try Evaluation<Double>(of: network.graph)
    var random = SplitMix64(seed: seed)
    for node in network.parameters.map(\.node) + [network.images] {
      let elements = (0..<network.graph.shape(of: node).count).map { _ in
        random.number(in: -0.5...0.5)
      }
      try evaluation.setElements(elements, of: node)
    }
    let labels = (0..<network.batch).map { Double($0 % 10) }
    try evaluation.setElements(labels, of: network.labels)
    evaluation.forward()
    return evaluation
  }

  @Test(arguments: [
    NetworkPlan.convolutions("12x11-3c3-p2-4c2-p2-10"),
    .convolutions("12x12-3c5-p2-2c3-6-10", .tanh), .convolutions("9x9-2c4-10", .gelu),
  ])
  func `the gradients of the whole network agree with differences`(_ plan: NetworkPlan) throws {
    let network = try Network(plan, batch: 3)
    let evaluation = try Self.evaluation(network)
    var check = try GradientCheck(of: network.objective, in: evaluation)
    check.elementLimit = 5000
    let report = try check.report()
    let count = network.parameters.reduce(0) { $0 + $1.shape.count }
    #expect(report.elements.count == count)
    #expect(report.passes, "\(report.checks.filter(\.verdict.isFailure).prefix(3))")
  }

  /// Pooling comes first in the graph; here it comes last, in plain loops.
  @Test func `the features are what convolving, the function and then pooling give`() throws {
    let plan = NetworkPlan.convolutions("9x8-3c4-p2-10", .tanh)
    let network = try Network(plan, batch: 2)
    let evaluation = try Self.evaluation(network)
    let x = evaluation.value(of: network.images).elements
    let kernels = evaluation.value(of: network.parameters[0].node).elements
    let biases = evaluation.value(of: network.parameters[1].node).elements
    let features = evaluation.value(of: network.features[0]).elements
    for (place, feature) in features.enumerated() {
      let (column, row, kernel) = (place % 2, place / 2 % 3, place / 6 % 3)
      var largest = -Double.infinity
      for (down, across) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        var sum = biases[kernel]
        for (index, weight) in kernels[kernel * 16..<(kernel + 1) * 16].enumerated() {
          let (y, x0) = (2 * row + down + index / 4, 2 * column + across + index % 4)
          sum += weight * x[place / 18 * 72 + y * 8 + x0]
        }
        largest = max(largest, 1 - 2 / (Double.exp(2 * sum) + 1))
      }
      #expect(abs(feature - largest) < 1e-12)
    }
  }

  @Test func `the initial weights have the variance that suits the inputs of a kernel`() throws {
    let plan = NetworkPlan.convolutions("28x28-8c5-p2-16c5-p2-10")
    #expect(abs(plan.initialDeviation(ofLayer: 0) - (2.0 / 25).squareRoot()) < 1e-12)
    #expect(abs(plan.initialDeviation(ofLayer: 1) - (2.0 / 200).squareRoot()) < 1e-12)
    #expect(abs(plan.initialDeviation(ofLayer: 2) - (2.0 / 266).squareRoot()) < 1e-12)
    #expect(plan.weightCount == 200 + 3200 + 2560)
  }

  @Test func `data and functions that do not suit convolutions are refused`() throws {
    let data = ExampleSplit(try EmbeddedDigits(seed: 1).split(training: 20, test: 10))
    var options = TrainingOptions(plan: .convolutions("14x56-3c3-p2-10"))
    #expect(
      throws: TrainingSetupError("the images have 28×28 pixels, but the first layer 14×56")
    ) { try options.check(fits: data) }
    options.plan = .convolutions("28x28-3c3-p2-10", .sin)
    #expect(
      throws: TrainingSetupError(
        "sin rises and falls, so pooling cannot come before it; use --activation relu or tanh, or no "
          + "pooling")
    ) { try options.check(fits: data) }
  }
}
