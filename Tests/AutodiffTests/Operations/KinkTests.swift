import Autodiff
import Basics
import TestSupport
import Testing

/// A point where an operation has no derivative, and what it sends its operands there.
struct Kink: Sendable, CustomTestStringConvertible {
  let operation: Autodiff.Operation
  /// The operands at the kink, one tensor each; scalars hold one element.
  let operands: [[Double]]
  /// The operand and element to move to reach either side.
  let mover: (operand: Int, element: Int)
  /// What every operand receives from an upstream adjoint of 1.
  let subgradient: [[Double]]
  var attributes: [Int] = []

  var testDescription: String { "\(operation) at \(operands)" }

  static let all: [Kink] = [
    Kink(operation: .relu, operands: [[0]], mover: (0, 0), subgradient: [[0]]),
    Kink(operation: .relu, operands: [[-0.0]], mover: (0, 0), subgradient: [[0]]),
    Kink(operation: .abs, operands: [[0]], mover: (0, 0), subgradient: [[0]]),
    Kink(operation: .abs, operands: [[-0.0]], mover: (0, 0), subgradient: [[0]]),
    Kink(operation: .leakyRelu, operands: [[0], [0.1]], mover: (0, 0), subgradient: [[0.1], [0]]),
    Kink(operation: .minimum, operands: [[2], [2]], mover: (0, 0), subgradient: [[0.5], [0.5]]),
    Kink(operation: .minimum, operands: [[2], [2]], mover: (1, 0), subgradient: [[0.5], [0.5]]),
    Kink(operation: .maximum, operands: [[-1], [-1]], mover: (0, 0), subgradient: [[0.5], [0.5]]),
    Kink(operation: .maximum, operands: [[-1], [-1]], mover: (1, 0), subgradient: [[0.5], [0.5]]),
    Kink(
      operation: .largest, operands: [[3, 1, 3]], mover: (0, 0), subgradient: [[0.5, 0, 0.5]]),
    Kink(
      operation: .largest, operands: [[2, 2, 2, 2]], mover: (0, 1),
      subgradient: [[0.25, 0.25, 0.25, 0.25]]),
    Kink(
      operation: .maxPool2d, operands: [[3, 1, 2, 3]], mover: (0, 0),
      subgradient: [[0.5, 0, 0, 0.5]]),
    Kink(
      operation: .largest, operands: [[3, 1, 3]], mover: (0, 0), subgradient: [[1, 0, 0]],
      attributes: [0, 1]),
    Kink(
      operation: .maxPool2d, operands: [[3, 1, 2, 3]], mover: (0, 0), subgradient: [[1, 0, 0, 0]],
      attributes: [2, 2, 2, 2, 0, 0, 1]),
    Kink(operation: .norm, operands: [[0, 0]], mover: (0, 0), subgradient: [[0, 0]]),
    Kink(
      operation: .arrange, operands: [[5, 7], [2, 2]], mover: (1, 0),
      subgradient: [[1, 1], [0, 0]]),
  ]
}

@Suite struct KinkTests {
  @Test(arguments: Kink.all)
  func `at the kink the documented subgradient is used`(_ kink: Kink) throws {
    let (graph, inputs, output) = try kink.graph()
    var evaluation = try Evaluation<Double>(of: graph)
    for (node, values) in zip(inputs, kink.operands) {
      try evaluation.setElements(values, of: node)
    }
    evaluation.forward()
    try evaluation.reverse(from: output)
    #expect(inputs.map { evaluation.adjoint(of: $0).elements } == kink.subgradient)
    if kink.operands.allSatisfy({ $0.count == 1 }) {
      #expect(kink.operation.isKink(at: kink.operands.flatMap(\.self)))
    }
  }

  @Test(arguments: Kink.all, [-0.05, 0.05])
  func `on either side of a kink the derivatives agree with differences`(
    _ kink: Kink, distance: Double
  ) throws {
    var operands = kink.operands
    operands[kink.mover.operand][kink.mover.element] += distance
    if kink.operation == .largest {
      // All ties but the one that is studied have to be broken.
      for element in operands[0].indices.dropFirst(2) { operands[0][element] -= Double(element) }
    }
    let (graph, inputs, output) = try kink.graph()
    var random = SplitMix64(seed: 3)
    let checker = GradientChecker(
      graph, output: output, inputs: Array(zip(inputs, operands)).map { ($0.0, $0.1) },
      using: &random)
    #expect(try checker.disagreements() == [])
  }

  @Test func `every operation with a kink is tested at one, where by its condition`() {
    let kinked = Autodiff.Operation.allCases.filter {
      if case .kinked = $0.smoothness { true } else { false }
    }
    #expect(Set(kinked) == Set(Kink.all.map(\.operation) + [.select]))
  }

  @Test func `both sides of a condition send the adjoint to the chosen operand alone`() throws {
    for (condition, expected) in [(1.0, [0.0, 1, 0]), (-0.5, [0, 1, 0]), (0, [0, 0, 1])] {
      var graph = Graph()
      let inputs = try (0..<3).map { _ in try graph.appendInput() }
      let output = try graph.append(.select, inputs)
      var evaluation = try Evaluation<Double>(of: graph)
      for (node, value) in zip(inputs, [condition, 7, 8]) {
        try evaluation.setValue(value, of: node)
      }
      evaluation.forward()
      try evaluation.reverse(from: output)
      #expect(evaluation.value(of: output).scalar == (condition == 0 ? 8 : 7))
      #expect(inputs.map { evaluation.adjoint(of: $0).elements[0] } == expected)
    }
  }

  @Test func `a smooth operation has no kinks`() {
    #expect(!Autodiff.Operation.multiply.isKink(at: [0, 0]))
    #expect(!Autodiff.Operation.maximum.isKink(at: [1, 2]))
    #expect(!Autodiff.Operation.relu.isKink(at: [1e-300]))
    #expect(!Autodiff.Operation.relu.isKink(at: []))
  }
}

extension Kink {
  /// A graph with the operation alone.
  func graph() throws -> (Graph, [NodeID], NodeID) {
    var graph = Graph()
    let inputs = try operands.map { elements in
      let extents =
        switch operation {
        case .largest, .norm, .arrange: [elements.count]
        case .maxPool2d: [2, elements.count / 2]
        default: [Int]()
        }
      return try graph.appendInput(#require(Shape(extents)))
    }
    let output = try graph.append(operation, inputs, attributes: attributes)
    return (graph, inputs, output)
  }
}
