import Autodiff
import TestSupport
import Testing

/// Checks of more elements than one has time for.
@Suite struct SampledCheckTests {
  /// `Σ tanh(w·x)`, elementwise, with 50 elements in w and none but data in x.
  private func check(limit: Int) throws -> (w: NodeID, GradientCheck, adjoint: [Double]) {
    var graph = Graph()
    let shape = try #require(Shape([50]))
    let (w, x) = (try graph.appendInput(shape), try graph.appendInput(shape, isData: true))
    let hidden = try graph.append(.tanh, [graph.append(.multiply, [w, x])])
    let sum = try graph.append(.sum, [hidden])
    var random = SplitMix64(seed: 5)
    var evaluation = try Evaluation<Double>(of: graph)
    try evaluation.setElements((0..<50).map { _ in random.number(in: -1...1) }, of: w)
    try evaluation.setElements((0..<50).map { _ in random.factor() }, of: x)
    evaluation.forward()
    try evaluation.reverse(from: sum)
    var check = try GradientCheck(of: sum, in: evaluation)
    check.elementLimit = limit
    check.sampleSize = 7
    check.projectionCount = 3
    return (w, check, evaluation.adjoint(of: w).elements)
  }

  @Test func `up to the limit every element is checked`() throws {
    let (_, check, _) = try check(limit: 50)
    var random = SplitMix64(seed: 1)
    let report = try check.report(sampling: &random)
    #expect(report.elements.count == 50)
    #expect(report.projections.isEmpty)
    #expect(!report.isSample)
    #expect(report.passes)
  }

  @Test func `beyond it a sample and projections, the same for the same seed`() throws {
    let (_, check, _) = try check(limit: 49)
    var random = SplitMix64(seed: 1)
    let report = try check.report(sampling: &random)
    #expect(report.isSample)
    #expect(report.elementCount == 50)
    #expect(report.elements.count == 7)
    #expect(Set(report.elements.map(\.subject)).count == 7)
    #expect(report.projections.map(\.subject) == [.projection(0), .projection(1), .projection(2)])
    #expect(report.checks.allSatisfy { $0.verdict == .agrees })
    var same = SplitMix64(seed: 1)
    #expect(try check.report(sampling: &same) == report)
    var other = SplitMix64(seed: 2)
    #expect(try check.report(sampling: &other) != report)
  }

  @Test func `projections find an error that the sample leaves out`() throws {
    var (w, check, adjoint) = try check(limit: 10)
    check.sampleSize = 0
    adjoint[31] *= 1.01
    var random = SplitMix64(seed: 1)
    let report = try check.report(judging: [w: adjoint], sampling: &random)
    #expect(report.projections.allSatisfy { $0.verdict == .wrongRule })
    #expect(!report.passes)
  }

  @Test func `asked for all, it does all`() throws {
    var (w, check, adjoint) = try check(limit: 10)
    adjoint[31] *= 1.01
    let report = try check.report(judging: [w: adjoint])
    #expect(report.elements.count == 50)
    #expect(report.elements.filter { $0.verdict.isFailure }.map(\.subject) == [.element(w, 31)])
    check.tolerance = 0.1
    #expect(try check.report(judging: [w: adjoint]).passes)
  }
}
