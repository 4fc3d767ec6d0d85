import Autodiff
import Basics
import TestSupport
import Testing

/// What holds for the timeline of any graph.
@Suite struct TimelineLawTests {
  static let modes: [TimelineMode] = [.reverse, .forward, .both]

  @Test(arguments: RandomGraph.Kind.allCases, modes)
  func `stepping to the end gives the bits of the bulk sweeps`(
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
    var timeline = try random.timeline(mode, in: T.self)
    while timeline.position < timeline.count { timeline.step() }
    #expect(Snapshot(timeline.evaluation) == Snapshot(swept), "seed \(seed) in \(T.self)")
  }

  @Test(arguments: RandomGraph.Kind.allCases, modes)
  func `stepping back passes every state again and ends at the start`(
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
    var timeline = try random.timeline(mode, in: T.self)
    var states = [Snapshot(timeline.evaluation)]
    while timeline.position < timeline.count {
      timeline.step()
      states.append(Snapshot(timeline.evaluation))
    }
    #expect(states.count == timeline.count + 1)
    var positions = (0...timeline.count).reversed() + []
    var shuffler = SplitMix64(seed: seed)
    positions += (0...timeline.count).shuffled(using: &shuffler)
    for position in positions {
      timeline.seek(to: position)
      #expect(timeline.position == position)
      #expect(
        Snapshot(timeline.evaluation) == states[position],
        "position \(position), seed \(seed), \(T.self)")
    }
    timeline.seek(to: 0)
    #expect(timeline.journalLength == 0)
    #expect(timeline.holdsNothing)
  }

  @Test(arguments: RandomGraph.Kind.allCases, modes)
  func `the events are those of the graph in their order`(
    _ kind: RandomGraph.Kind, mode: TimelineMode
  ) throws {
    for seed in UInt64(0)..<60 {
      let random = try RandomGraph(kind, seed: seed)
      let timeline = try random.timeline(mode, in: Double.self)
      let events = (1..<timeline.count + 1).map { timeline.event($0) }
      #expect(events == random.expectedEvents(mode), "seed \(seed)")
      #expect(timeline.event(0) == nil)
      #expect(timeline.event(timeline.count + 1) == nil)
    }
  }
}

extension RandomGraph {
  func timeline<T: Scalar>(
    _ mode: TimelineMode, in precision: T.Type
  ) throws -> Timeline<T> {
    let output = try #require(output)
    return try Timeline(
      try evaluation(in: T.self), output: output, mode: mode,
      seed: seed(in: T.self, of: output), direction: mode == .reverse ? [] : direction(in: T.self))
  }

  /// The evaluation after whole sweeps, to which stepping is compared.
  func swept<T: Scalar>(_ mode: TimelineMode, in precision: T.Type) throws -> Evaluation<T> {
    let output = try #require(output)
    var evaluation = try evaluation(in: T.self)
    evaluation.forward()
    if mode != .reverse { try evaluation.pushforward(along: direction(in: T.self)) }
    if mode != .forward { try evaluation.reverse(from: output, seed: seed(in: T.self, of: output)) }
    return evaluation
  }

  /// The order of events, worked out from the graph alone.
  func expectedEvents(_ mode: TimelineMode) -> [Event] {
    var events: [Event] = []
    if mode != .reverse { events += direction(in: Double.self).map { .tangentSeed($0.input) } }
    for node in graph.nodes where graph.operation(of: node) != .constant {
      events.append(.value(node))
      if mode != .reverse, graph.operation(of: node) != .input { events.append(.tangent(node)) }
    }
    guard mode != .forward, let output, graph.hasAdjoint(output) else { return events }
    events.append(.seed(output))
    let reached = reached(from: output)
    for node in graph.nodes.reversed() where reached.contains(node) {
      for place in receivers(of: node) { events.append(.contribution(from: node, operand: place)) }
    }
    return events
  }

  /// The places of the operands that have an adjoint and that the node varies with smoothly.
  func receivers(of node: NodeID) -> [Int] {
    graph.operands(of: node).indices.filter { place in
      graph.hasAdjoint(graph.operands(of: node)[place])
        && graph.operation(of: node).isDifferentiable(inOperand: place)
    }
  }

  /// The output and all that it varies with.
  func reached(from output: NodeID) -> Set<NodeID> {
    guard graph.hasAdjoint(output) else { return [] }
    var reached: Set<NodeID> = []
    var waiting = [output]
    while let node = waiting.popLast() {
      guard reached.insert(node).inserted else { continue }
      waiting += receivers(of: node).map { graph.operands(of: node)[$0] }
    }
    return reached
  }
}

extension Timeline {
  /// Whether no node but the constants holds a number other than zero.
  var holdsNothing: Bool {
    graph.nodes.allSatisfy { node in
      let zero = { (tensor: Tensor<Element>) in tensor.elements.allSatisfy { $0 == 0 } }
      let hasNoValue = graph.operation(of: node) == .constant || zero(evaluation.value(of: node))
      return hasNoValue && zero(evaluation.adjoint(of: node)) && zero(evaluation.tangent(of: node))
    }
  }
}
