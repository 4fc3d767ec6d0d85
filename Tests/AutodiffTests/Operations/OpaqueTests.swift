import Autodiff
import Testing

/// What another program computed: recorded numbers take the place of rules.
@Suite struct OpaqueTests {
  /// `z = sum(opaque(x, y)·x)` with the value [5, 7] recorded, the contributions [1, 2] to x and 4 to
  /// each element of y.
  private struct Sample {
    var graph = Graph()
    let x: NodeID
    let y: NodeID
    let node: NodeID
    let output: NodeID

    init() throws {
      let pair = try #require(Shape([2]))
      x = try graph.appendInput(pair)
      y = try graph.appendInput(#require(Shape([3])))
      let value = try graph.appendConstant([5, 7], shape: pair)
      let toX = try graph.appendConstant([1, 2], shape: pair)
      let toY = try graph.appendConstant([4])
      node = try graph.append(.opaque, [value, x, toX, y, toY])
      output = try graph.append(.sum, [graph.append(.multiply, [node, x])])
    }

    func evaluation() throws -> Evaluation<Double> {
      var evaluation = try Evaluation<Double>(of: graph)
      try evaluation.setElements([10, 100], of: x)
      try evaluation.setElements([1, 1, 1], of: y)
      evaluation.forward()
      return evaluation
    }
  }

  @Test func `its value and what it sends back are as recorded`() throws {
    let sample = try Sample()
    var evaluation = try sample.evaluation()
    try evaluation.reverse(from: sample.output)
    #expect(evaluation.value(of: sample.node).elements == [5, 7])
    #expect(evaluation.value(of: sample.output).scalar == 750)
    #expect(evaluation.adjoint(of: sample.node).elements == [10, 100])
    // The recorded contribution and that of the product, which knows its rule.
    #expect(evaluation.adjoint(of: sample.x).elements == [1 + 5, 2 + 7])
    #expect(evaluation.adjoint(of: sample.y).elements == [4, 4, 4])
    #expect(sample.graph.receivesContribution(sample.node, operand: 1))
    #expect(!sample.graph.receivesContribution(sample.node, operand: 0))
    #expect(!sample.graph.receivesContribution(sample.node, operand: 2))
  }

  @Test func `a timeline steps through it and back`() throws {
    let sample = try Sample()
    var timeline = try Timeline(sample.evaluation(), output: sample.output)
    let start = Snapshot(timeline.evaluation)
    timeline.seek(to: timeline.count)
    #expect(timeline.evaluation.adjoint(of: sample.x).elements == [6, 9])
    timeline.seek(to: 0)
    #expect(Snapshot(timeline.evaluation) == start)
  }

  @Test func `a direction that reaches it is not known behind it, one that does not is`() throws {
    let sample = try Sample()
    var evaluation = try sample.evaluation()
    try evaluation.pushforward(along: [(sample.y, [0, 1, 0])])
    #expect(evaluation.tangent(of: sample.node).elements.allSatisfy { $0.isNaN })
    try evaluation.pushforward(along: [(sample.y, [0, 0, 0])])
    #expect(evaluation.tangent(of: sample.node).elements == [0, 0])
  }

  @Test func `what does not fit is refused`() throws {
    var graph = Graph()
    let x = try graph.appendInput(#require(Shape([2])))
    let value = try graph.appendConstant([1])
    let wrong = try graph.appendConstant([1, 2, 3], shape: #require(Shape([3])))
    func reason(_ operands: [NodeID]) -> String? {
      var graph = graph
      do throws(GraphError) {
        _ = try graph.append(.opaque, operands)
        return nil
      } catch .shapesDoNotFit(_, _, let reason) {
        return reason
      } catch { return "\(error)" }
    }
    #expect(reason([value, x]) == "every operand needs the contribution that was recorded for it")
    #expect(
      reason([value, x, wrong])
        == "a contribution of shape 3 does not match an operand of shape 2")
    #expect(reason([value, x, value]) == nil)
    #expect(reason([value]) == nil)
  }
}
