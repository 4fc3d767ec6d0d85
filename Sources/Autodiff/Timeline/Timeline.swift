/// The forward and backward sweeps of a graph as numbered events that can be stepped through in
/// either direction.
///
/// Events count from 1; at position 0 nothing has happened, at position `k` events 1 to `k` have.
/// Stepping an event runs the very kernel that the bulk sweep runs for that node, so that the end of
/// the timeline holds the bits the sweeps would have given. What an event overwrites is kept, so that
/// stepping back restores it without any rounding.
///
/// - Complexity: a step in either direction costs that event's own work, a seek the work of the
///   events it passes, whatever the size of the graph.
public struct Timeline<Element: Scalar>: Sendable {
  /// The numbers at the cursor. A node that has no value, tangent or adjoint yet holds 0 there, or an
  /// adjoint that earlier sweeps left.
  public internal(set) var evaluation: Evaluation<Element>
  /// Which sweeps the timeline is made of.
  public let mode: TimelineMode
  /// The node whose derivatives the reverse sweep computes.
  public let output: NodeID
  /// How many events have happened.
  public internal(set) var position = 0
  let events: EventList
  let index: EventIndex
  let reach: Reach
  /// What the direction reaches; `nil` in a mode without tangents.
  let tangentReach: TangentReach?
  /// The computed nodes whose values were given instead.
  public let held: Set<NodeID>
  /// What the held nodes hold.
  let heldValues: [NodeID: [Element]]
  /// All values from before the start, of which those of inputs are read.
  let inputs: [Element]
  let seed: [Element]?
  let tangentSeeds: [NodeID: [Element]]
  /// The nodes of `tangentSeeds` in the order of their events.
  let moved: [NodeID]
  /// The output's adjoint before the seed.
  private let unseeded: [Element]
  /// The inputs that hold adjoints of earlier sweeps at the start.
  let staleInputs: Set<NodeID>
  /// The adjoints that the contributions up to the cursor replaced, in order.
  var overwritten: [Element] = []

  /// How many numbers are kept for stepping back; none at the start.
  package var journalLength: Int { overwritten.count }

  /// A timeline over an evaluation whose inputs are set, at position 0.
  ///
  /// Where the evaluation's ``Evaluation/adjointPolicy`` is to accumulate, inputs hold at the start
  /// what earlier sweeps left, and the contributions are added to that.
  /// - Parameters:
  ///   - seed: The adjoint of the output; 1 for each element unless given.
  ///   - direction: The tangents of inputs, or of held nodes, for the modes that have tangents.
  ///   - holding: Values that computed nodes keep, whatever their operands are. Nothing varies through
  ///     such a node: it receives an adjoint but passes none on, as an input would.
  public init(
    _ evaluation: Evaluation<Element>, output: NodeID, mode: TimelineMode = .reverse,
    seed: [Element]? = nil, direction: [(input: NodeID, tangent: [Element])] = [],
    holding given: [NodeID: [Element]] = [:]
  ) throws(GraphError) {
    try self.init(
      evaluation, output: output, mode: mode, seed: seed, direction: direction, holding: given,
      like: nil)
  }

  /// The same, with the events of another timeline of the graph, mode and output where they are the
  /// same.
  init(
    _ evaluation: Evaluation<Element>, output: NodeID, mode: TimelineMode, seed: [Element]?,
    direction: [(input: NodeID, tangent: [Element])], holding given: [NodeID: [Element]],
    like other: Timeline?
  ) throws(GraphError) {
    var evaluation = evaluation
    _ = try evaluation.placement(of: output, count: seed?.count)
    for (node, value) in given { _ = try evaluation.placement(of: node, count: value.count) }
    held = Set(given.keys)
    heldValues = given
    if mode.hasTangents { evaluation.clearTangents() }
    var (seeds, moved) = ([NodeID: [Element]](), [NodeID]())
    for (input, tangent) in direction where mode.hasTangents {
      if held.contains(input) {
        _ = try evaluation.placement(of: input, count: tangent.count)
      } else {
        try evaluation.setTangent(tangent, of: input)
      }
      // As in a sweep, the last of several tangents of one input counts.
      if seeds.updateValue(tangent, forKey: input) == nil { moved.append(input) }
    }
    if let other, other.held == held, other.moved == moved {
      (reach, events, index) = (other.reach, other.events, other.index)
    } else {
      reach =
        held.isEmpty
        ? evaluation.reach(from: output) : Reach(evaluation.graph, from: output, notThrough: held)
      events = EventList(
        evaluation.graph, mode: mode, reach: reach, tangentSeeds: moved, held: held)
      index = EventIndex(events, graph: evaluation.graph)
    }
    let moving = moved.filter { seeds[$0]?.contains { $0 != 0 } ?? false }
    if let other, other.held == held, let reach = other.tangentReach, reach.moved == moving {
      tangentReach = reach
    } else {
      tangentReach =
        mode.hasTangents
        ? TangentReach(evaluation.plan, moving: moving, notThrough: held) : nil
    }
    self.moved = moved
    self.mode = mode
    self.output = output
    self.seed = seed
    tangentSeeds = seeds
    inputs = Array(evaluation.values)
    evaluation.clearComputed()
    staleInputs = evaluation.staleInputs
    unseeded = evaluation.adjoint(of: output).elements
    self.evaluation = evaluation
  }

  /// The graph that is stepped through.
  public var graph: Graph { evaluation.graph }

  /// The number of events.
  public var count: Int { events.count }

  /// The event of a number from 1 to ``count``, or `nil` outside.
  public func event(_ number: Int) -> Event? {
    (1...max(count, 1)).contains(number) && number <= count ? events[number - 1] : nil
  }

  /// Whether the node's value is given and not computed.
  public func isGiven(_ node: NodeID) -> Bool {
    graph.operation(of: node) == .input || !held.isEmpty && held.contains(node)
  }

  /// Whether the direction moves the node, by itself or by what it is computed from. What it does not
  /// move has the tangent 0 and adds nothing to any other.
  public func isMoved(_ node: NodeID) -> Bool { tangentReach?.contains(node) ?? false }

  /// The event that happened last.
  public var lastEvent: Event? { event(position) }

  /// The event that a step would make happen.
  public var nextEvent: Event? { event(position + 1) }
}

extension Timeline {
  /// Makes the next event happen; at the end, nothing.
  @_specialize(where Element == Double)
  @_specialize(where Element == Float)
  public mutating func step() {
    guard let event = nextEvent else { return }
    perform(event)
    position += 1
  }

  /// Takes the last event back; at the start, nothing.
  @_specialize(where Element == Double)
  @_specialize(where Element == Float)
  public mutating func stepBack() {
    guard let event = lastEvent else { return }
    undo(event)
    position -= 1
  }

  /// Goes to a position, passing over the events between; positions outside are the nearest end.
  @_specialize(where Element == Double)
  @_specialize(where Element == Float)
  public mutating func seek(to target: Int) {
    let target = min(max(target, 0), count)
    while position < target { step() }
    while position > target { stepBack() }
  }

  mutating func perform(_ event: Event) {
    switch event {
    case .value(let node):
      if !held.isEmpty, let value = heldValues[node] {
        evaluation.store(value, asValueOf: node)
      } else if graph.operation(of: node) == .input {
        evaluation.restoreValue(of: node, from: inputs)
      } else {
        evaluation.computeValue(of: node)
      }
    case .seed(let node):
      evaluation.setSeed(of: node, seed)
      evaluation.completeAdjoint(of: node)
    case .contribution(let node, let operand):
      evaluation.append(adjointOfOperand: operand, of: node, to: &overwritten)
      evaluation.contribute(from: node, operand: operand)
      if evaluation.plan.isRounding { roundCompleted(graph.operand(operand, of: node)) }
    case .tangentSeed(let node):
      if let tangent = tangentSeeds[node] { evaluation.store(tangent, asTangentOf: node) }
    case .tangent(let node):
      if let tangentReach { evaluation.computeTangent(of: node, through: tangentReach) }
    }
  }

  /// Rounds the adjoint of a node whose last contribution is the next event.
  private mutating func roundCompleted(_ node: NodeID) {
    guard let last = index.contributions(to: node).last, Int(last) == position + 1 else { return }
    evaluation.completeAdjoint(of: node)
  }

  private mutating func undo(_ event: Event) {
    switch event {
    case .value(let node): evaluation.clearValue(of: node)
    case .seed(let node): evaluation.restoreAdjoint(of: node, unseeded)
    case .contribution(let node, let operand):
      evaluation.restore(adjointOfOperand: operand, of: node, from: &overwritten)
    case .tangentSeed(let node), .tangent(let node): evaluation.clearTangent(of: node)
    }
  }
}
