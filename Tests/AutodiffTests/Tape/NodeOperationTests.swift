import Autodiff
import Testing

/// What Swift calls an operation, and what the graph then holds.
@Suite struct NodeOperationTests {
  /// A way to say something in Swift.
  struct Phrase: Sendable, CustomTestStringConvertible {
    let operation: Autodiff.Operation
    let extents: [[Int]]
    let result: [Int]
    let build: @Sendable ([Node]) -> Node

    init(
      _ operation: Autodiff.Operation, _ extents: [[Int]], gives result: [Int],
      _ build: @escaping @Sendable ([Node]) -> Node
    ) {
      (self.operation, self.extents, self.result, self.build) = (operation, extents, result, build)
    }

    var testDescription: String { "\(operation) of \(extents)" }
  }

  private static let pair = [[2, 1], [3]]
  private static let matrix = [[2, 3]]

  static let phrases = textbook + ofModels

  private static let ofModels: [Phrase] = [
    Phrase(.rsqrt, matrix, gives: [2, 3]) { rsqrt($0[0]) },
    Phrase(.xlogy, pair, gives: [2, 3]) { xlogy($0[0], $0[1]) },
    Phrase(.single, matrix, gives: [2, 3]) { $0[0].rounded(to: .single) },
    Phrase(.half, matrix, gives: [2, 3]) { $0[0].rounded(to: .half) },
    Phrase(.bfloat16, matrix, gives: [2, 3]) { $0[0].rounded(to: .bfloat16) },
    Phrase(.permute, [[2, 3, 4]], gives: [4, 2, 3]) { $0[0].permuted([2, 0, 1]) },
    Phrase(.indexSelect, [[2, 3], [4]], gives: [2, 4]) { $0[0].indexSelect($0[1], axis: 1) },
    Phrase(.indexAdd, [[4, 3], [4]], gives: [2, 3]) { $0[0].indexAdded(at: $0[1], of: 2) },
    Phrase(.gatherAlong, [[2, 3], [2, 1]], gives: [2, 1]) { $0[0].gatheredAlong(1, at: $0[1]) },
    Phrase(.scatterAdd, [[2, 1], [2, 1]], gives: [2, 3]) {
      $0[0].scatterAdded(at: $0[1], along: 1, into: [2, 3])
    },
    Phrase(.averagePool2d, [[4, 6]], gives: [2, 3]) { $0[0].averagePool2d() },
    Phrase(.opaque, [[3], [2], [2]], gives: [3]) {
      Node.recorded($0[0], from: [(operand: $0[1], contribution: $0[2])])
    },
    Phrase(.matrixProduct, [[4, 2, 3], [3, 5]], gives: [4, 2, 5]) { $0[0].matmul($0[1]) },
  ]

  private static let textbook: [Phrase] = [
    Phrase(.add, pair, gives: [2, 3]) { $0[0] + $0[1] },
    Phrase(.subtract, pair, gives: [2, 3]) { $0[0] - $0[1] },
    Phrase(.multiply, pair, gives: [2, 3]) { $0[0] * $0[1] },
    Phrase(.divide, pair, gives: [2, 3]) { $0[0] / $0[1] },
    Phrase(.power, pair, gives: [2, 3]) { pow($0[0], $0[1]) },
    Phrase(.leakyRelu, pair, gives: [2, 3]) { leakyRelu($0[0], slope: $0[1]) },
    Phrase(.minimum, pair, gives: [2, 3]) { min($0[0], $0[1]) },
    Phrase(.maximum, pair, gives: [2, 3]) { max($0[0], $0[1]) },
    Phrase(.less, pair, gives: [2, 3]) { $0[0] .< $0[1] },
    Phrase(.lessOrEqual, pair, gives: [2, 3]) { $0[0] .<= $0[1] },
    Phrase(.greater, pair, gives: [2, 3]) { $0[0] .> $0[1] },
    Phrase(.greaterOrEqual, pair, gives: [2, 3]) { $0[0] .>= $0[1] },
    Phrase(.equal, pair, gives: [2, 3]) { $0[0] .== $0[1] },
    Phrase(.notEqual, pair, gives: [2, 3]) { $0[0] .!= $0[1] },
    Phrase(.select, pair + [[]], gives: [2, 3]) { select($0[0], $0[1], $0[2]) },
    Phrase(.negate, matrix, gives: [2, 3]) { -$0[0] },
    Phrase(.square, matrix, gives: [2, 3]) { $0[0].squared() },
    Phrase(.square, matrix, gives: [2, 3]) { pow($0[0], 2) },
    Phrase(.reciprocal, matrix, gives: [2, 3]) { $0[0].reciprocal() },
    Phrase(.exp, matrix, gives: [2, 3]) { exp($0[0]) },
    Phrase(.log, matrix, gives: [2, 3]) { log($0[0]) },
    Phrase(.sqrt, matrix, gives: [2, 3]) { sqrt($0[0]) },
    Phrase(.abs, matrix, gives: [2, 3]) { abs($0[0]) },
    Phrase(.sin, matrix, gives: [2, 3]) { sin($0[0]) },
    Phrase(.cos, matrix, gives: [2, 3]) { cos($0[0]) },
    Phrase(.tan, matrix, gives: [2, 3]) { tan($0[0]) },
    Phrase(.asin, matrix, gives: [2, 3]) { asin($0[0]) },
    Phrase(.acos, matrix, gives: [2, 3]) { acos($0[0]) },
    Phrase(.atan, matrix, gives: [2, 3]) { atan($0[0]) },
    Phrase(.sinh, matrix, gives: [2, 3]) { sinh($0[0]) },
    Phrase(.cosh, matrix, gives: [2, 3]) { cosh($0[0]) },
    Phrase(.tanh, matrix, gives: [2, 3]) { tanh($0[0]) },
    Phrase(.sigmoid, matrix, gives: [2, 3]) { sigmoid($0[0]) },
    Phrase(.relu, matrix, gives: [2, 3]) { relu($0[0]) },
    Phrase(.softplus, matrix, gives: [2, 3]) { softplus($0[0]) },
    Phrase(.log1p, matrix, gives: [2, 3]) { log1p($0[0]) },
    Phrase(.expm1, matrix, gives: [2, 3]) { expm1($0[0]) },
    Phrase(.log2, matrix, gives: [2, 3]) { log2($0[0]) },
    Phrase(.log10, matrix, gives: [2, 3]) { log10($0[0]) },
    Phrase(.sign, matrix, gives: [2, 3]) { sign($0[0]) },
    Phrase(.floor, matrix, gives: [2, 3]) { floor($0[0]) },
    Phrase(.round, matrix, gives: [2, 3]) { round($0[0]) },
    Phrase(.detach, matrix, gives: [2, 3]) { detach($0[0]) },
    Phrase(.atan2, pair, gives: [2, 3]) { atan2($0[0], $0[1]) },
    Phrase(.product, matrix, gives: [3]) { $0[0].product(axis: 0) },
    Phrase(.norm, matrix, gives: [2]) { $0[0].norm(axis: 1) },
    Phrase(.argmax, matrix, gives: []) { $0[0].argmax() },
    Phrase(.cumulativeSum, matrix, gives: [2, 3]) { $0[0].cumulativeSum(axis: 0) },
    Phrase(.cumulativeProduct, matrix, gives: [2, 3]) { $0[0].cumulativeProduct() },
    Phrase(.arrange, [[3], [3]], gives: [3]) { $0[0].arranged(by: $0[1]) },
    Phrase(.gather, matrix, gives: [3, 3]) { $0[0].gathered([1, 0, 1]) },
    Phrase(.scatter, matrix, gives: [2, 5]) { $0[0].scattered(to: [4, 0, 0], of: 5, axis: 1) },
    Phrase(.gelu, matrix, gives: [2, 3]) { gelu($0[0]) },
    Phrase(.erf, matrix, gives: [2, 3]) { erf($0[0]) },
    Phrase(.erfc, matrix, gives: [2, 3]) { erfc($0[0]) },
    Phrase(.broadcast, [[3]], gives: [2, 3]) { $0[0].broadcast(to: [2, 3]) },
    Phrase(.pad, [[3]], gives: [6]) { $0[0].padded(before: 1, after: 2) },
    Phrase(.conv2d, [[5, 5], [2, 2]], gives: [2, 2]) { $0[0].conv2d($0[1], stride: 2) },
    Phrase(.conv2d, [[5, 5], [3, 3]], gives: [5, 5]) { $0[0].conv2d($0[1], padding: 1) },
    Phrase(.maxPool2d, [[4, 6]], gives: [2, 3]) { $0[0].maxPool2d(size: 2) },
    Phrase(.sum, matrix, gives: []) { $0[0].sum() },
    Phrase(.mean, matrix, gives: [2]) { $0[0].mean(axis: 1) },
    Phrase(.largest, matrix, gives: [3]) { $0[0].largest(axis: 0) },
    Phrase(.logSumExp, matrix, gives: []) { $0[0].logSumExp() },
    Phrase(.softmax, matrix, gives: [2, 3]) { $0[0].softmax(axis: 0) },
    Phrase(.matrixProduct, [[2, 3], [3]], gives: [2]) { $0[0].matmul($0[1]) },
    Phrase(.matrixProduct, [[3], [3]], gives: []) { $0[0].dot($0[1]) },
    Phrase(.transpose, matrix, gives: [3, 2]) { $0[0].transposed() },
    Phrase(.reshape, matrix, gives: [6]) { $0[0].reshaped([6]) },
    Phrase(.slice, matrix, gives: [3]) { $0[0][1] },
    Phrase(.slice, matrix, gives: [2, 2]) { $0[0].slice(axis: 1, 1..<3) },
    Phrase(.concatenate, [[2, 3], [1, 3]], gives: [3, 3]) { .concatenated($0) },
    Phrase(.concatenate, [[2, 3], [2, 1]], gives: [2, 4]) { .concatenated($0, axis: 1) },
    Phrase(.stack, [[3], [3]], gives: [2, 3]) { .stacked($0) },
    Phrase(.logisticLoss, [[2, 3], [2]], gives: []) { $0[0].logisticLoss(labels: $0[1]) },
    Phrase(.sigmoidCrossEntropy, [[2, 3], [2, 3]], gives: []) {
      $0[0].sigmoidCrossEntropy(targets: $0[1])
    },
    Phrase(.meanSquaredError, [[3], [3]], gives: []) { $0[0].meanSquaredError(targets: $0[1]) },
  ]

  @Test(arguments: phrases)
  func `a phrase of Swift records its operation on its operands in order`(
    _ phrase: Phrase
  ) throws {
    let tape = Tape()
    let operands = phrase.extents.enumerated().map { tape.input("x\($0)", shape: $1) }
    let node = phrase.build(operands)
    let graph = try tape.graph()
    let id = try node.id
    #expect(graph.operation(of: id) == phrase.operation)
    #expect(graph.operands(of: id).prefix(operands.count) == (try operands.map { try $0.id })[...])
    #expect(graph.shape(of: id) == Shape(phrase.result))
    #expect(node.shape == Shape(phrase.result))
  }

  @Test func `every operation can be said in Swift`() {
    let unsaid = Set(Autodiff.Operation.allCases).subtracting(Self.phrases.map(\.operation))
    // Nobody writes the adjoints of a convolution by hand.
    #expect(unsaid == [.input, .constant, .conv2dTransposed, .conv2dKernel])
  }
}
