import Autodiff
import Testing

/// The local partials as the explorer words them, each beside the rule's formula.
@Suite struct PartialTextTests {
  /// By operation, the partial with respect to each operand: of `z` by `x`, `y` and `w`; none where
  /// the operand receives nothing that could be shown.
  static let texts: [Autodiff.Operation: [String?]] = [
    .add: ["1", "1"], .subtract: ["1", "-1"], .multiply: ["y", "x"], .divide: ["1/y", "-z/y"],
    .power: ["y·x^(y - 1)", "z·log(x)"], .negate: ["-1"], .exp: ["z"], .log: ["1/x"],
    .sqrt: ["1/(2·z)"], .square: ["2·x"], .abs: ["sign(x)"], .reciprocal: ["-z²"],
    .sin: ["cos(x)"], .cos: ["-sin(x)"], .tan: ["1 + z²"], .asin: ["1/√(1 - x²)"],
    .acos: ["-1/√(1 - x²)"], .atan: ["1/(1 + x²)"], .sinh: ["cosh(x)"], .cosh: ["sinh(x)"],
    .tanh: ["1 - z²"], .sigmoid: ["z·(1 - z)"], .relu: ["1 if x > 0 else 0"],
    .leakyRelu: ["1 if x > 0 else y", "0 if x > 0 else x"], .softplus: ["sigmoid(x)"],
    .gelu: ["Φ(x) + x·φ(x)"], .erf: ["2/√π·exp(-x²)"], .erfc: ["-2/√π·exp(-x²)"],
    .minimum: ["1 if x < y, 1/2 if equal, else 0", "1 if y < x, 1/2 if equal, else 0"],
    .maximum: ["1 if x > y, 1/2 if equal, else 0", "1 if y > x, 1/2 if equal, else 0"],
    .select: [nil, "1 if x else 0", "0 if x else 1"],
    .less: ["0", "0"], .lessOrEqual: ["0", "0"], .greater: ["0", "0"],
    .greaterOrEqual: ["0", "0"], .equal: ["0", "0"], .notEqual: ["0", "0"],
    .log1p: ["1/(1 + x)"], .expm1: ["exp(x)"], .log2: ["1/(x·log(2))"],
    .log10: ["1/(x·log(10))"], .atan2: ["y/(x² + y²)", "-x/(x² + y²)"], .sign: ["0"],
    .floor: ["0"], .round: ["0"], .detach: ["0"], .product: ["the product of the others"],
    .norm: ["x/z"], .argmax: ["0"], .cumulativeSum: ["1 up to its place"],
    .cumulativeProduct: ["the product of the others up to its place"],
    .rsqrt: ["-z³/2"], .xlogy: ["log(y)", "x/y"], .single: ["1"], .half: ["1"], .bfloat16: ["1"],
    .permute: ["permute(·, 0)"], .indexSelect: ["indexAdd(·, y)", "0"],
    .indexAdd: ["indexSelect(·, y, axis=0)", "0"], .gatherAlong: ["scatterAdd(·, y)", "0"],
    .scatterAdd: ["gatherAlong(·, y, axis=0)", "0"], .averagePool2d: ["1/count in each window"],
    .opaque: [nil, "recorded", nil],
    .arrange: ["1 at its place in the order", "0"], .gather: ["1"], .scatter: ["1"],
    .sum: ["1"], .mean: ["1/count(x)"], .largest: ["1 where x = z, shared"],
    .logSumExp: ["softmax(x)"], .softmax: ["diag(z) - z·zᵀ"],
    .matrixProduct: ["· @ yᵀ", "xᵀ @ ·"], .transpose: ["·ᵀ"], .reshape: ["1"], .slice: ["1"],
    .concatenate: ["1"], .stack: ["1"], .broadcast: ["1"], .pad: ["1"],
    .conv2d: ["conv2dTransposed(·, y)", "conv2dKernel(x, ·)"],
    .conv2dTransposed: ["conv2d(·, y)", "conv2dKernel(·, x)"],
    .conv2dKernel: ["conv2dTransposed(y, ·)", "conv2d(x, ·)"],
    .maxPool2d: ["1 where x = z in its window, shared"],
    .logisticLoss: ["(softmax(x) - onehot(y))/rows"],
    .sigmoidCrossEntropy: ["(sigmoid(x) - y)/rows", "-x/rows"],
    .meanSquaredError: ["2·(x - y)/count", "2·(y - x)/count"],
  ]

  /// Partials that name the attributes of their node.
  static let attributed: [(OperationCase, [String])] = [
    (
      OperationCase(operation: .permute, operands: [[2, 3, 4]], attributes: [2, 0, 1]),
      ["permute(·, 1, 2, 0)"]
    ),
    (
      OperationCase(operation: .largest, operands: [[2, 3]], attributes: [1, 1]),
      ["1 where x = z first"]
    ),
    (
      OperationCase(operation: .maxPool2d, operands: [[4, 4]], attributes: [2, 2, 2, 2, 0, 0, 1]),
      ["1 where x = z first in its window"]
    ),
    (
      OperationCase(operation: .conv2d, operands: [[4, 5], [2, 2]], attributes: [2, 1]),
      ["conv2dTransposed(·, y, stride=2, padding=1)", "conv2dKernel(x, ·, stride=2, padding=1)"]
    ),
    (
      OperationCase(
        operation: .conv2d, operands: [[4, 5, 6], [8, 2, 2, 2]],
        attributes: [1, 1, 0, 1, 1, 2, 2]),
      [
        "conv2dTransposed(·, y, padding=[0, 1], dilation=[1, 2], groups=2)",
        "conv2dKernel(x, ·, padding=[0, 1], dilation=[1, 2], groups=2)",
      ]
    ),
  ]

  @Test(arguments: attributed)
  func `the partial names what the node was called with`(
    _ operationCase: OperationCase, _ texts: [String]
  ) throws {
    #expect(try self.texts(of: operationCase, count: texts.count) == texts)
  }

  private func texts(of operationCase: OperationCase, count: Int) throws -> [String] {
    var graph = GraphBuilder()
    let operands = try zip(["x", "y", "w"], operationCase.operands).map { name, extents in
      try graph.input(name, shape: #require(Shape(extents)))
    }
    let node = try graph.node(
      operationCase.operation, operands, attributes: operationCase.attributes)
    graph.name(node, "z")
    let names = NodeNames(of: graph.graph)
    return (0..<count).map { graph.graph.partialText(of: node, operand: $0, names: names) }
  }

  @Test(arguments: Autodiff.Operation.allCases.filter { ![.input, .constant].contains($0) })
  func `the partial is worded over the names of operands and result`(
    _ operation: Autodiff.Operation
  ) throws {
    let operationCase = try #require(operation.cases.first)
    let texts = try #require(Self.texts[operation])
    let found = try self.texts(of: operationCase, count: texts.count)
    for (text, found) in zip(texts, found) {
      guard let text else { continue }
      #expect(found == text)
    }
  }
}
