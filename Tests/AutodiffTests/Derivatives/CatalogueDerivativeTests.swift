import Autodiff
import Basics
import TestSupport
import Testing

/// The derivatives as graphs compute the numbers of the kernels.
@Suite struct CatalogueDerivativeTests {
  @Test(arguments: CatalogueGradientTests.cases)
  func `adjoints and tangents of an operation as nodes are those of its kernels`(
    _ operationCase: OperationCase
  ) throws {
    for seed in [UInt64(3), 4] {
      var random = SplitMix64(seed: seed)
      let (graph, inputs, output) = try operationCase.program(using: &random)
      let comparison = try DerivativeComparison(graph, output: output, inputs: inputs)
      let count = graph.shape(of: output).count
      let upstream = (0..<count).map { _ in random.factor() }
      let direction = inputs.map { input in input.values.map { _ in random.factor() } }
      let found =
        try comparison.adjointDifferences(seed: upstream)
        + comparison.tangentDifferences(direction: direction)
      #expect(found == [], "\(operationCase.testDescription)")
    }
  }

  @Test(arguments: Kink.all)
  func `at a kink both use the same subgradient`(_ kink: Kink) throws {
    let (graph, inputs, output) = try kink.graph()
    let comparison = try DerivativeComparison(
      graph, output: output, inputs: Array(zip(inputs, kink.operands)).map { ($0.0, $0.1) })
    let direction = kink.operands.map { $0.map { 1.5 + $0 } }
    let seed = [Double](repeating: 3, count: graph.shape(of: output).count)
    let sent = try comparison.adjointDifferences(seed: seed)
    #expect(sent == [])
    let moved = try comparison.tangentDifferences(direction: direction)
    #expect(moved == [])
  }

  @Test(arguments: [0.0, 1])
  func `a known condition may choose what does not move`(_ condition: Double) throws {
    var graph = Graph()
    let known = try graph.appendConstant([condition])
    let x = try graph.appendInput(#require(Shape([2, 3])))
    let fixed = try graph.appendInput(#require(Shape([3])), isData: true)
    let output = try graph.append(.select, [known, x, fixed])
    let comparison = try DerivativeComparison(
      graph, output: output, inputs: [(x, [1, 2, 3, 4, 5, 6])])
    let moved = try comparison.tangentDifferences(direction: [[1, 1, 1, 1, 1, 1]])
    #expect(moved == [])
  }

  /// Operations at numbers where a formula written down carelessly gives NaN, or hides it.
  static let edges: [(Autodiff.Operation, [Double])] = [
    (.power, [0, 0]), (.power, [0, 1]), (.power, [0, 2]), (.power, [0, 3]), (.power, [-2, 3]),
    (.power, [-0.0, 2]), (.power, [2, 0]), (.power, [0, 0.5]), (.power, [0, -1]),
    (.square, [0]), (.square, [-1]), (.sqrt, [0]), (.log, [0]), (.divide, [1, 0]),
    (.reciprocal, [0]), (.sigmoid, [40]), (.tanh, [20]), (.sigmoid, [-800]), (.sigmoid, [800]),
    (.tanh, [-800]), (.softplus, [-800]), (.gelu, [-30]), (.gelu, [30]), (.relu, [.infinity]),
    (.relu, [.nan]), (.abs, [.nan]), (.abs, [-.infinity]), (.select, [0, 1, 2]),
    (.select, [1, 1, .nan]), (.leakyRelu, [.nan, 0.1]), (.erf, [-.infinity]), (.erfc, [30]),
    (.largest, [.infinity]), (.logSumExp, [1000]), (.softmax, [-1000]), (.sum, [.nan]),
    (.maximum, [.nan, 2]), (.minimum, [1, .nan]), (.largest, [.nan]),
    (.maximum, [.infinity, 2]), (.minimum, [.infinity, .infinity]),
  ]

  @Test(arguments: edges)
  func `at the edge of the domain both are the same, NaN included`(
    _ operation: Autodiff.Operation, _ operands: [Double]
  ) throws {
    var graph = Graph()
    let inputs = try operands.map { _ in try graph.appendInput() }
    let output = try graph.append(operation, inputs)
    let points = Array(zip(inputs, operands.map { [$0] })).map { ($0.0, $0.1) }
    let comparison = try DerivativeComparison(graph, output: output, inputs: points)
    let sent = try comparison.adjointDifferences(seed: [1.5])
    #expect(sent == [])
    #expect(try comparison.tangentDifferences(direction: operands.map { _ in [1.5] }) == [])
  }

  @Test(arguments: RandomGraph.Kind.allCases, 0..<60)
  func `through a whole graph both carry the same numbers`(
    _ kind: RandomGraph.Kind, seed: Int
  ) throws {
    let sample = try RandomGraph(kind, seed: UInt64(seed))
    let output = try #require(sample.output)
    var comparison = try DerivativeComparison(
      sample.graph, output: output, inputs: sample.inputs)
    comparison.isWholeGraph = true
    let direction = comparison.inputs.map { node in
      (0..<sample.graph.shape(of: node).count).map { Double($0 % 3) - 0.75 }
    }
    let sent = try comparison.adjointDifferences(seed: sample.seed(in: Double.self, of: output))
    #expect(sent == [])
    let moved = try comparison.tangentDifferences(direction: direction)
    #expect(moved == [])
  }
}
