import Autodiff
import TestSupport
import Testing

/// What a timeline says of a node and of its last event, against a count kept beside it.
@Suite struct NodeStateTests {
  @Test(arguments: RandomGraph.Kind.allCases)
  func `the state of every adjoint is known at every position`(_ kind: RandomGraph.Kind) throws {
    for seed in UInt64(0)..<20 {
      let random = try RandomGraph(kind, seed: seed)
      var progress = AdjointProgress(random, output: try #require(random.output))
      var timeline = try random.timeline(.reverse, in: Double.self)
      while true {
        for node in random.graph.nodes {
          #expect(
            timeline.adjointState(of: node) == progress.state(of: node),
            "node \(node), position \(timeline.position), seed \(seed)")
        }
        guard timeline.nextEvent != nil else { break }
        timeline.step()
        progress.note(timeline.lastEvent)
      }
    }
  }

  @Test(arguments: RandomGraph.Kind.allCases)
  func `a contribution tells what it added to what`(_ kind: RandomGraph.Kind) throws {
    for seed in UInt64(0)..<20 {
      try expectContributions(try RandomGraph(kind, seed: seed), Double.self)
      try expectContributions(try RandomGraph(kind, seed: seed), Float.self)
    }
  }

  private func expectContributions<T: Scalar>(
    _ random: RandomGraph, _ precision: T.Type
  ) throws {
    let output = try #require(random.output)
    let counts = random.contributionCounts(from: output)
    var timeline = try random.timeline(.reverse, in: T.self)
    var (adjoints, received) = ([NodeID: [T]](), [NodeID: Int]())
    while timeline.nextEvent != nil {
      timeline.step()
      guard case .contribution(let source, let place) = timeline.lastEvent else {
        #expect(timeline.lastContribution == nil)
        continue
      }
      let contribution = try #require(timeline.lastContribution)
      let target = random.graph.operands(of: source)[place]
      let zeros = [T](repeating: 0, count: random.graph.shape(of: target).count)
      received[target, default: 0] += 1
      #expect(contribution.source == source)
      #expect(contribution.place == place)
      #expect(contribution.target == target)
      #expect(contribution.ordinal == received[target])
      #expect(contribution.expected == counts[target])
      #expect(same(contribution.before.elements, adjoints[target] ?? zeros))
      #expect(same(contribution.after.elements, timeline.evaluation.adjoint(of: target).elements))
      #expect(
        same(contribution.upstream.elements, timeline.evaluation.adjoint(of: source).elements))
      #expect(timeline.contributions(to: target)[contribution.ordinal - 1] == timeline.position)
      if let amount = contribution.amount {
        let sum = contribution.before.elements[0] + amount
        #expect(same([sum], contribution.after.elements))
      }
      adjoints[target] = contribution.after.elements
    }
  }

  private func same<T: Scalar>(_ left: [T], _ right: [T]) -> Bool {
    left.count == right.count && zip(left, right).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }

  @Test(arguments: TimelineLawTests.modes)
  func `a node has its value and tangent from the event that gives them`(
    _ mode: TimelineMode
  ) throws {
    for seed in UInt64(0)..<20 {
      let random = try RandomGraph(.mixed, seed: seed)
      let graph = random.graph
      var timeline = try random.timeline(mode, in: Double.self)
      var valued = Set(graph.nodes.filter { graph.operation(of: $0) == .constant })
      var moving: Set<NodeID> = []
      while true {
        for node in graph.nodes {
          #expect(timeline.hasValue(node) == valued.contains(node))
          #expect(
            timeline.hasTangent(node) == moving.contains(node),
            "\(mode) \(graph.operation(of: node)) \(node) at \(timeline.position), seed \(seed)")
        }
        guard timeline.nextEvent != nil else { break }
        timeline.step()
        switch timeline.lastEvent {
        case .value(let node):
          valued.insert(node)
          #expect(timeline.valueEvent(of: node) == timeline.position)
          // An input without a seed stands still from the moment it is there.
          if mode != .reverse, graph.operation(of: node) == .input, graph.hasAdjoint(node) {
            moving.insert(node)
          }
        case .tangentSeed(let node), .tangent(let node): moving.insert(node)
        case .seed: #expect(timeline.seedEvent == timeline.position)
        default: continue
        }
      }
    }
  }
}

/// How far adjoints have come, counted event by event.
private struct AdjointProgress {
  private let random: RandomGraph
  private let output: NodeID
  private let reached: Set<NodeID>
  private let expected: [NodeID: Int]
  private var received: [NodeID: Int] = [:]
  private var isSeeded = false

  init(_ random: RandomGraph, output: NodeID) {
    self.random = random
    self.output = output
    reached = random.reached(from: output)
    expected = random.contributionCounts(from: output)
  }

  mutating func note(_ event: Event?) {
    switch event {
    case .seed: isSeeded = true
    case .contribution(let node, let operand):
      received[random.graph.operands(of: node)[operand], default: 0] += 1
    default: return
    }
  }

  func state(of node: NodeID) -> AdjointState {
    guard reached.contains(node) else { return .none }
    guard node != output else { return isSeeded ? .complete : .pending(expected: 1) }
    let (some, all) = (received[node, default: 0], expected[node, default: 0])
    guard some < all else { return .complete }
    return some == 0 ? .pending(expected: all) : .partial(received: some, expected: all)
  }
}

extension RandomGraph {
  /// How many contributions each node receives.
  func contributionCounts(from output: NodeID) -> [NodeID: Int] {
    let targets = reached(from: output).flatMap { node in
      receivers(of: node).map { graph.operands(of: node)[$0] }
    }
    return targets.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }
}
