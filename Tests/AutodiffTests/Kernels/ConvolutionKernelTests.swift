import Autodiff
import Basics
import TestSupport
import Testing

/// Convolutions and pooling of many images in single precision, which have kernels of their own, against
/// the plain loops of double precision.
@Suite struct ConvolutionKernelTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let image: [Int]
    let kernel: [Int]
    var steps: [Int] = []

    var testDescription: String { "\(image) by \(kernel) \(steps)" }
  }

  static let cases = [
    Case(image: [64, 1, 28, 28], kernel: [8, 1, 5, 5]),
    Case(image: [16, 8, 12, 12], kernel: [16, 8, 5, 5]),
    Case(image: [7, 3, 9, 17], kernel: [5, 3, 3, 8]),
    Case(image: [19, 3, 11, 9], kernel: [7, 3, 3, 4], steps: [1, 1, 1, 2, 1, 1, 1]),
    Case(image: [33, 2, 17, 15], kernel: [5, 2, 3, 7], steps: [2, 1, 1, 3, 2, 1, 1]),
    Case(image: [18, 4, 13, 13], kernel: [6, 2, 3, 3], steps: [1, 1, 1, 1, 1, 1, 2]),
    Case(image: [18, 2, 13, 14], kernel: [6, 2, 3, 3], steps: [1, 1, 0, 0, 2, 2, 1]),
    Case(image: [6, 1, 1, 40], kernel: [30, 1, 1, 1]),
  ]

  @Test(arguments: cases)
  func `responses and adjoints are those of the plain loops`(_ one: Case) throws {
    let single = try numbers(one, Float.self)
    let double = try numbers(one, Double.self)
    for (mine, exact) in zip(single, double) {
      #expect(mine.count == exact.count)
      let scale = exact.map(\.magnitude).max() ?? 1
      let far = zip(mine, exact).map { abs(Double($0) - $1) }.max() ?? .nan
      #expect(far <= 3e-6 * max(scale, 1))
    }
  }

  /// The response, and the adjoints of image and kernel, which have something in them before.
  private func numbers<T: Scalar>(_ one: Case, _: T.Type) throws -> [[T]] {
    var graph = GraphBuilder(sharing: false)
    let image = try graph.input("x", shape: #require(Shape(one.image)))
    let kernel = try graph.input("k", shape: #require(Shape(one.kernel)))
    let response = try graph.node(.conv2d, [image, kernel], attributes: one.steps)
    let total = try graph.node(.sum, [try graph.node(.square, [response])])
    let rest = try graph.node(
      .add,
      [
        try graph.node(.sum, [image]), try graph.node(.sum, [kernel]),
      ])
    let output = try graph.node(.add, [total, rest])
    var evaluation = try Evaluation<T>(of: graph.graph)
    var random = SplitMix64(seed: 5)
    for node in [image, kernel] {
      let count = graph.graph.shape(of: node).count
      // Numbers that both precisions hold.
      try evaluation.setElements(
        (0..<count).map { _ in T(Float(random.number(in: -0.1...0.1))) }, of: node)
    }
    evaluation.forward()
    try evaluation.reverse(from: output)
    return [
      evaluation.value(of: response).elements, evaluation.adjoint(of: image).elements,
      evaluation.adjoint(of: kernel).elements,
    ]
  }

  /// Small whole numbers, so that many are equal, and some that are none.
  @Test(arguments: [[3, 2, 4, 6], [2, 1, 7, 9], [1, 5, 2, 33], [4, 1, 2, 2]])
  func `pooling has the numbers of the plain loops, ties and NaN included`(_ shape: [Int]) throws {
    var random = SplitMix64(seed: 11)
    let count = shape.reduce(1, *)
    let image = (0..<count).map { _ -> Double in
      random.isHeads(chance: 0.03) ? .nan : random.number(in: -1.5...1.5).rounded()
    }
    let single = try pooled(image.map(Float.init), shape)
    let double = try pooled(image, shape)
    for (mine, exact) in zip(single, double) {
      #expect(mine.count == exact.count)
      for (one, other) in zip(mine, exact) {
        #expect(one.isNaN ? other.isNaN : abs(Double(one) - other) < 1e-6)
      }
    }
  }

  private func pooled<T: Scalar>(_ image: [T], _ shape: [Int]) throws -> [[T]] {
    var graph = GraphBuilder(sharing: false)
    let x = try graph.input("x", shape: #require(Shape(shape)))
    let largest = try graph.node(.maxPool2d, [x], attributes: [2])
    let output = try graph.node(.sum, [try graph.node(.square, [largest])])
    var evaluation = try Evaluation<T>(of: graph.graph)
    try evaluation.setElements(image, of: x)
    evaluation.forward()
    try evaluation.reverse(from: output)
    return [evaluation.value(of: largest).elements, evaluation.adjoint(of: x).elements]
  }
}
