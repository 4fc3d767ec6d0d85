import Autodiff
import Basics
import TestSupport
import Testing

/// Timelines whose numbers are changed on the way: the bits are those of a new timeline that is led
/// to the same place.
@Suite struct TimelineChangeTests {
  /// What a timeline of a random graph is given.
  private struct Givens<T: Scalar> {
    var inputs: [NodeID: [T]]
    var seed: [T]?
    var direction: [(input: NodeID, tangent: [T])]
    var held: [NodeID: [T]] = [:]
  }

  @Test(arguments: RandomGraph.Kind.allCases, TimelineLawTests.modes)
  func `after any changes at any positions all bits are those of a new timeline`(
    _ kind: RandomGraph.Kind, mode: TimelineMode
  ) throws {
    for seed in UInt64(0)..<15 {
      try expectSame(try RandomGraph(kind, seed: seed), mode, .zeroing, Double.self, seed)
      try expectSame(try RandomGraph(kind, seed: seed), mode, .accumulating, Float.self, seed)
    }
  }

  private func expectSame<T: Scalar>(
    _ random: RandomGraph, _ mode: TimelineMode, _ policy: AdjointPolicy, _ precision: T.Type,
    _ seed: UInt64
  ) throws {
    let output = try #require(random.output)
    var dice = SplitMix64(seed: seed)
    var evaluation = try random.evaluation(in: T.self)
    evaluation.adjointPolicy = policy
    if policy == .accumulating {
      evaluation.forward()
      try evaluation.reverse(from: output)
    }
    let first = try random.evaluation(in: T.self)
    var givens = Givens<T>(
      inputs: Dictionary(
        uniqueKeysWithValues: random.inputs.map { ($0.node, first.value(of: $0.node).elements) }),
      direction: mode == .reverse ? [] : random.direction(in: T.self))
    var timeline = try Timeline(
      evaluation, output: output, mode: mode, seed: nil, direction: givens.direction)
    for _ in 0..<8 {
      timeline.seek(to: dice.integer(below: timeline.count + 1))
      change(&givens, in: random, mode, &dice)
      try timeline.change(
        inputs: givens.inputs, seed: givens.seed, direction: givens.direction,
        holding: givens.held, to: dice.isHeads() ? nil : dice.integer(below: timeline.count + 1))
      var new = try made(givens, evaluation, output, mode)
      #expect(timeline.count == new.count)
      for position in [timeline.position, 0, new.count] + somePositions(of: new, &dice) {
        timeline.seek(to: position)
        new.seek(to: position)
        #expect(
          Snapshot(timeline.evaluation) == Snapshot(new.evaluation)
            && timeline.journalLength == new.journalLength
            && timeline.lastContribution?.before.elements.map(\.description)
              == new.lastContribution?.before.elements.map(\.description),
          "seed \(seed), position \(position), \(T.self)")
      }
    }
  }

  private func somePositions<T>(of timeline: Timeline<T>, _ dice: inout SplitMix64) -> [Int] {
    (0..<6).map { _ in dice.integer(below: timeline.count + 1) }
  }

  /// A new timeline of what is given.
  private func made<T: Scalar>(
    _ givens: Givens<T>, _ evaluation: Evaluation<T>, _ output: NodeID, _ mode: TimelineMode
  ) throws -> Timeline<T> {
    var evaluation = evaluation
    for (node, values) in givens.inputs { try evaluation.setElements(values, of: node) }
    return try Timeline(
      evaluation, output: output, mode: mode, seed: givens.seed, direction: givens.direction,
      holding: givens.held)
  }

  /// One to three changes: an input, an element of it, the sign of a zero, a held node, a release, a
  /// seed, a direction, or nothing.
  private func change<T: Scalar>(
    _ givens: inout Givens<T>, in random: RandomGraph, _ mode: TimelineMode,
    _ dice: inout SplitMix64
  ) {
    let graph = random.graph
    func numbers(_ node: NodeID) -> [T] {
      (0..<graph.shape(of: node).count).map { _ in T(Float(dice.number(in: -1.5...1.5))) }
    }
    for _ in 0..<1 + dice.integer(below: 3) {
      let input = random.inputs[dice.integer(below: random.inputs.count)].node
      let computed = graph.nodes.filter { ![.input, .constant].contains(graph.operation(of: $0)) }
      let node = computed[dice.integer(below: computed.count)]
      switch dice.integer(below: 8) {
      case 0: givens.inputs[input] = numbers(input)
      case 1:
        guard let count = givens.inputs[input]?.count, count > 0 else { continue }
        givens.inputs[input]?[dice.integer(below: count)] = T(Float(dice.factor()))
      case 2:
        givens.inputs[input] = givens.inputs[input]?.map { $0 == 0 ? -$0 : dice.isHeads() ? 0 : $0 }
      case 3: givens.held[node] = numbers(node)
      case 4: givens.held = givens.held.filter { _ in dice.isHeads() }
      case 5: givens.seed = dice.isHeads() ? nil : random.output.map { numbers($0) }
      case 6 where mode != .reverse: givens.direction = random.direction(in: T.self)
      case 7 where mode != .reverse:
        givens.direction = givens.held.keys.sorted().prefix(1).map { ($0, numbers($0)) }
      default: continue
      }
    }
    givens.direction.removeAll { [held = givens.held] moved in
      graph.operation(of: moved.input) != .input && held[moved.input] == nil
    }
  }

  @Test func `what cannot be is refused and changes nothing`() throws {
    let random = try RandomGraph(.tensors, seed: 1)
    let (input, values) = try #require(random.inputs.first)
    var timeline = try Timeline(
      random.evaluation(in: Double.self), output: try #require(random.output))
    timeline.seek(to: timeline.count / 2)
    let before = (Snapshot(timeline.evaluation), timeline.position)
    #expect(throws: GraphError.self) { try timeline.change(inputs: [input: values + [1]]) }
    #expect(throws: GraphError.self) {
      try timeline.change(inputs: [:], seed: [1, 2, 3, 4, 5, 6, 7])
    }
    #expect(Snapshot(timeline.evaluation) == before.0)
    #expect(timeline.position == before.1)
  }
}
