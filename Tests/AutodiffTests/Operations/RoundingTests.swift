import Autodiff
import Testing

/// Rounding to the numbers of a precision; the expected ones are those of PyTorch.
@Suite struct RoundingTests {
  static let values: [(Autodiff.Operation, Double, Double)] = [
    (.single, 0.1, 0.10000000149011612), (.single, 16_777_217, 16_777_216),
    (.single, 1e39, .infinity), (.half, 0.1, 0.0999755859375), (.half, 2049, 2048),
    (.half, 2051, 2052), (.half, 65519.99, 65504), (.half, 65520, .infinity),
    (.half, -1e-8, -0.0), (.half, 6e-8, 5.960464477539063e-08),
    (.bfloat16, 0.1, 0.10009765625), (.bfloat16, 1.00390625, 1), (.bfloat16, 1.01171875, 1.015625),
    (.bfloat16, -3.39e38, -3.3895313892515355e38), (.bfloat16, 3.4e38, .infinity),
    (.bfloat16, 1e39, .infinity), (.bfloat16, -.infinity, -.infinity),
    // Above the middle of two, but by less than single precision holds: rounded to that first.
    (.bfloat16, 1.003906250000001, 1), (.bfloat16, 1.0117187499999, 1.015625),
    (.half, 1.00048828125001, 1), (.half, 1.00146484374999, 1.001953125),
  ]

  @Test(arguments: values)
  func `each element becomes the nearest number`(
    _ operation: Autodiff.Operation, _ x: Double, _ expected: Double
  ) throws {
    let found = try rounded(x, operation, in: Double.self)
    #expect(found.bitPattern == expected.bitPattern, "\(found)")
    let single = try rounded(Float(x), operation, in: Float.self)
    // Single precision holds neither what lies between its numbers nor what is beyond them.
    #expect(single == Float(expected) || Double(Float(x)) != x, "\(single)")
  }

  @Test(arguments: [Autodiff.Operation.single, .half, .bfloat16])
  func `what is not a number stays so`(_ operation: Autodiff.Operation) throws {
    #expect(try rounded(.nan, operation, in: Double.self).isNaN)
    #expect(try rounded(.nan, operation, in: Float.self).isNaN)
  }

  private func rounded<T: Scalar>(
    _ x: T, _ operation: Autodiff.Operation, in precision: T.Type
  ) throws -> T {
    var graph = Graph()
    let input = try graph.appendInput()
    let output = try graph.append(operation, [input])
    var evaluation = try Evaluation<T>(of: graph)
    try evaluation.setElements([x], of: input)
    evaluation.forward()
    return evaluation.value(of: output).elements[0]
  }

  @Test(arguments: [Autodiff.Operation.single, .half, .bfloat16])
  func `adjoints and tangents pass as if nothing had been rounded`(
    _ operation: Autodiff.Operation
  ) throws {
    var graph = Graph()
    let x = try graph.appendInput(#require(Shape([3])))
    let output = try graph.append(operation, [x])
    var evaluation = try Evaluation<Double>(of: graph)
    try evaluation.setElements([0.1, -0.7, 3], of: x)
    evaluation.forward()
    try evaluation.reverse(from: output, seed: [0.3, -2, 0.7])
    try evaluation.pushforward(along: [(x, [0.1, 5, -0.3])])
    #expect(evaluation.adjoint(of: x).elements == [0.3, -2, 0.7])
    #expect(evaluation.tangent(of: output).elements == [0.1, 5, -0.3])
  }
}
