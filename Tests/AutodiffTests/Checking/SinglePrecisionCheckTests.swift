import Autodiff
import TestSupport
import Testing

/// Adjoints of single precision, judged by differences in double precision.
@Suite struct SinglePrecisionCheckTests {
  /// Checks a function of numbers at a point.
  private func report(
    at point: [Double], judging adjoints: [[Double]] = [],
    _ build: (inout GraphBuilder, [NodeID]) throws -> NodeID
  ) throws -> GradientReport {
    var builder = GraphBuilder()
    let inputs = try point.indices.map { try builder.input("x\($0)") }
    let output = try build(&builder, inputs)
    var evaluation = try AnyEvaluation(of: builder.graph, in: .single)
    for (node, value) in zip(inputs, point) { try evaluation.setElements([value], of: node) }
    let given = Dictionary(uniqueKeysWithValues: zip(inputs, adjoints))
    return try GradientCheck(of: output, in: evaluation).report(judging: given)
  }

  private static func sumOfProductAndSine(
    _ graph: inout GraphBuilder, _ x: [NodeID]
  ) throws -> NodeID {
    let product = try graph.node(.multiply, [x[0], x[1]])
    return try graph.node(.add, [product, graph.node(.sin, [x[0]])])
  }

  @Test func `the adjoints that are judged are those of single precision`() throws {
    let report = try report(at: [0.1, 3], Self.sumOfProductAndSine)
    #expect(report.elements.map(\.verdict) == [.agrees, .agrees])
    let adjoint = Double(3 + Float.cos(0.1))
    #expect(report.elements.map(\.adjoint) == [adjoint, Double(Float(0.1))])
    // The differences know more digits than the adjoint has.
    let error = try #require(report.elements.first).error
    #expect(error > 0 && error < 1e-7)
  }

  @Test(arguments: [1e-4, 1e-3, 1, -2])
  func `a wrong adjoint is found, and the right one beside it not`(factor: Double) throws {
    let right = [Double(3 + Float.cos(2)), 2]
    let report = try report(
      at: [2, 3], judging: [[right[0] * (1 + factor)], [right[1]]], Self.sumOfProductAndSine)
    #expect(report.elements.map(\.verdict) == [.wrong, .agrees])
  }

  @Test func `what overflows in single precision alone is not finite`() throws {
    let exponential = try report(at: [89]) { graph, x in try graph.node(.exp, [x[0]]) }
    #expect(exponential.elements.map(\.verdict) == [.notFinite])
    // The square overflows while its derivative does not.
    let square = try report(at: [3e19]) { graph, x in try graph.node(.square, [x[0]]) }
    #expect(square.elements.map(\.verdict) == [.notFinite])
    #expect(square.elements.first?.adjoint == Double(Float(3e19) * 2))
  }

  @Test func `what cancels in single precision is lost in rounding, not wrong`() throws {
    // ((x + 1000) - 1000)², whose difference has lost the last digits of x.
    let report = try report(at: [0.1234]) { graph, x in
      let large = try graph.constant([1000])
      let sum = try graph.node(.add, [x[0], large])
      return try graph.node(.square, [graph.node(.subtract, [sum, large])])
    }
    #expect(report.elements.map(\.verdict) == [.lostInRounding])
    let check = try #require(report.elements.first)
    #expect(check.error > 5e-5)
  }

  @Test func `a kink is one in single precision too`() throws {
    let report = try report(at: [0]) { graph, x in try graph.node(.abs, [x[0]]) }
    let check = try #require(report.elements.first)
    guard case .kink = check.verdict else {
      Issue.record("\(check.verdict)")
      return
    }
  }

  @Test(arguments: RandomGraph.Kind.allCases)
  func `nothing that is right is called wrong`(_ kind: RandomGraph.Kind) throws {
    var agreeing = 0
    for seed in UInt64(0)..<40 {
      let random = try RandomGraph(kind, seed: seed, size: 16)
      let output = try #require(random.output)
      guard random.graph.hasAdjoint(output) else { continue }
      let point = AnyEvaluation(try random.evaluation(in: Float.self))
      for check in try GradientCheck(of: output, in: point).report().elements {
        #expect(check.verdict != .wrong, "seed \(seed): \(check)")
        if check.verdict == .agrees { agreeing += 1 }
      }
    }
    #expect(agreeing > 50)
  }
}
