import Autodiff
import Basics
import TestSupport
import Testing

/// An operation on operands of given shapes: one case of the gradient check.
struct OperationCase: Sendable {
  let operation: Autodiff.Operation
  let operands: [[Int]]
  var attributes: [Int] = []
}

extension OperationCase: CustomTestStringConvertible {
  /// `concat 2×2, 2×3 [1]`.
  var testDescription: String {
    let shapes = operands.map { Shape($0)?.description ?? "\($0)" }.joined(separator: ", ")
    return "\(operation) \(shapes)" + (attributes.isEmpty ? "" : " \(attributes)")
  }
}

extension OperationCase {
  /// A graph with this operation alone, and a checker at seeded inputs in the operation's domain.
  func checker(seed: UInt64) throws -> GradientChecker {
    var random = SplitMix64(seed: seed)
    let (graph, inputs, output) = try program(using: &random)
    let fixed = inputs.indices.filter { !operation.isDifferentiable(inOperand: $0) }
    return GradientChecker(
      graph, output: output, inputs: inputs, fixed: Set(fixed.map { inputs[$0].node }),
      using: &random)
  }

  /// A graph with this operation alone, and inputs in the operation's domain.
  func program(
    using random: inout SplitMix64
  ) throws -> (graph: Graph, inputs: [(node: NodeID, values: [Double])], output: NodeID) {
    var graph = Graph()
    var inputs: [(node: NodeID, values: [Double])] = []
    for (place, extents) in operands.enumerated() {
      let shape = try #require(Shape(extents))
      let node = try graph.appendInput(shape)
      inputs.append((node, values(ofOperand: place, count: shape.count, using: &random)))
    }
    let output = try graph.append(operation, inputs.map(\.node), attributes: attributes)
    return (graph, inputs, output)
  }

  private func values(
    ofOperand place: Int, count: Int, using random: inout SplitMix64
  ) -> [Double] {
    switch (operation, place) {
    case (.select, 0): (0..<count).map { _ in Double(random.integer(below: 2)) }
    case (.logisticLoss, 1):
      (0..<count).map { _ in Double(random.integer(below: operands[0].last ?? 1)) }
    case (.indexSelect, 1), (.gatherAlong, 1), (.indexAdd, 1), (.scatterAdd, 1):
      (0..<count).map { _ in Double(random.integer(below: max(indexedLength, 1))) }
    case (.maximum, 1), (.minimum, 1):
      // Away from the ties with the other operand, which lies on a grid of its own.
      random.separated(count, in: operation.domain(ofOperand: place)).map { $0 + 0.0137 }
    default: random.separated(count, in: operation.domain(ofOperand: place))
    }
  }
}

extension OperationCase {
  /// The length of the axis whose places the second operand names.
  private var indexedLength: Int {
    switch operation {
    case .indexAdd: attributes[1]
    case .scatterAdd: attributes[1 + attributes[0]]
    case .gatherAlong: operands[0][attributes.first ?? operands[0].count - 1]
    default: operands[0][attributes.first ?? 0]
    }
  }
}

extension Autodiff.Operation {
  /// Operations that compute nothing.
  static let leaves: [Self] = [.input, .constant]

  /// The shapes each operation is checked at. A new operation does not compile without a line here.
  var cases: [OperationCase] {
    switch self {
    case .input, .constant: []
    case .negate, .exp, .log, .sqrt, .square, .abs, .reciprocal, .sin, .cos, .tan, .asin, .acos,
      .atan, .sinh, .cosh, .tanh, .sigmoid, .relu, .softplus, .gelu, .erf, .erfc,
      .log1p, .expm1, .log2, .log10, .sign, .floor, .round, .detach, .rsqrt, .single, .half,
      .bfloat16:
      cases([[[]], [[1]], [[5]], [[2, 3]], [[2, 1, 3]]])
    case .add, .subtract, .multiply, .divide, .power, .leakyRelu, .minimum, .maximum, .less,
      .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual, .atan2, .xlogy:
      cases(Self.broadcastPairs)
    case .select: cases(Self.broadcastTriples)
    case .sum, .mean, .logSumExp, .product, .norm, .argmax: reductions
    case .largest:
      reductions + cases([[[]], [[5]], [[2, 3]]], attributes: [-1, 1])
        + cases([[[4]], [[3, 2]], [[3, 1, 2]]], attributes: [0, 1])
        + cases([[[2, 3, 2]]], attributes: [1, 1]) + cases([[[2, 3]]], attributes: [1, 0])
    case .cumulativeSum:
      reductions + cases([[[5]]], attributes: [0, 1]) + cases([[[2, 3, 2]]], attributes: [1, 1])
    case .cumulativeProduct: reductions + cases([[[2, 3, 2]]])
    case .arrange:
      cases([[[], []], [[5], [5]], [[2, 3], [2, 3]]]) + cases([[[4], [4]]], attributes: [0, 1])
        + cases([[[2, 3, 2], [2, 3, 2]]], attributes: [1])
        + cases([[[3, 2], [3, 2]]], attributes: [0, 1])
    case .gather:
      cases([[[4]]], attributes: [0, 0, 2, 0]) + cases([[[3, 2]]], attributes: [0, 2, 2])
        + cases([[[2, 3, 2]]], attributes: [1, 1, 0, 1, 2])
        + cases([[[2, 3]]], attributes: [1, 2])
    case .scatter:
      cases([[[3]]], attributes: [0, 4, 0, 2, 0]) + cases([[[2, 3]]], attributes: [1, 2, 1, 1, 0])
        + cases([[[2, 2, 2]]], attributes: [1, 3, 2, 2])
    case .softmax: reductions + cases([[[2, 3, 2]]])
    case .matrixProduct: products
    case .transpose: cases([[[2, 3]], [[1, 4]], [[3, 1]], [[3, 3]]])
    case .permute:
      cases([[[3]]], attributes: [0]) + cases([[[2, 3]]], attributes: [1, 0])
        + cases([[[2, 3, 4]], [[1, 3, 2]]], attributes: [2, 0, 1])
        + cases([[[2, 3, 4]]], attributes: [0, 2, 1])
        + cases([[[2, 3, 1, 2]]], attributes: [1, 3, 0, 2])
        + cases([[[2, 2, 1, 3, 2]]], attributes: [4, 2, 0, 1, 3])
    case .indexSelect:
      cases([[[4], [3]], [[4], []], [[5, 2], [2, 3]], [[1, 3], [4]]])
        + cases([[[2, 3], [4]], [[2, 3, 2], [2]], [[2, 4], []]], attributes: [1])
    case .indexAdd:
      cases([[[3], [3]], [[4, 2], [4]], [[2, 3, 2], [2, 3]]], attributes: [0, 4])
        + cases([[[2, 4], [4]], [[2, 3, 2], [3]]], attributes: [1, 3])
        + cases([[[2, 3], []]], attributes: [1, 2])
    case .gatherAlong:
      cases([[[4], [3]], [[2, 3], [2, 1]], [[3, 4], [2, 5]], [[2, 2, 3], [2, 2, 1]]])
        + cases([[[4, 2], [3, 2]], [[4, 2, 2], [1, 1, 2]]], attributes: [0])
        + cases([[[2, 3, 2], [2, 4, 1]]], attributes: [1])
    case .scatterAdd:
      cases([[[3], [3]]], attributes: [0, 4]) + cases([[[2, 1], [2, 1]]], attributes: [1, 2, 3])
        + cases([[[3, 2], [3, 2]]], attributes: [0, 4, 3])
        + cases([[[2, 3, 2], [2, 3, 2]]], attributes: [1, 2, 2, 2])
    case .opaque:
      cases([[[3], [2, 2], [2, 2]], [[], [4], []], [[2], [3], [3], [], []]])
    case .reshape:
      cases([[[2, 3]]], attributes: [6]) + cases([[[6]]], attributes: [3, 1, 2])
        + cases([[[1, 1]], [[]]], attributes: []) + cases([[[]]], attributes: [1, 1])
    case .slice: slices
    case .broadcast: broadcasts
    case .pad: pads
    case .concatenate: concatenations
    case .stack:
      cases([[[]], [[], [], []], [[2], [2]], [[2, 3], [2, 3], [2, 3]], [[1], [1]]])
    case .conv2d, .conv2dTransposed, .conv2dKernel: convolutions
    case .maxPool2d:
      cases([[[4, 4]], [[5, 7]], [[2, 2, 4, 3]]], attributes: [2]) + cases([[[2, 3, 4]]])
        + cases([[[1, 1]], [[2, 2]]], attributes: [1]) + cases([[[2, 7, 3]]], attributes: [3])
        + windows(mark: 0) + windows(mark: 1)
    case .averagePool2d:
      cases([[[4, 4]], [[5, 7]], [[2, 2, 4, 3]]], attributes: [2]) + cases([[[2, 3, 4]]])
        + windows(mark: 0) + windows(mark: 1)
    case .logisticLoss: cases([[[4], []], [[1], []], [[3, 4], [3]], [[1, 2], [1]]])
    case .sigmoidCrossEntropy, .meanSquaredError:
      cases([[[], []], [[4], [4]], [[3, 2], [3, 2]], [[2, 2, 2], [2, 2, 2]]])
    }
  }

  private func cases(_ operands: [[[Int]]], attributes: [Int] = []) -> [OperationCase] {
    operands.map { OperationCase(operation: self, operands: $0, attributes: attributes) }
  }

  private static let broadcastPairs: [[[Int]]] = [
    [[], []], [[3], [3]], [[2, 3], [2, 3]],
    [[], [2, 3]], [[2, 3], []], [[1], [3]], [[3], [1]], [[1], []], [[1, 1], []],
    [[3, 1], [4]], [[4], [3, 1]], [[2, 3], [3]], [[3], [2, 3]], [[2, 3], [2, 1]],
    [[2, 3], [1, 3]],
    [[2, 1], [1, 3]], [[2, 1, 3], [4, 1]], [[2, 3, 2], [3, 1]], [[2, 3, 2], [2, 1, 2]],
    [[2, 2, 2], [2, 1, 1]], [[1, 3, 1], [2, 1, 2]],
  ]

  private static let broadcastTriples: [[[Int]]] = [
    [[], [], []], [[3], [3], [3]], [[2, 3], [], []], [[], [2, 3], [2, 3]], [[3], [2, 1], []],
    [[2, 1], [3], [2, 3]], [[2, 3], [3], [2, 1]], [[1], [4], [3, 1]], [[2, 1, 2], [3, 1], [2]],
  ]

  private var reductions: [OperationCase] {
    cases([[[]], [[1]], [[5]], [[2, 3]], [[2, 3, 2]]]) + cases([[[5]], [[1]]], attributes: [0])
      + cases([[[2, 3]], [[1, 3]], [[2, 1, 3]]], attributes: [0])
      + cases([[[2, 3]], [[2, 1]], [[2, 3, 4]]], attributes: [1])
      + cases([[[2, 3, 4]], [[2, 2, 1]]], attributes: [2])
  }

  /// Windows that overlap, leave gaps, are not square or reach over the edge.
  private func windows(mark: Int) -> [OperationCase] {
    [
      ([4, 5], [3, 3, 1, 1, 0, 0]), ([2, 5, 5], [3, 3, 2, 2, 1, 1]),
      ([1, 2, 4, 3], [1, 2, 2, 1, 0, 1]), ([6, 7], [2, 2, 3, 3, 0, 0]),
      ([3, 4], [2, 2, 2, 2, 0, 0]), ([4, 6], [2, 3, 2, 3, 0, 0]),
    ].map { image, numbers in
      OperationCase(operation: self, operands: [image], attributes: numbers + [mark])
    }
  }

  /// Products of matrices side by side: of one with many, of many with one, broadcast on both sides.
  private var batchedProducts: [OperationCase] {
    cases([
      [[2, 2, 3], [2, 3, 2]], [[3, 2, 2], [2, 3]], [[2, 3], [3, 3, 2]], [[1, 2, 3], [4, 3, 1]],
      [[2, 1, 2, 3], [3, 3, 2]], [[2, 3, 1, 2], [2, 3, 2, 2]], [[3, 1, 2], [1, 2, 2]],
    ])
      + cases([[[2, 3, 2], [2, 3, 2]], [[2, 3, 2], [3, 4]]], attributes: [1, 0])
      + cases([[[2, 2, 3], [2, 4, 3]], [[2, 2, 3], [4, 3]]], attributes: [0, 1])
      + cases([[[2, 3, 2], [1, 4, 3]]], attributes: [1, 1])
      + cases([[[2, 18, 16], [2, 16, 17]], [[3, 16, 16], [16, 17]]])
  }

  /// Every rank, every transposition, and sizes on both sides of the library's threshold.
  private var products: [OperationCase] {
    let ranks = cases([
      [[4], [4]], [[1], [1]], [[2, 3], [3]], [[2], [2, 3]], [[2, 3], [3, 4]],
    ])
    let transposed =
      cases([[[3, 2], [3]], [[3, 2], [3, 4]]], attributes: [1, 0])
      + cases([[[2], [3, 2]], [[2, 3], [4, 3]]], attributes: [0, 1])
      + cases([[[3, 2], [4, 3]], [[4], [4]]], attributes: [1, 1])
      + cases([[[17, 3], [4, 3]], [[2, 3], [4, 3]]], attributes: [0, 1, 1])
    let large =
      cases([
        [[17, 16], [16, 19]], [[70, 65], [65]], [[65], [65, 70]], [[1, 65], [65, 70]],
      ])
      + cases([[[16, 17], [16, 19]]], attributes: [1, 0])
      + cases([[[17, 16], [19, 16]]], attributes: [0, 1])
      + cases([[[16, 17], [19, 16]]], attributes: [1, 1])
    return ranks + transposed + large + batchedProducts
  }

  private var slices: [OperationCase] {
    cases([[[5]]], attributes: [1, 3]) + cases([[[5]]], attributes: [4, -1])
      + cases([[[3, 4]]], attributes: [1, -1, 0, 4])
      + cases([[[3, 4]]], attributes: [0, 3, 2, -1])
      + cases([[[3, 4]]], attributes: [1, 2, 1, 2])
      + cases([[[3, 4]]], attributes: [2, -1, 3, -1])
      + cases([[[2, 3, 4]]], attributes: [0, 2, 1, -1, 1, 3])
      + cases([[[2, 3, 4]]], attributes: [1, 1, 0, 2, 0, 4])
  }

  private var broadcasts: [OperationCase] {
    cases([[[]], [[1]], [[3]], [[2, 1]], [[1, 3]], [[2, 3]]], attributes: [2, 3])
      + cases([[[]]], attributes: [1]) + cases([[[]]], attributes: [])
      + cases([[[2, 1, 3]], [[4, 1]], [[1, 4, 1]]], attributes: [2, 4, 3])
  }

  private var pads: [OperationCase] {
    cases([[[3]]], attributes: [2, 1]) + cases([[[1]]], attributes: [0, 4])
      + cases([[[2, 3]]], attributes: [0, 0, 0, 0]) + cases([[[2, 3]]], attributes: [1, 0, 0, 2])
      + cases([[[2, 1, 3]]], attributes: [0, 1, 2, 0, 1, 1])
  }

  /// Image, kernel and response of several convolutions, of which each operation takes two; the last
  /// are large enough to be computed by products of matrices.
  private var convolutions: [OperationCase] {
    let convolutions: [(image: [Int], kernel: [Int], response: [Int], step: [Int])] = [
      ([4, 5], [2, 3], [3, 3], [1, 0]), ([4, 5], [2, 2], [3, 3], [2, 1]),
      ([1, 1], [2, 2], [2, 2], [1, 1]), ([2, 4, 4], [3, 2, 3, 3], [3, 4, 4], [1, 1]),
      ([2, 1, 5, 4], [2, 1, 2, 2], [2, 2, 2, 2], [2, 0]),
      ([1, 6, 5], [2, 1, 2, 3], [2, 4, 4], [1, 2, 0, 2, 2, 1, 1]),
      ([2, 4, 3, 4], [6, 2, 2, 2], [2, 6, 2, 2], [2, 2, 1, 0, 1, 1, 2]),
      ([4, 3, 3], [4, 1, 3, 3], [4, 3, 3], [1, 1, 1, 1, 1, 1, 4]),
      ([5, 6], [2, 2], [2, 3], [2, 1, 0, 0, 2, 3, 1]),
      ([2, 3, 9, 8], [8, 3, 3, 3], [2, 8, 9, 8], [1, 1]),
      ([1, 4, 20, 9], [8, 2, 3, 2], [1, 8, 10, 5], [2, 2, 1, 1, 1, 2, 2]),
      ([1, 32, 6, 6], [16, 32, 1, 1], [1, 16, 6, 6], [1, 0]),
    ]
    return convolutions.map { image, kernel, response, step in
      switch self {
      case .conv2d:
        OperationCase(operation: self, operands: [image, kernel], attributes: step)
      case .conv2dTransposed:
        OperationCase(
          operation: self, operands: [response, kernel], attributes: step + image.suffix(2))
      default:
        OperationCase(
          operation: self, operands: [image, response], attributes: step + kernel.suffix(2))
      }
    }
  }

  private var concatenations: [OperationCase] {
    cases([[[3]], [[2], [3]], [[1], [4], [2]], [[2, 3], [1, 3]], [[1, 2], [3, 2], [2, 2]]])
      + cases([[[2, 3], [2, 1]], [[2, 1], [2, 2], [2, 3]]], attributes: [1])
      + cases([[[2, 3, 2], [2, 1, 2]]], attributes: [1])
      + cases([[[2, 3, 1], [2, 3, 4]]], attributes: [2])
  }
}
