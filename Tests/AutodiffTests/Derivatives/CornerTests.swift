import Autodiff
import Basics
import TestSupport
import Testing

/// Second derivatives at the corners of the operations' domains, where a derivative that is written
/// down with care for its value may still have lost its own derivative.
@Suite struct CornerTests {
  private static let unary: [Double] = [
    0, -0.0, 1, -1, 0.5, -0.5, 1e-3, -1e-3, 2, -2, 20, -20, 40, -40, 700, -700,
  ]
  private static let binary: [Double] = [0, -0.0, 1, -1, 2, -2, 0.5, 3, 20]

  private static let computing = Autodiff.Operation.allCases.filter {
    !Autodiff.Operation.leaves.contains($0)
  }

  /// The points of a scalar operation: all of the corners, or all pairs of them.
  private static func points(_ operation: Autodiff.Operation) -> [[Double]] {
    switch operation.arity {
    case 1...1: unary.map { [$0] }
    // Where its logarithm has no number, a convention stands in for its derivative.
    case 2...2 where operation == .xlogy:
      binary.flatMap { x in binary.filter { $0 > 0 }.map { [x, $0] } }
    case 2...2: binary.flatMap { x in binary.map { [x, $0] } }
    default:
      [0.0, 1].flatMap { condition in
        binary.flatMap { x in binary.map { [condition, x, $0] } }
      }
    }
  }

  @Test(arguments: computing.filter(\.isElementwise))
  func `the second derivatives of an element-wise operation are differences of its gradients`(
    _ operation: Autodiff.Operation
  ) throws {
    let moving = (0..<operation.arity.upperBound).filter {
      operation.isDifferentiable(inOperand: $0)
    }
    var compared = 0
    for point in Self.points(operation) {
      var graph = Graph()
      let inputs = try point.map { (node: try graph.appendInput(), values: [$0]) }
      let output = try graph.append(operation, inputs.map(\.node))
      let found = try SecondDifferences(
        graph, output: output, inputs: inputs, seed: [1.5], moving: moving)
      compared += found.compared
      for disagreement in found.disagreements {
        Issue.record("\(operation): \(disagreement)")
      }
    }
    // Most points are inside of the domain, and away from kinks.
    let possible = Self.points(operation).count * moving.count * operation.arity.upperBound
    #expect(compared * 5 >= possible, "\(compared) of \(possible)")
  }

  @Test(arguments: computing.filter { !$0.isElementwise }.flatMap(\.cases))
  func `the second derivatives of other operations are differences of gradients at corners too`(
    _ operationCase: OperationCase
  ) throws {
    let (operation, corners) = (operationCase.operation, [0, 1, -1, 2, 0.5, -3, 25, -25, 800])
    for seed in [UInt64(1), 2, 3] {
      var random = SplitMix64(seed: seed)
      var (graph, inputs, output) = try operationCase.program(using: &random)
      guard inputs.reduce(0, { $0 + $1.values.count }) <= 24 else { return }
      let moving = inputs.indices.filter { operation.isDifferentiable(inOperand: $0) }
      for place in moving {
        inputs[place].values = inputs[place].values.map { _ in
          corners[random.integer(below: corners.count)]
        }
      }
      let upstream = (0..<graph.shape(of: output).count).map { _ in random.factor() }
      let found = try SecondDifferences(
        graph, output: output, inputs: inputs, seed: upstream, moving: moving)
      for disagreement in found.disagreements.prefix(3) {
        Issue.record("\(operationCase.testDescription), seed \(seed): \(disagreement)")
      }
    }
  }

  static let mixed: [(Double, Double, Double)] = [
    (2, 0, 0.5), (4, 0, 0.25), (0.25, 0, 4), (2, 1, 1.6931471805599454),
  ]

  @Test(arguments: mixed)
  func `the mixed derivatives of a power are one number, at the exponent 0 too`(
    _ x: Double, _ y: Double, _ expected: Double
  ) throws {
    var graph = Graph()
    let (base, exponent) = (try graph.appendInput(), try graph.appendInput())
    let power = try graph.append(.power, [base, exponent])
    var evaluation = try Evaluation<Double>(of: graph)
    try evaluation.setValue(x, of: base)
    try evaluation.setValue(y, of: exponent)
    var hessian = try HessianProduct(of: power, by: [base, exponent], at: evaluation)
    let byExponent = try hessian.hvp(along: [[0], [1]])[0].elements[0]
    let byBase = try hessian.hvp(along: [[1], [0]])[1].elements[0]
    #expect((byExponent - expected).magnitude <= 1e-15 * max(1, expected))
    #expect((byBase - expected).magnitude <= 1e-15 * max(1, expected))
  }

  @Test(arguments: [0.0, 1, -2]) func `the power 0 is constant at every base`(_ x: Double) throws {
    var graph = Graph()
    let base = try graph.appendInput()
    let power = try graph.append(.power, [base, graph.appendConstant([0])])
    var evaluation = try Evaluation<Double>(of: graph)
    try evaluation.setValue(x, of: base)
    var hessian = try HessianProduct(of: power, by: [base], at: evaluation)
    #expect(hessian.gradient[0].elements == [0])
    #expect(try hessian.hvp(along: [[1]])[0].elements == [0])
  }
}
