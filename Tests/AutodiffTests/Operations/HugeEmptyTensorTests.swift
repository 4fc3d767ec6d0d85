import Autodiff
import TestSupport
import Testing

/// Tensors without elements cost nothing, however long their other axes are.
@Suite struct HugeEmptyTensorTests {
  /// So long that to walk along it once takes a hundred times as long as all that is done here.
  private static let huge = 1 << 26

  private static let computing = Autodiff.Operation.allCases.filter {
    !Autodiff.Operation.leaves.contains($0)
  }

  @Test(arguments: computing)
  func `an axis of any length beside an empty one costs no time`(
    _ operation: Autodiff.Operation
  ) throws {
    let cases = Self.cases(of: operation).flatMap { small in
      Self.stretched(small).filter { isPossible($0) }.map { (small, $0) }
    }
    #expect(!cases.isEmpty)
    for (small, large) in cases {
      try Growth.expect(lessThan: 8) {
        try run(large, Double.self)
        try run(large, Float.self)
      } _: {
        try run(small, Double.self)
        try run(small, Float.self)
      }
    }
  }

  /// What some operations need beside the shapes that serve for all.
  private static func cases(of operation: Autodiff.Operation) -> [OperationCase] {
    let own: [(operands: [[Int]], attributes: [Int])] =
      switch operation {
      case .conv2d:
        [
          ([[2, 0, 4, 4], [1, 0, 2, 2]], []), ([[0, 3, 4, 2], [2, 3, 4, 2]], []),
          ([[0, 2, 4, 4], [1, 2, 2, 2]], []), ([[1, 2, 4, 4], [0, 2, 2, 2]], []),
        ]
      case .conv2dTransposed:
        [
          ([[2, 0, 3, 3], [0, 1, 2, 2]], [1, 0, 4, 4]),
          ([[0, 2, 3, 3], [2, 1, 2, 2]], [1, 0, 4, 4]),
          ([[1, 0, 3, 3], [0, 1, 2, 2]], [2, 2, 4, 4]),
        ]
      case .conv2dKernel:
        [
          ([[0, 2, 4, 4], [0, 1, 3, 3]], [1, 0, 2, 2]),
          ([[2, 0, 4, 4], [2, 1, 3, 3]], [1, 0, 2, 2]),
        ]
      case .maxPool2d, .averagePool2d:
        [([[0, 2, 3]], []), ([[2, 0, 2, 2]], []), ([[0, 3, 3]], [2, 2, 1, 1, 1, 1, 1])]
      case .logisticLoss: [([[0, 2], [0]], []), ([[0, 3], [0]], [])]
      case .indexSelect: [([[0, 2], [2]], []), ([[2, 0], [1]], [])]
      case .opaque: [([[0, 2], [2, 0], []], []), ([[0, 2], [0, 2], [0, 2]], [])]
      case .stack: [([[0, 2], [0, 2]], [])]
      case .transpose: [([[0, 2]], []), ([[2, 0]], [])]
      default: []
      }
    return EmptyTensorTests.cases.filter { $0.operation == operation }
      + own.map {
        OperationCase(operation: operation, operands: $0.operands, attributes: $0.attributes)
      }
  }

  /// The case with each axis of length 2, or of length 3, made huge; and the attributes that say it.
  private static func stretched(_ operationCase: OperationCase) -> [OperationCase] {
    [2, 3].flatMap { length -> [OperationCase] in
      let lengthened = { $0 == length ? huge : $0 }
      let operands = operationCase.operands.map { $0.map(lengthened) }
      guard operands != operationCase.operands else { return [] }
      return [operationCase.attributes, operationCase.attributes.map(lengthened)].map {
        OperationCase(operation: operationCase.operation, operands: operands, attributes: $0)
      }
    }
  }

  /// Whether the operation takes such operands, and has no elements to speak of.
  private func isPossible(_ operationCase: OperationCase) -> Bool {
    guard let (graph, _, _) = try? program(operationCase) else { return false }
    return graph.nodes.allSatisfy { graph.shape(of: $0).count <= 64 }
  }

  private func program(
    _ operationCase: OperationCase
  ) throws -> (graph: Graph, inputs: [NodeID], output: NodeID) {
    var graph = Graph()
    let inputs = try operationCase.operands.map { try graph.appendInput(#require(Shape($0))) }
    let output = try graph.append(
      operationCase.operation, inputs, attributes: operationCase.attributes)
    return (graph, inputs, output)
  }

  /// All that the library does with a graph.
  private func run<T: Scalar>(_ operationCase: OperationCase, _: T.Type) throws {
    let (graph, inputs, output) = try program(operationCase)
    let adjoints = try graph.adjointGraph(from: output, by: inputs).graph
    let tangents = try graph.tangentGraph(along: inputs).graph
    for graph in [graph, adjoints, tangents] {
      var evaluation = try Evaluation<T>(of: graph)
      let inputs = graph.nodes.filter { graph.operation(of: $0) == .input }
      let last = try #require(graph.nodes.last)
      evaluation.forward()
      try evaluation.reverse(from: last)
      try evaluation.pushforward(
        along: inputs.map { ($0, Array(repeating: 1, count: graph.shape(of: $0).count)) })
      var timeline = try Timeline(evaluation, output: last, mode: .both)
      timeline.seek(to: timeline.count)
      timeline.seek(to: 0)
    }
  }
}
