import Autodiff
import Basics
import TestSupport
import Testing

/// Timelines of either element type behind one type, which is read in double precision.
@Suite struct RunTests {
  @Test(arguments: RandomGraph.Kind.allCases, TimelineLawTests.modes)
  func `the end of a run has the bits of the sweeps in its own precision`(
    _ kind: RandomGraph.Kind, mode: TimelineMode
  ) throws {
    for seed in UInt64(0)..<60 {
      try expectSameEnd(try RandomGraph(kind, seed: seed), mode, Double.self, seed)
      try expectSameEnd(try RandomGraph(kind, seed: seed), mode, Float.self, seed)
    }
  }

  private func expectSameEnd<T: Scalar>(
    _ random: RandomGraph, _ mode: TimelineMode, _ precision: T.Type, _ seed: UInt64
  ) throws {
    let swept = try random.swept(mode, in: T.self)
    var run = Run(try random.timeline(mode, in: T.self))
    #expect(run.precision == (T.self == Float.self ? .single : .double))
    while run.position < run.count { run.step() }
    #expect(Snapshot(run) == Snapshot(swept), "seed \(seed) in \(T.self)")
  }

  @Test(arguments: RandomGraph.Kind.allCases, TimelineLawTests.modes)
  func `stepping back restores every state, also out of order and in a copy`(
    _ kind: RandomGraph.Kind, mode: TimelineMode
  ) throws {
    for seed in UInt64(0)..<20 {
      try expectSameWayBack(try RandomGraph(kind, seed: seed), mode, Double.self, seed)
      try expectSameWayBack(try RandomGraph(kind, seed: seed), mode, Float.self, seed)
    }
  }

  private func expectSameWayBack<T: Scalar>(
    _ random: RandomGraph, _ mode: TimelineMode, _ precision: T.Type, _ seed: UInt64
  ) throws {
    var run = Run(try random.timeline(mode, in: T.self))
    var states = [Snapshot(run)]
    while run.position < run.count {
      run.step()
      states.append(Snapshot(run))
    }
    let end = run
    while run.position > 0 {
      run.stepBack()
      #expect(Snapshot(run) == states[run.position], "seed \(seed), \(T.self)")
    }
    #expect(Snapshot(end) == states.last, "a copy stays where it was: seed \(seed), \(T.self)")
    var shuffler = SplitMix64(seed: seed)
    for position in (0...run.count).shuffled(using: &shuffler) {
      run.seek(to: position)
      #expect(Snapshot(run) == states[position], "position \(position), seed \(seed), \(T.self)")
    }
  }

  @Test(arguments: RandomGraph.Kind.allCases, TimelineLawTests.modes)
  func `a run says of every position what its timeline says`(
    _ kind: RandomGraph.Kind, mode: TimelineMode
  ) throws {
    for seed in UInt64(0)..<10 {
      try expectSameWords(try RandomGraph(kind, seed: seed).timeline(mode, in: Double.self))
      try expectSameWords(try RandomGraph(kind, seed: seed).timeline(mode, in: Float.self))
    }
  }

  private func expectSameWords<T: Scalar>(_ start: Timeline<T>) {
    var timeline = start
    var run = Run(start)
    #expect(run.count == timeline.count && run.mode == timeline.mode)
    #expect(run.output == timeline.output && run.seedEvent == timeline.seedEvent)
    while timeline.position < timeline.count {
      timeline.step()
      run.step()
      #expect(run.position == timeline.position)
      #expect(run.lastEvent == timeline.lastEvent && run.nextEvent == timeline.nextEvent)
      let isSame = timeline.graph.nodes.allSatisfy { node in
        run.adjointState(of: node) == timeline.adjointState(of: node)
          && run.hasValue(node) == timeline.hasValue(node)
          && run.hasTangent(node) == timeline.hasTangent(node)
      }
      #expect(isSame, "position \(run.position)")
      let (ours, theirs) = (run.lastContribution, timeline.lastContribution)
      #expect(ours?.source == theirs?.source && ours?.ordinal == theirs?.ordinal)
      #expect(ours?.partial?.description == theirs?.partial.map { Double($0).description })
      #expect(
        ours?.after.elements.map(\.description)
          == theirs?.after.elements.map { Double($0).description })
    }
  }

  @Test func `an overflow of single precision is not one of double precision`() throws {
    var builder = GraphBuilder()
    let x = try builder.input("x")
    let z = try builder.node(.exp, [x])
    let values = try [Precision.single, .double].map { precision in
      var run = try Self.run(builder.graph, [x: [89]], z, precision)
      run.seek(to: run.count)
      return try #require(run.value(of: z).scalar)
    }
    #expect(values[0] == .infinity)
    #expect(values[1] == Double.exp(89))
  }

  @Test func `a sum of single precision rounds as single precision does`() throws {
    var builder = GraphBuilder()
    let x = try builder.input("x", shape: try #require(Shape([3])))
    let z = try builder.node(.sum, [x])
    var run = try Self.run(builder.graph, [x: [16_777_216, 1, 1]], z, .single)
    run.seek(to: run.count)
    #expect(run.value(of: z).scalar == Double((Float(16_777_216) + 1) + 1))
  }

  @Test func `what is changed is rounded to the precision of the run`() throws {
    var builder = GraphBuilder()
    let x = try builder.input("x")
    let y = try builder.node(.multiply, [x, x])
    let z = try builder.node(.sin, [y])
    var run = try Self.run(builder.graph, [x: [2]], z, .single)
    run.seek(to: run.count)
    try run.change(inputs: [x: [0.1]], seed: [1.0 / 3])
    #expect(run.value(of: x).scalar == Double(Float(0.1)))
    #expect(run.value(of: y).scalar == Double(Float(0.1) * Float(0.1)))
    #expect(run.adjoint(of: z).scalar == Double(Float(1) / 3))
    try run.change(inputs: [:], holding: [y: [0.7]])
    #expect(run.value(of: z).scalar == Double(Float.sin(0.7)))
    #expect(run.isGiven(y) && run.held == [y])
  }

  @Test func `a product of single numbers worked out in double is rounded to theirs`() {
    var random = SplitMix64(seed: 3)
    for _ in 0..<10_000 {
      let (a, b) = (Float(random.number(in: -2...2)), Float(random.number(in: 0.5...3)))
      let pairs: [(Double, Float)] = [
        (Double(a) * Double(b), a * b), (Double(a) / Double(b), a / b),
        (Double(a) + Double(b), a + b), (Double(b).squareRoot(), b.squareRoot()),
      ]
      #expect(pairs.allSatisfy { Precision.single.rounded($0) == Double($1) }, "\(a) and \(b)")
    }
    #expect(Precision.single.rounded(1e30 * 1e30) == .infinity)
    #expect(Int(Precision.single.largestExponent) == 88)
    #expect(Int(Precision.double.largestExponent) == 709)
  }

  private static func run(
    _ graph: Graph, _ inputs: [NodeID: [Double]], _ output: NodeID, _ precision: Precision
  ) throws -> Run {
    func timeline<T: Scalar>(_ type: T.Type) throws -> Timeline<T> {
      var evaluation = try Evaluation<T>(of: graph)
      for (node, values) in inputs { try evaluation.setElements(values.map { T($0) }, of: node) }
      return try Timeline(evaluation, output: output)
    }
    switch precision {
    case .single: return Run(try timeline(Float.self))
    case .double: return Run(try timeline(Double.self))
    }
  }
}

/// Evaluations of either element type behind one type.
@Suite struct AnyEvaluationTests {
  @Test(arguments: RandomGraph.Kind.allCases)
  func `it sweeps in its own precision`(_ kind: RandomGraph.Kind) throws {
    for seed in UInt64(0)..<30 {
      try expectSame(try RandomGraph(kind, seed: seed), Double.self, .double)
      try expectSame(try RandomGraph(kind, seed: seed), Float.self, .single)
    }
  }

  private func expectSame<T: Scalar>(
    _ random: RandomGraph, _ type: T.Type, _ precision: Precision
  ) throws {
    let output = try #require(random.output)
    var typed = try random.evaluation(in: T.self)
    var any = try AnyEvaluation(of: random.graph, in: precision)
    for (node, values) in random.inputs { try any.setElements(values, of: node) }
    typed.forward()
    any.forward()
    try typed.pushforward(along: random.direction(in: T.self))
    try any.pushforward(along: random.direction(in: Double.self))
    try typed.reverse(from: output, seed: random.seed(in: T.self, of: output))
    try any.reverse(from: output, seed: random.seed(in: Double.self, of: output))
    #expect(Snapshot(any) == Snapshot(typed))
    let inputs = random.inputs.map(\.node).filter { random.graph.hasAdjoint($0) }
    let jacobian = try any.jacobian(of: output, by: inputs)
    let other = try Jacobian(of: output, by: inputs, at: typed)
    #expect(
      jacobian.elements.map(\.description) == other.elements.map { Double($0).description })
    #expect(jacobian.mode == other.mode && jacobian.rows == other.rows)
  }
}
