import Basics
import Testing

@testable import Autodiff

/// Nodes whose numbers have fewer digits than the run.
@Suite struct RoundedNodeTests {
  @Test(arguments: RandomGraph.Kind.allCases, TimelineLawTests.modes)
  func `stepping forth and back gives the bits of the sweeps`(
    _ kind: RandomGraph.Kind, mode: TimelineMode
  ) throws {
    for seed in UInt64(0)..<12 {
      let random = try RandomGraph(kind, seed: seed).rounded()
      try expectSame(random, mode, Double.self, seed)
      try expectSame(random, mode, Float.self, seed)
    }
  }

  private func expectSame<T: Scalar>(
    _ random: RandomGraph, _ mode: TimelineMode, _: T.Type, _ seed: UInt64
  ) throws {
    let swept = try random.swept(mode, in: T.self)
    var timeline = try random.timeline(mode, in: T.self)
    var states = [Snapshot(timeline.evaluation)]
    while timeline.position < timeline.count {
      timeline.step()
      states.append(Snapshot(timeline.evaluation))
    }
    #expect(Snapshot(timeline.evaluation) == Snapshot(swept), "seed \(seed)")
    for position in (0..<timeline.count).reversed() {
      timeline.stepBack()
      #expect(Snapshot(timeline.evaluation) == states[position], "\(position), seed \(seed)")
    }
  }

  @Test func `every number of a rounded node is one that its type has`() throws {
    for seed in UInt64(0)..<40 {
      let random = try RandomGraph(.mixed, seed: seed).rounded()
      let evaluation = try random.swept(.both, in: Double.self)
      let output = try #require(random.output)
      for node in random.graph.nodes where random.graph.operation(of: node) != .constant {
        guard let type = random.graph.rounding(of: node) else { continue }
        var numbers = evaluation.value(of: node).elements
        if node != output { numbers += evaluation.adjoint(of: node).elements }
        for number in numbers where !number.isNaN { #expect(type.rounded(number) == number) }
      }
    }
  }

  @Test func `a square that half precision cannot hold is 0, and so is the adjoint`() throws {
    var graph = Graph()
    let x = try graph.appendInput()
    let square = try graph.append(.square, [x])
    let root = try graph.append(.sqrt, [square])
    for node in [x, square, root] { graph.round(node, to: .float16) }
    var evaluation = try Evaluation<Double>(of: graph)
    try evaluation.setValue(1e-4, of: x)
    evaluation.forward()
    #expect(evaluation.value(of: x).scalar == Double(Float16(1e-4)))
    #expect(evaluation.value(of: square).scalar == 0)
    try evaluation.reverse(from: root)
    #expect(evaluation.adjoint(of: square).scalar == .infinity)
    #expect(evaluation.adjoint(of: x).scalar?.isFinite == false)
    graph.round(square, to: .float64)
    #expect(graph.rounding(of: square) == nil)
  }

  @Test func `an adjoint is rounded once, when it is complete`() throws {
    // Each of two contributions is lost beside 1 in bfloat16, their sum is not.
    var graph = Graph()
    let x = try graph.appendInput()
    let small = try graph.appendConstant([0.0021])
    let first = try graph.append(.multiply, [x, small])
    let second = try graph.append(.multiply, [x, small])
    let sum = try graph.append(.add, [try graph.append(.add, [x, first]), second])
    graph.round(x, to: .bfloat16)
    var evaluation = try Evaluation<Double>(of: graph)
    try evaluation.setValue(1, of: x)
    evaluation.forward()
    try evaluation.reverse(from: sum)
    #expect(evaluation.adjoint(of: x).scalar == 1.0078125)
  }

  @Test func `a check leaves the rounding out`() throws {
    var graph = Graph()
    let x = try graph.appendInput()
    let y = try graph.append(.exp, [x])
    for node in [x, y] { graph.round(node, to: .bfloat16) }
    var evaluation = try Evaluation<Double>(of: graph)
    try evaluation.setValue(0.7, of: x)
    #expect(try GradientCheck(of: y, in: evaluation).report().passes)
    #expect(try GradientCheck(of: y, in: AnyEvaluation(evaluation)).report().passes)
  }

  @Test(
    arguments: [
      (1.00390625, 1.0), (1.01171875, 1.015625), (1.0117, 1.0078125), (-1.0117, -1.0078125),
      (3.38953138925153547590470800371487866880e38, 3.38953138925153547590470800371487866880e38),
      (3.4e38, .infinity), (-3.4e38, -.infinity), (9.1835e-41, 9.183549615799121e-41), (4e-41, 0),
      (1.3877787807814457e-40, 1.8367099231598242e-40), (-0.0, -0.0), (.infinity, .infinity),
      // Doubles between two of single precision, to which they are rounded first.
      (1.003906250000001, 1), (1.0117187499999, 1.015625),
    ] as [(Double, Double)])
  func `bfloat16 rounds to the even neighbour`(_ number: Double, _ expected: Double) {
    #expect(NumberType.bfloat16.rounded(number) == expected)
    #expect(NumberType.bfloat16.rounded(number).sign == expected.sign)
  }

  @Test func `bfloat16 is what single precision rounds to, bit by bit`() {
    var random = SplitMix64(seed: 7)
    for _ in 0..<20_000 {
      let float = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
      guard float.isFinite else { continue }
      // Half of the last place, less one where the last bit is even.
      let bits = float.bitPattern
      let rounded = (bits &+ 0x7FFF &+ (bits >> 16 & 1)) & 0xFFFF_0000
      #expect(NumberType.bfloat16.rounded(float) == Float(bitPattern: rounded))
    }
    #expect(NumberType.float16.rounded(65_520.0) == .infinity)
    #expect(NumberType.float16.rounded(65_519.0) == 65_504)
    #expect(NumberType.float16.rounded(1.00048828125001) == 1)
    #expect(NumberType.int64.rounded(0.3) == 0.3)
  }

  @Test func `a graph without rounded nodes has no list of them`() throws {
    let plain = try RandomGraph(.mixed, seed: 3)
    #expect(try !SweepPlan(plain.graph).isRounding)
    #expect(try SweepPlan(plain.rounded().graph).isRounding)
    #expect(!plain.graph.hasSameNodes(as: plain.rounded().graph))
  }
}
