import Autodiff
import Basics
import TestSupport
import Testing

@Suite struct HessianProductTests {
  /// Rosenbrock's function, Σ 100·(xᵢ₊₁ - xᵢ²)² + (1 - xᵢ)².
  private func rosenbrock(_ count: Int) throws -> (graph: Graph, x: NodeID, f: NodeID) {
    var builder = GraphBuilder()
    let x = try builder.input("x", shape: #require(Shape([count])))
    let (hundred, one) = (try builder.constant([100]), try builder.constant([1]))
    let left = try builder.node(.slice, [x], attributes: [0, count - 1])
    let right = try builder.node(.slice, [x], attributes: [1, count - 1])
    let valley = try builder.node(.subtract, [right, builder.node(.square, [left])])
    let steep = try builder.node(.multiply, [hundred, builder.node(.square, [valley])])
    let slope = try builder.node(.square, [builder.node(.subtract, [one, left])])
    let f = try builder.node(.sum, [builder.node(.add, [steep, slope])])
    return (builder.graph, x, f)
  }

  /// The product of its Hessian, which has three diagonals, worked out by hand.
  private func product(at x: [Double], along v: [Double]) -> [Double] {
    x.indices.map { i in
      var sum = 0.0
      if i + 1 < x.count {
        sum += (1200 * x[i] * x[i] - 400 * x[i + 1] + 2) * v[i] - 400 * x[i] * v[i + 1]
      }
      if i > 0 { sum += 200 * v[i] - 400 * x[i - 1] * v[i - 1] }
      return sum
    }
  }

  @Test(arguments: [2, 100])
  func `the product for Rosenbrock's function is that of the analytic Hessian`(
    _ count: Int
  ) throws {
    let (graph, x, f) = try rosenbrock(count)
    var random = SplitMix64(seed: 11)
    let point = (0..<count).map { _ in random.number(in: -2...2) }
    var evaluation = try Evaluation<Double>(of: graph)
    try evaluation.setElements(point, of: x)
    var hessian = try HessianProduct(of: f, by: [x], at: evaluation)
    for _ in 0..<3 {
      let direction = (0..<count).map { _ in random.factor() }
      let found = try hessian.hvp(along: [direction])[0].elements
      for (found, expected) in zip(found, product(at: point, along: direction)) {
        #expect((found - expected).magnitude <= 1e-12 * max(1, expected.magnitude) * 10)
      }
    }
    evaluation.forward()
    try evaluation.reverse(from: f)
    let gradient = evaluation.adjoint(of: x).elements
    #expect(
      zip(hessian.gradient[0].elements, gradient).allSatisfy {
        ($0 - $1).magnitude <= 1e-12 * max(1, $1.magnitude)
      })
  }

  /// Each operation at seeded inputs; steps and kinks have second derivatives of zero beside them.
  @Test(arguments: CatalogueGradientTests.cases)
  func `the product of an operation is the difference of its gradients, and symmetric`(
    _ operationCase: OperationCase
  ) throws {
    var random = SplitMix64(seed: 5)
    let (graph, inputs, output) = try operationCase.program(using: &random)
    let count = graph.shape(of: output).count
    guard inputs.reduce(0, { $0 + $1.values.count }) < 500 else { return }
    let seed = (0..<count).map { _ in random.factor() }
    let isMoving = inputs.indices.map { operationCase.operation.isDifferentiable(inOperand: $0) }
    let directions = (0..<2).map { _ in
      inputs.indices.map { place in
        inputs[place].values.map { _ in isMoving[place] ? random.factor() : 0 }
      }
    }
    func gradient(_ step: Double) throws -> [Double] {
      var evaluation = try Evaluation<Double>(of: graph)
      for (input, direction) in zip(inputs, directions[0]) {
        let moved = zip(input.values, direction).map { $0 + step * $1 }
        try evaluation.setElements(moved, of: input.node)
      }
      evaluation.forward()
      try evaluation.reverse(from: output, seed: seed)
      return inputs.flatMap { evaluation.adjoint(of: $0.node).elements }
    }
    var evaluation = try Evaluation<Double>(of: graph)
    for (node, values) in inputs { try evaluation.setElements(values, of: node) }
    var hessian = try HessianProduct(
      of: output, by: inputs.map(\.node), at: evaluation, seed: seed)
    let first = try hessian.hvp(along: directions[0]).flatMap(\.elements)
    let second = try hessian.hvp(along: directions[1]).flatMap(\.elements)

    let sweep = try [1e-3, 1e-4, 1e-5].map { step in
      zip(try gradient(step), try gradient(-step)).map { ($0 - $1) / (2 * step) }
    }
    let scale = max(1, first.map(\.magnitude).max() ?? 0)
    for (element, found) in first.enumerated() {
      let best = sweep.map { ($0[element] - found).magnitude }.min() ?? .nan
      #expect(best <= 1e-7 * scale, "element \(element): \(found), \(sweep.map { $0[element] })")
    }
    let (left, right) = (dot(first, directions[1]), dot(second, directions[0]))
    #expect((left - right).magnitude <= 1e-12 * scale * Double(max(1, first.count)))
  }

  private func dot(_ product: [Double], _ direction: [[Double]]) -> Double {
    zip(product, direction.flatMap(\.self)).reduce(0) { $0 + $1.0 * $1.1 }
  }

  @Test func `single precision gives the same product`() throws {
    let (graph, x, f) = try rosenbrock(4)
    let point: [Float] = [0.5, -1, 0.25, 2]
    var evaluation = try Evaluation<Float>(of: graph)
    try evaluation.setElements(point, of: x)
    var hessian = try HessianProduct(of: f, by: [x], at: evaluation)
    let found = try hessian.hvp(along: [[1, -1, 0.5, 2]])[0].elements
    let expected = product(at: point.map(Double.init), along: [1, -1, 0.5, 2])
    #expect(zip(found, expected).allSatisfy { (Double($0) - $1).magnitude <= 1e-5 * 2000 })
  }

  @Test func `an input without influence has a gradient and a product of zeros`() throws {
    var graph = Graph()
    let (x, idle) = (try graph.appendInput(), try graph.appendInput(#require(Shape([2]))))
    let y = try graph.append(.square, [x])
    var hessian = try HessianProduct(
      of: y, by: [x, idle], at: try Evaluation<Double>(of: graph))
    #expect(hessian.gradient.map(\.elements) == [[0], [0, 0]])
    #expect(try hessian.hvp(along: [[3], [1, 1]]).map(\.elements) == [[6], [0, 0]])
  }

  @Test func `a direction has to have the shape of the inputs`() throws {
    let (graph, x, f) = try rosenbrock(3)
    var hessian = try HessianProduct(of: f, by: [x], at: try Evaluation<Double>(of: graph))
    #expect(throws: GraphError.directionCount(expected: 1, given: 2)) {
      try hessian.hvp(along: [[1, 2, 3], [1]])
    }
    #expect(throws: GraphError.self) { try hessian.hvp(along: [[1, 2]]) }
  }
}
