import Autodiff
import TestSupport
import Testing

/// Adjoints that add up over several sweeps, and those that start over.
@Suite struct AccumulationTests {
  @Test(arguments: RandomGraph.Kind.allCases)
  func `two accumulated sweeps give the inputs the sum of two gradients`(
    _ kind: RandomGraph.Kind
  ) throws {
    for seed in UInt64(0)..<40 {
      let random = try RandomGraph(kind, seed: seed)
      let output = try #require(random.output)
      let upstream = random.seed(in: Double.self, of: output)
      var once = try random.evaluation(in: Double.self)
      once.forward()
      try once.reverse(from: output, seed: upstream)
      var twice = once
      twice.adjointPolicy = .accumulating
      try twice.reverse(from: output, seed: upstream)
      for node in random.graph.nodes {
        let isInput = random.graph.operation(of: node) == .input
        let expected = once.adjoint(of: node).elements.map { isInput ? $0 + $0 : $0 }
        let found = twice.adjoint(of: node).elements
        // Twice the sum and the sum of twice as many terms are rounded apart.
        for (a, b) in zip(expected, found) where !(a.isNaN && b.isNaN) && a != b {
          let scale = once.adjoint(of: node).elements.map(\.magnitude).max() ?? 0
          #expect((a - b).magnitude <= 1e-12 * max(scale, 1), "node \(node), seed \(seed)")
        }
      }
      twice.adjointPolicy = .zeroing
      try twice.reverse(from: output, seed: upstream)
      #expect(Snapshot(twice) == Snapshot(once), "seed \(seed)")
    }
  }

  /// `z = x·y + sin(x)` at x = 2, y = 3, after one sweep from z, accumulating.
  private func swept() throws -> (x: NodeID, y: NodeID, z: NodeID, Evaluation<Double>) {
    let tape = Tape()
    let x = tape.input("x", 2), y = tape.input("y", 3)
    let z = x * y + sin(x)
    var evaluation = try tape.evaluation()
    evaluation.adjointPolicy = .accumulating
    evaluation.forward()
    try evaluation.reverse(from: z)
    return (try x.id, try y.id, try z.id, evaluation)
  }

  @Test func `adjoints accumulate until they are set to zero`() throws {
    var (x, y, z, evaluation) = try swept()
    try evaluation.reverse(from: z, seed: [10])
    #expect(evaluation.adjoint(of: y).scalar == 22)
    #expect(evaluation.adjoint(of: z).scalar == 10)
    evaluation.zeroAdjoints()
    #expect(evaluation.adjoint(of: x).scalar == 0)
    #expect(evaluation.adjoint(of: z).scalar == 0)
  }

  @Test func `an output that is an input adds the seed`() throws {
    var (x, _, _, evaluation) = try swept()
    let before = try #require(evaluation.adjoint(of: x).scalar)
    try evaluation.reverse(from: x)
    #expect(evaluation.adjoint(of: x).scalar == before + 1)
  }

  @Test(arguments: RandomGraph.Kind.allCases)
  func `stepping an accumulating sweep ends at its bits and goes back to what was there`(
    _ kind: RandomGraph.Kind
  ) throws {
    for seed in UInt64(0)..<30 {
      let random = try RandomGraph(kind, seed: seed)
      let inputs = random.inputs.map(\.node).filter { random.graph.hasAdjoint($0) }
      for output in [try #require(random.output)] + inputs.prefix(1) {
        var bulk = try random.evaluation(in: Float.self)
        bulk.adjointPolicy = .accumulating
        bulk.forward()
        try bulk.reverse(from: try #require(random.output))
        var timeline = try Timeline(bulk, output: output)
        let start = Snapshot(timeline.evaluation)
        try bulk.reverse(from: output)
        var states = [start]
        while timeline.position < timeline.count {
          timeline.step()
          states.append(Snapshot(timeline.evaluation))
        }
        #expect(states.last == Snapshot(bulk), "seed \(seed)")
        while timeline.position > 0 {
          timeline.stepBack()
          #expect(Snapshot(timeline.evaluation) == states[timeline.position], "seed \(seed)")
        }
      }
    }
  }

  @Test func `what an earlier sweep left is stale until this one adds to it`() throws {
    let (x, y, z, evaluation) = try swept()
    var timeline = try Timeline(evaluation, output: z)
    #expect(timeline.evaluation.adjoint(of: x).scalar == evaluation.adjoint(of: x).scalar)
    #expect(timeline.adjointState(of: x) == .stale(expected: 2))
    #expect(timeline.adjointState(of: y) == .stale(expected: 1))
    #expect(timeline.adjointState(of: z) == .pending(expected: 1))
    timeline.seek(to: 9)
    #expect(timeline.adjointState(of: x) == .partial(received: 1, expected: 2))
    #expect(timeline.adjointState(of: y) == .stale(expected: 1))
    timeline.seek(to: .max)
    #expect(timeline.adjointState(of: x) == .complete)
    #expect(timeline.evaluation.adjoint(of: y).scalar == 4)
    timeline.seek(to: 0)
    #expect(timeline.adjointState(of: x) == .stale(expected: 2))
  }

  @Test func `what this sweep will not reach stays stale`() throws {
    let (x, y, _, evaluation) = try swept()
    var timeline = try Timeline(evaluation, output: x)
    #expect(timeline.adjointState(of: x) == .stale(expected: 1))
    timeline.seek(to: .max)
    #expect(timeline.adjointState(of: x) == .complete)
    #expect(timeline.adjointState(of: y) == .stale(expected: 0))
    #expect(timeline.evaluation.adjoint(of: y).scalar == 2)
  }

  @Test func `a sweep that starts at zero knows nothing stale`() throws {
    var (x, _, z, evaluation) = try swept()
    evaluation.adjointPolicy = .zeroing
    let timeline = try Timeline(evaluation, output: z)
    #expect(timeline.adjointState(of: x) == .pending(expected: 2))
    #expect(timeline.evaluation.adjoint(of: x).scalar == 0)
  }
}
