import Autodiff
import Glibc
import Testing

/// Derivatives where a formula that is right on paper loses its digits, or hides what is not a number.
@Suite struct WellConditionedTests {
  private func derivatives(
    _ operation: Autodiff.Operation, at operands: [Double], direction: [Double]
  ) throws -> (adjoints: [Double], tangent: Double) {
    var graph = Graph()
    let inputs = try operands.map { _ in try graph.appendInput() }
    let output = try graph.append(operation, inputs)
    var evaluation = try Evaluation<Double>(of: graph)
    for (node, value) in zip(inputs, operands) { try evaluation.setValue(value, of: node) }
    evaluation.forward()
    try evaluation.reverse(from: output)
    try evaluation.pushforward(along: Array(zip(inputs, direction)).map { ($0.0, [$0.1]) })
    return (
      inputs.map { evaluation.adjoint(of: $0).elements[0] },
      evaluation.tangent(of: output).elements[0]
    )
  }

  @Test(arguments: stride(from: -40.0, through: 40, by: 0.37).map { $0 })
  func `the slopes of sigmoid and tanh keep their digits where these are flat`(_ x: Double) throws {
    let sigmoid = try derivatives(.sigmoid, at: [x], direction: [1])
    let tanh = try derivatives(.tanh, at: [x], direction: [1])
    let expected = (1 / (4 * cosh(x / 2) * cosh(x / 2)), 1 / (cosh(x) * cosh(x)))
    #expect((sigmoid.adjoints[0] / expected.0 - 1).magnitude <= 4e-15)
    #expect((sigmoid.tangent / expected.0 - 1).magnitude <= 4e-15)
    #expect((tanh.adjoints[0] / expected.1 - 1).magnitude <= 4e-15)
    #expect((tanh.tangent / expected.1 - 1).magnitude <= 4e-15)
  }

  @Test(arguments: [Autodiff.Operation.maximum, .minimum], [[Double.nan, 1], [1, .nan]])
  func `the larger and the smaller of a number and NaN send NaN to both`(
    _ operation: Autodiff.Operation, _ operands: [Double]
  ) throws {
    let found = try derivatives(operation, at: operands, direction: [1, 1])
    #expect(found.adjoints.allSatisfy { $0.isNaN })
    #expect(found.tangent.isNaN)
  }

  @Test(arguments: [(-2.0, 3.0, 12.0), (-2, 2, -4), (-2, -1, -0.25), (-3, 0, 0), (0, 1, 1)])
  func `a power of a negative number has a tangent as long as its exponent stands still`(
    _ x: Double, _ exponent: Double, _ slope: Double
  ) throws {
    let found = try derivatives(.power, at: [x, exponent], direction: [1, 0])
    #expect(found.tangent == slope)
    #expect(found.adjoints[0] == slope)
    let moving = try derivatives(.power, at: [x, exponent], direction: [1, 1])
    #expect(moving.tangent.isNaN == (x < 0))
  }

  @Test(arguments: [[1e16, 1e16], [1000, 1000], [-1e16, -1e16], [3, 3]])
  func `the softmax that a soft maximum sends back is that of numbers of any size`(
    _ operands: [Double]
  ) throws {
    var graph = Graph()
    let x = try graph.appendInput(#require(Shape([2])))
    let output = try graph.append(.logSumExp, [x])
    var evaluation = try Evaluation<Double>(of: graph)
    try evaluation.setElements(operands, of: x)
    evaluation.forward()
    try evaluation.reverse(from: output)
    #expect(evaluation.adjoint(of: x).elements == [0.5, 0.5])
    try evaluation.pushforward(along: [(x, [1, 2])])
    #expect(evaluation.tangent(of: output).scalar == 1.5)
    var hessian = try HessianProduct(of: output, by: [x], at: evaluation)
    #expect(hessian.gradient[0].elements == [0.5, 0.5])
    #expect(try hessian.hvp(along: [[1, 0]])[0].elements == [0.25, -0.25])
  }

  /// Operations at ±∞, with value and slope: no formula may make 0·∞ of it.
  static let limits: [(Autodiff.Operation, Double, Double, Double)] = [
    (.gelu, -Double.infinity, 0, 0), (.gelu, .infinity, .infinity, 1),
    (.softplus, -.infinity, 0, 0), (.softplus, .infinity, .infinity, 1),
    (.sigmoid, -.infinity, 0, 0), (.sigmoid, .infinity, 1, 0), (.tanh, -.infinity, -1, 0),
    (.tanh, .infinity, 1, 0), (.relu, -.infinity, 0, 0), (.relu, .infinity, .infinity, 1),
    (.erf, .infinity, 1, 0), (.erfc, -.infinity, 2, 0), (.atan, .infinity, .pi / 2, 0),
    (.exp, -.infinity, 0, 0), (.reciprocal, .infinity, 0, 0), (.log, .infinity, .infinity, 0),
    (.sqrt, .infinity, .infinity, 0), (.abs, -.infinity, .infinity, -1),
  ]

  @Test(arguments: limits)
  func `at infinity value and slope are the limits`(
    _ operation: Autodiff.Operation, _ x: Double, _ value: Double, _ slope: Double
  ) throws {
    var graph = Graph()
    let input = try graph.appendInput()
    let output = try graph.append(operation, [input])
    var evaluation = try Evaluation<Double>(of: graph)
    try evaluation.setValue(x, of: input)
    evaluation.forward()
    #expect(evaluation.value(of: output).scalar == value)
    let found = try derivatives(operation, at: [x], direction: [2])
    #expect(found.adjoints == [slope])
    #expect(found.tangent == 2 * slope)
    let hessian = try HessianProduct(of: output, by: [input], at: evaluation)
    #expect(hessian.gradient[0].elements == [slope])
  }

  @Test func `a constant exponent leaves no NaN in the graph`() throws {
    var graph = Graph()
    let (x, three) = (try graph.appendInput(), try graph.appendConstant([3]))
    let y = try graph.append(.power, [x, three])
    var evaluation = try Evaluation<Double>(of: graph)
    try evaluation.setValue(-2, of: x)
    evaluation.forward()
    try evaluation.reverse(from: y)
    try evaluation.pushforward(along: [(x, [1])])
    #expect(evaluation.adjoint(of: x).scalar == 12)
    #expect(evaluation.adjoint(of: three).scalar == 0)
    #expect(evaluation.tangent(of: y).scalar == 12)
  }
}
