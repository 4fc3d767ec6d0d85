import Autodiff
import Testing

/// Tensors without elements pass through every operation without harm.
@Suite struct EmptyTensorTests {
  /// Operands of which at least one is empty.
  static let cases: [OperationCase] = Autodiff.Operation.allCases.flatMap {
    operation -> [OperationCase] in
    let shapes: [[[Int]]] =
      switch operation.arity {
      case 1...1: [[[0]], [[2, 0]], [[0, 3]], [[2, 0, 3]]]
      case 2...2:
        [
          [[0], [0]], [[0], []], [[1], [0]], [[3, 1], [3, 0]], [[2, 0, 3], [3]], [[0, 2], [2]],
          [[2, 0, 3], [3, 2]], [[0, 2, 3], [3, 2]], [[2, 3], [0, 3, 1]], [[2, 2, 0], [0, 2]],
          [[3], [0]], [[0, 2], [0, 2]], [[2, 3], [0]],
        ]
      case 3...3: [[[0], [], [1]], [[3, 1], [3, 0], []]]
      case 0...0: []
      default: [[[0], [0]], [[2, 0], [2, 0]], [[0, 2], [0, 2]]]
      }
    let attributes: [[Int]] =
      switch operation {
      case .reshape, .broadcast: [[0], [3, 0], [0, 1]]
      case .slice: [[0, 0], [0, 2, 0, 0], [0, 0, 0, 3], [1, -1, 0, 0, 1, 2]]
      case .pad: [[0, 0], [2, 1], [0, 1, 2, 0], [0, 0, 1, 1, 0, 0]]
      case .sum, .mean, .largest, .logSumExp, .softmax, .concatenate, .product, .norm, .argmax,
        .cumulativeSum, .cumulativeProduct, .arrange:
        [[], [0], [1], [2]]
      case .gather: [[0], [1], [1, 0]]
      case .scatter: [[0, 0], [0, 2], [1, 3], [1, 3, 0, 1, 2]]
      case .permute: [[0], [1, 0], [2, 0, 1]]
      case .indexSelect, .gatherAlong: [[], [0], [1]]
      case .indexAdd: [[0, 2], [1, 3], [0, 0]]
      case .scatterAdd: [[0, 2], [0, 0], [0, 3, 2], [1, 3, 0]]
      case .matrixProduct: [[], [1, 0], [0, 1], [1, 1]]
      default: [[]]
      }
    return shapes.flatMap { operands in
      attributes.map {
        OperationCase(operation: operation, operands: operands, attributes: $0)
      }
    }
  }

  @Test(arguments: cases)
  func `sweeps run, and every adjoint of a neighbour is finite`(
    _ operationCase: OperationCase
  ) throws {
    var graph = Graph()
    let neighbour = try graph.appendInput()
    let inputs = try operationCase.operands.map { try graph.appendInput(#require(Shape($0))) }
    let last: NodeID
    do {
      last = try graph.append(
        operationCase.operation, inputs, attributes: operationCase.attributes)
    } catch { return }
    _ = try graph.append(.exp, [neighbour])
    var evaluation = try Evaluation<Double>(of: graph)
    for node in inputs {
      let count = graph.shape(of: node).count
      try evaluation.setElements(Array(repeating: 0.5, count: count), of: node)
    }
    evaluation.forward()
    try evaluation.reverse(from: last)
    try evaluation.pushforward(along: [])
    #expect(evaluation.adjoint(of: neighbour).scalar == 0)
    #expect(evaluation.value(of: last).elements.count == graph.shape(of: last).count)
    var timeline = try Timeline(evaluation, output: last, mode: .both)
    timeline.seek(to: .max)
    #expect(Snapshot(timeline.evaluation) == Snapshot(evaluation))
    timeline.seek(to: 0)
    #expect(timeline.holdsNothing)
  }

  @Test func `the reductions of nothing are what mathematics says`() throws {
    var graph = Graph()
    let empty = try graph.appendInput(try #require(Shape([0])))
    let (left, right) = (
      try graph.appendInput(try #require(Shape([2, 0]))),
      try graph.appendInput(try #require(Shape([0, 2])))
    )
    let sum = try graph.append(.sum, [empty])
    let mean = try graph.append(.mean, [empty])
    let largest = try graph.append(.largest, [empty])
    let soft = try graph.append(.logSumExp, [empty])
    let rows = try graph.append(.sum, [left], attributes: [1])
    let product = try graph.append(.matrixProduct, [left, right])
    var evaluation = try Evaluation<Double>(of: graph)
    evaluation.forward()
    #expect(evaluation.value(of: sum).elements == [0])
    #expect(try #require(evaluation.value(of: mean).scalar).isNaN)
    #expect(evaluation.value(of: largest).elements == [-.infinity])
    #expect(evaluation.value(of: soft).elements == [-.infinity])
    #expect(evaluation.value(of: rows).elements == [0, 0])
    #expect(evaluation.value(of: product).elements == [0, 0, 0, 0])
  }

  @Test func `a graph without nodes runs`() throws {
    var evaluation = try Evaluation<Float>(of: Graph())
    evaluation.forward()
    try evaluation.pushforward(along: [])
    #expect(evaluation.graph.count == 0)
  }
}
