import Autodiff
import TestSupport
import Testing

/// Tensors without elements cost nothing, however long their other axes are.
@Suite struct HugeEmptyTensorTests {
  /// So long that to walk along it once takes a hundred times as long as all that is done here.
  private let huge = 1 << 26

  private static let computing = Autodiff.Operation.allCases.filter {
    !Autodiff.Operation.leaves.contains($0)
  }

  @Test(arguments: computing)
  func `an axis of any length beside an empty one costs no time`(
    _ operation: Autodiff.Operation
  ) throws {
    let (small, large) = (Self.cases(of: operation, 2), Self.cases(of: operation, huge))
    var tried = 0
    for (small, large) in zip(small, large) where isPossible(small) && isPossible(large) {
      tried += 1
      try Growth.expect(lessThan: 8) {
        try run(large, Double.self)
        try run(large, Float.self)
      } _: {
        try run(small, Double.self)
        try run(small, Float.self)
      }
    }
    #expect(tried > 0)
  }

  /// Operands of which at least one is empty, and has an axis of some length.
  private static func cases(of operation: Autodiff.Operation, _ long: Int) -> [OperationCase] {
    own(operation, long).map {
      OperationCase(operation: operation, operands: $0.operands, attributes: $0.attributes)
    }
      + EmptyTensorTests.cases.filter { $0.operation == operation }.flatMap { usual in
        [2, 3].map { length in
          OperationCase(
            operation: operation,
            operands: usual.operands.map { $0.map { $0 == length ? long : $0 } },
            attributes: usual.attributes)
        }
      }
  }

  /// What some operations need beside the shapes that serve for all.
  private static func own(
    _ operation: Autodiff.Operation, _ long: Int
  ) -> [(operands: [[Int]], attributes: [Int])] {
    switch operation {
    case .conv2d:
      [
        ([[0, 3, long, 4], [2, 3, 2, 2]], []), ([[0, 3, long, 4], [0, 3, long, 2]], []),
        ([[0, long, 4, 4], [0, long, 2, 2]], []), ([[1, 0, 4, 4], [0, 0, 2, 2]], [1, long]),
      ]
    case .conv2dTransposed:
      [
        ([[0, 3, long - 1, 3], [3, 2, 2, 2]], [1, 0, long, 4]),
        // Nothing is added up, from more places than can be counted.
        (
          [[1, 0, long + 4, long + 4], [0, 2, long + 1, long + 1]],
          [1, 1, long, long, 1, 1, 1, 4, 4]
        ),
      ]
    case .conv2dKernel: [([[0, 2, long, 4], [0, 3, long - 1, 3]], [1, 0, 2, 2])]
    case .maxPool2d, .averagePool2d:
      [
        ([[0, long, 3]], []), ([[long, 0, 2, 2]], []),
        ([[0, long, 3]], [2, 2, 1, 1, 1, 1, 1]),
      ]
    case .logisticLoss: [([[0, long], [0]], [])]
    case .indexSelect: [([[0, long], [2]], [1]), ([[long, 0], [1]], [0])]
    case .select: [([[0, long], [0, 1], []], []), ([[1, 0], [long, 0], []], [])]
    case .broadcast: [([[0]], [long, 0]), ([[2, 1]], [long, 2, 0])]
    case .reshape: [([[0]], [long, 0])]
    case .slice: [([[long, 0]], [0, long, 0, 0]), ([[long, 0]], [1, long - 1, 0, 0])]
    case .pad: [([[long, 0]], [1, 1, 0, 0]), ([[0, long]], [0, 0, 1, 1])]
    case .scatterAdd: [([[0, long], [0, long]], [0, 0, long])]
    case .opaque:
      [([[0, long], [long, 0], []], []), ([[0, long], [0, long], [0, long]], [])]
    case .stack: [([[0, long], [0, long]], [])]
    case .transpose: [([[0, long]], []), ([[long, 0]], [])]
    default: []
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
    let inputs = try operationCase.operands.map { extents throws(GraphError) in
      guard let shape = Shape(extents) else { throw .tooLarge }
      return try graph.appendInput(shape)
    }
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
