import TestSupport
import Testing

@testable import Autodiff

/// What a check finds of operations that go one way or another.
@Suite struct SwitchTests {
  // Which of two equal keys comes first changes no sum.
  @Test(arguments: Kink.all.filter { $0.operation != .arrange })
  func `at its kink every operation is named, beside it none`(_ kink: Kink) throws {
    #expect(try verdict(on: kink, moved: 0).verdict == .kink(at: try kink.graph().2))
    // All of them are piecewise linear.
    let beside = try verdict(on: kink, moved: 0.25)
    #expect(beside.verdict == .agrees || kink.operands.joined().count > 2)
    #expect(!beside.verdict.isFailure)
  }

  private func verdict(on kink: Kink, moved distance: Double) throws -> DerivativeCheck {
    let (graph, inputs, output) = try kink.graph()
    var operands = kink.operands
    operands[kink.mover.operand][kink.mover.element] += distance
    var evaluation = try Evaluation<Double>(of: graph)
    for (node, values) in zip(inputs, operands) { try evaluation.setElements(values, of: node) }
    var check = try GradientCheck(of: output, in: evaluation)
    check.elements = [inputs[kink.mover.operand]: [kink.mover.element]]
    return try #require(try check.report().elements.first)
  }

  @Test(arguments: [
    Autodiff.Operation.less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual,
  ])
  func `at its jump every comparison is named, beside it none`(_ operation: Autodiff.Operation)
    throws
  {
    for (point, isJump) in [(2.0, true), (2.5, false), (1, false)] {
      var builder = GraphBuilder()
      let x = try builder.input("x")
      let answer = try builder.node(operation, [x, builder.constant([2])])
      let output = try builder.node(.add, [answer, x])
      var evaluation = try Evaluation<Double>(of: builder.graph)
      try evaluation.setValue(point, of: x)
      let report = try GradientCheck(of: output, in: evaluation).report()
      #expect(report.elements.map(\.verdict) == [isJump ? .jump(at: answer) : .agrees])
    }
  }

  @Test func `every operation that is not smooth has a pattern of its ways`() throws {
    let branching = Autodiff.Operation.allCases.filter {
      $0.smoothness != .smooth && $0.smoothness != .recorded
    }
    let tested =
      Kink.all.map(\.operation) + [
        .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual, .select,
        .sign, .floor, .round, .argmax, .single, .half, .bfloat16,
      ]
    #expect(Set(branching) == Set(tested))
  }

  @Test func `broadcast elements switch like any others`() throws {
    var builder = GraphBuilder()
    let x = try builder.input("x", shape: try #require(Shape([2, 1])))
    let y = try builder.input("y", shape: try #require(Shape([3])))
    let larger = try builder.node(.maximum, [x, y])
    let output = try builder.node(.sum, [larger])
    var evaluation = try Evaluation<Double>(of: builder.graph)
    try evaluation.setElements([1, 5], of: x)
    try evaluation.setElements([0, 1, 2], of: y)
    let verdicts = try GradientCheck(of: output, in: evaluation).report().elements.map(\.verdict)
    let kink = GradientVerdict.kink(at: larger)
    #expect(verdicts == [kink, .agrees, .agrees, kink, .agrees])
  }
}
