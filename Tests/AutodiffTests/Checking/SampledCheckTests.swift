import Autodiff
import Basics
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
    #expect(report.projections.allSatisfy { $0.verdict == .wrong })
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

  @Test func `only the elements that are asked for are checked, and move in projections`() throws {
    var (w, check, adjoint) = try check(limit: 50)
    check.elements = [w: [3, 7, 99]]
    adjoint[31] *= 1.01
    let report = try check.report(judging: [w: adjoint])
    #expect(report.elements.map(\.subject) == [.element(w, 3), .element(w, 7)])
    #expect(report.elementCount == 2 && report.passes)
    check.elementLimit = 1
    check.sampleSize = 1
    var random = SplitMix64(seed: 1)
    let sample = try check.report(judging: [w: adjoint], sampling: &random)
    #expect(sample.isSample && sample.projections.count == 3)
    #expect(sample.projections.allSatisfy { $0.verdict == .agrees })
  }

  @Test func `somebody is told how far it has come, and may give it up`() throws {
    let (_, check, _) = try check(limit: 10)
    var random = SplitMix64(seed: 1)
    var heard: [Int] = []
    _ = try check.report(sampling: &random) { progress in
      heard.append(progress.done)
      #expect(progress.total == 10)
    }
    #expect(heard == Array(0..<10))
    #expect(throws: CancellationError.self) {
      try check.report(sampling: &random) { if $0.done == 4 { throw CancellationError() } }
    }
  }

  @Test func `two steps settle what is smooth, all steps are tried on demand`() throws {
    var (_, check, _) = try check(limit: 50)
    #expect(try check.report().elements.allSatisfy { $0.curve.quotients.count == 2 })
    check.sweepsAllSteps = true
    let whole = try check.report().elements
    #expect(whole.allSatisfy { $0.curve.quotients.count == 19 && $0.verdict == .agrees })
  }
}
