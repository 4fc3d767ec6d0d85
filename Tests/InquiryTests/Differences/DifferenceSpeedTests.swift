import Autodiff
import Formula
import TestSupport
import Testing

@testable import Inquiry

@Suite struct DifferenceSpeedTests {
  /// A sum of so many inputs, with the adjoint of everything but of half the inputs recorded.
  private func sides(_ count: Int) throws -> (graph: Graph, output: NodeID, ExpectedGraph) {
    var graph = Graph()
    let inputs = try (0..<count).map { _ in try graph.appendInput(.scalar) }
    let output = try inputs.dropFirst().reduce(inputs[0]) { try graph.append(.add, [$0, $1]) }
    var numbers: [NodeID: ExpectedNumbers] = [:]
    for node in graph.nodes where node.index % 2 == 0 || node.index >= count {
      numbers[node] = ExpectedNumbers(value: nil, adjoint: [1], tangent: nil)
    }
    return (graph, output, ExpectedGraph(nodes: numbers, output: output))
  }

  @Test func `many inputs without a recorded gradient are found in linear time`() throws {
    try Growth.expectLinear(upTo: 8000) { count in
      let (graph, output, recorded) = try sides(count)
      var evaluation = try Evaluation<Double>(of: graph)
      evaluation.forward()
      try evaluation.reverse(from: output)
      let numbers = AnyEvaluation(evaluation)
      let report = DifferenceSearch(
        graph, output: output, right: NumberSide("recomputed", numbers),
        wrong: NumberSide("recorded", numbers, recorded: recorded), names: NodeNames(of: graph)
      ).found()
      #expect(report.faults.count == count / 2)
      #expect(report.faults.allSatisfy { $0.signatures == [.absent] })
    }
  }
}
