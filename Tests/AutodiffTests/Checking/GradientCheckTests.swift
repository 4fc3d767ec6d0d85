import Autodiff
import TestSupport
import Testing

@Suite struct GradientCheckTests {
  /// Checks a function of numbers at a point.
  private func report(
    at point: [Double], judging adjoints: [[Double]] = [], sweeping: Bool = false,
    _ build: (inout GraphBuilder, [NodeID]) throws -> NodeID
  ) throws -> (report: GradientReport, graph: Graph) {
    var builder = GraphBuilder()
    let inputs = try point.indices.map { try builder.input("x\($0)") }
    let output = try build(&builder, inputs)
    var evaluation = try Evaluation<Double>(of: builder.graph)
    for (node, value) in zip(inputs, point) { try evaluation.setValue(value, of: node) }
    let given = Dictionary(uniqueKeysWithValues: zip(inputs, adjoints))
    var check = try GradientCheck(of: output, in: evaluation)
    check.sweepsAllSteps = sweeping
    return (try check.report(judging: given), builder.graph)
  }

  private func verdicts(_ report: GradientReport) -> [GradientVerdict] {
    report.elements.map(\.verdict)
  }

  /// `x·y + sin(x)`.
  private func sumOfProductAndSine(
    _ graph: inout GraphBuilder, _ x: [NodeID]
  ) throws -> NodeID {
    let product = try graph.node(.multiply, [x[0], x[1]])
    return try graph.node(.add, [product, graph.node(.sin, [x[0]])])
  }

  @Test func `a right gradient agrees to the tolerance`() throws {
    let (report, _) = try report(at: [2, 3], sumOfProductAndSine)
    #expect(verdicts(report) == [.agrees, .agrees])
    #expect(report.passes)
    #expect(!report.isSample)
    let check = try #require(report.elements.first)
    #expect(check.adjoint == 3 + Double.cos(2))
    #expect(check.error < 1e-9)
    #expect(try #require(check.estimate).uncertainty < 1e-4)
  }

  @Test(arguments: [1e-3, 1e-5, 1, -2])
  func `a wrong adjoint is found, and the right one beside it not`(factor: Double) throws {
    let right = [3 + Double.cos(2), 2]
    let (report, _) = try report(
      at: [2, 3], judging: [[right[0] * (1 + factor)], [right[1]]], sumOfProductAndSine)
    #expect(verdicts(report) == [.wrong, .agrees])
    #expect(!report.passes)
  }

  @Test func `an adjoint that should be zero is found`() throws {
    let (report, _) = try report(at: [2, 3], judging: [[3 + Double.cos(2)], [1e-9]]) { graph, x in
      _ = x[1]
      return try graph.node(.add, [x[0], graph.node(.subtract, [x[1], x[1]])])
    }
    #expect(verdicts(report).last == .wrong)
  }

  @Test func `the errors make a V over the steps`() throws {
    let (report, _) = try report(at: [0.5], sweeping: true) { graph, x in
      try graph.node(.exp, [x[0]])
    }
    let curve = try #require(report.elements.first).curve
    let errors = curve.quotients.map(\.error)
    #expect(curve.quotients.map(\.step) == curve.quotients.map(\.step).sorted(by: >))
    let best = try #require(errors.indices.min { errors[$0] < errors[$1] })
    #expect((5...13).contains(best))
    #expect(errors[0] > 1e-4)
    #expect(try #require(errors.last) > 100 * errors[best])
  }

  @Test func `abs at 0 is not differentiable, beside 0 it is`() throws {
    for (point, isKink) in [(0.0, true), (-0.0, true), (1e-12, false), (-1e-7, false), (1, false)] {
      let (report, graph) = try report(at: [point]) { graph, x in try graph.node(.abs, [x[0]]) }
      let node = try #require(graph.nodes.last)
      #expect(verdicts(report) == [isKink ? .kink(at: node) : .agrees], "\(point)")
      #expect(report.passes)
    }
  }

  @Test func `a tie is a kink for both of its sides, and named among other nodes`() throws {
    let (report, graph) = try report(at: [3, 3]) { graph, x in
      let larger = try graph.node(.maximum, x)
      return try graph.node(.multiply, [graph.node(.exp, [larger]), x[0]])
    }
    let node = try #require(graph.nodes.first { graph.operation(of: $0) == .maximum })
    #expect(verdicts(report) == [.kink(at: node), .kink(at: node)])
    #expect(report.passes)
  }

  @Test func `a tie of a reduction is a kink of the elements that tie`() throws {
    var builder = GraphBuilder()
    let x = try builder.input("x", shape: try #require(Shape([3])))
    let largest = try builder.node(.largest, [x])
    var evaluation = try Evaluation<Double>(of: builder.graph)
    try evaluation.setElements([2, 1, 2], of: x)
    let report = try GradientCheck(of: largest, in: evaluation).report()
    #expect(
      verdicts(report)
        == [.kink(at: largest), .agrees, .kink(at: largest)])
  }

  @Test func `kinks that cancel are named when the convention shows`() throws {
    // relu(x) - relu(-x) is x, but the rules give each term the slope 0 at 0.
    let (report, graph) = try report(at: [0]) { graph, x in
      let mirrored = try graph.node(.relu, [graph.node(.negate, [x[0]])])
      return try graph.node(.subtract, [graph.node(.relu, [x[0]]), mirrored])
    }
    let node = try #require(verdicts(report).first?.node)
    #expect(verdicts(report) == [.wrongAtKink(at: node)])
    #expect(graph.operation(of: node) == .relu)
    let sides = try #require(report.elements.first?.sides)
    #expect(abs(sides.left - 1) < 1e-9 && abs(sides.right - 1) < 1e-9)
    #expect(!report.passes)
  }

  @Test(arguments: [-1.0, -0.3, 0, 1])
  func `at a kink every slope between the two sides passes`(adjoint: Double) throws {
    let (report, graph) = try report(at: [0], judging: [[adjoint]]) { graph, x in
      try graph.node(.abs, [x[0]])
    }
    #expect(verdicts(report) == [.kink(at: try #require(graph.nodes.last))])
  }

  @Test(arguments: [-1.001, 1.001, 5])
  func `at a kink no other slope does`(adjoint: Double) throws {
    let (report, graph) = try report(at: [0], judging: [[adjoint]]) { graph, x in
      try graph.node(.abs, [x[0]])
    }
    #expect(verdicts(report) == [.wrongAtKink(at: try #require(graph.nodes.last))])
    #expect(!report.passes)
  }

  @Test func `a kink does not excuse a wrong rule elsewhere`() throws {
    let (report, _) = try report(at: [2], judging: [[1.5]]) { graph, x in
      try graph.node(.add, [graph.node(.relu, [x[0]]), graph.node(.abs, [x[0]])])
    }
    #expect(verdicts(report) == [.wrong])
  }

  @Test func `a jump fails, and what it multiplies does not`() throws {
    let (report, graph) = try report(at: [0, 5]) { graph, x in
      let zero = try graph.constant([0])
      return try graph.node(.multiply, [graph.node(.greater, [x[0], zero]), x[1]])
    }
    let node = try #require(graph.nodes.first { graph.operation(of: $0) == .greater })
    #expect(verdicts(report) == [.jump(at: node), .agrees])
    #expect(!report.passes)
  }

  @Test func `what rounding swallows is not called wrong`() throws {
    let (report, _) = try report(at: [1]) { graph, x in
      try graph.node(.add, [graph.constant([1e17]), x[0]])
    }
    #expect(verdicts(report) == [.lostInRounding])
    #expect(report.passes)
  }

  @Test func `what turns faster than any step is not called wrong`() throws {
    let (report, _) = try report(at: [1]) { graph, x in
      try graph.node(.sin, [graph.node(.multiply, [graph.constant([1e13]), x[0]])])
    }
    #expect(verdicts(report) == [.lostInRounding])
  }

  @Test func `a bend that is only sharp is no kink`() throws {
    let (report, _) = try report(at: [0]) { graph, x in
      let steep = try graph.node(.multiply, [graph.constant([1e4]), x[0]])
      return try graph.node(.add, [graph.node(.softplus, [steep]), graph.node(.relu, [steep])])
    }
    let node = try #require(verdicts(report).first?.node)
    #expect(verdicts(report) == [.kink(at: node)])
    let (smooth, _) = try self.report(at: [0]) { graph, x in
      let steep = try graph.node(.multiply, [graph.constant([1e4]), x[0]])
      return try graph.node(.softplus, [steep])
    }
    #expect(verdicts(smooth) == [.agrees])
  }

  @Test(arguments: [0.0, -1])
  func `an infinite or undefined derivative is not finite`(point: Double) throws {
    let (report, _) = try report(at: [point]) { graph, x in try graph.node(.sqrt, [x[0]]) }
    #expect(verdicts(report) == [.notFinite])
    #expect(!report.passes)
  }

  @Test(arguments: [1e-12, 1e-300, 1e12])
  func `tiny and huge numbers have steps of their own`(point: Double) throws {
    let (report, _) = try report(at: [point]) { graph, x in try graph.node(.log, [x[0]]) }
    #expect(verdicts(report) == [.agrees])
  }

  @Test(arguments: [-10.0, 10])
  func `a saturated sigmoid agrees`(point: Double) throws {
    let (report, _) = try report(at: [point]) { graph, x in
      try graph.node(.square, [graph.node(.sigmoid, [x[0]])])
    }
    #expect(verdicts(report) == [.agrees])
  }

  @Test func `labels and data are not asked for a derivative`() throws {
    var builder = GraphBuilder()
    let scores = try builder.input("f", shape: try #require(Shape([3])))
    let label = try builder.input("y")
    _ = try builder.input("data", isData: true)
    let loss = try builder.node(.logisticLoss, [scores, label])
    var evaluation = try Evaluation<Double>(of: builder.graph)
    try evaluation.setElements([2, 1, -1], of: scores)
    let report = try GradientCheck(of: loss, in: evaluation).report()
    #expect(verdicts(report) == [.agrees, .agrees, .agrees, .kink(at: nil)])
  }

  @Test func `a given adjoint has to fit its node`() throws {
    var graph = Graph()
    let x = try graph.appendInput()
    let evaluation = try Evaluation<Double>(of: graph)
    let check = try GradientCheck(of: x, in: evaluation)
    #expect(throws: GraphError.elementCount(x, expected: 1, given: 2)) {
      try check.report(judging: [x: [1, 2]])
    }
    #expect(throws: GraphError.elementCount(x, expected: 1, given: 0)) {
      try GradientCheck(of: x, in: evaluation, seed: [])
    }
  }
}
