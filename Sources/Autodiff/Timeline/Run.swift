private import Synchronization

/// A timeline that steps in its own element type, `Float` or `Double`, and is read in `Double`.
///
/// ```swift
/// var run = Run(try Timeline(evaluation, output: z))    // of Evaluation<Float>
/// run.seek(to: run.count)
/// run.adjoint(of: x)                                    // a Tensor<Double> of Floats
/// ```
///
/// Every number that it gives is one that its own precision has: nothing is computed again in
/// another, in which sums round differently and an overflow would not be one.
///
/// It holds the timeline behind a protocol: a step or a seek finds out once which type it is and then
/// runs that type's code. An enum of two timelines would have to move the whole of one out and back
/// in for every step.
package struct Run: Sendable {
  private var timeline: any UntypedTimeline
  /// Another one as soon as numbers are given that were others before: as long as it is the same, a
  /// node has the same numbers whenever the run comes to the same position.
  package private(set) var generation = Generation()

  /// Steps through a timeline from where it stands.
  package init<Element: Scalar>(_ timeline: Timeline<Element>) {
    self.timeline = timeline
  }

  /// Tells runs apart whose numbers may differ at the same position; copies of a run share it.
  package struct Generation: Hashable, Sendable {
    private static let counter = Atomic<UInt64>(0)
    private let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
  }

  /// What the numbers are computed in.
  package var precision: Precision { timeline.precision }
  /// The graph that is stepped through.
  package var graph: Graph { timeline.graph }
  /// Which sweeps it is made of.
  package var mode: TimelineMode { timeline.mode }
  /// The node whose derivatives the reverse sweep computes.
  package var output: NodeID { timeline.output }
  /// The computed nodes whose values were given instead.
  package var held: Set<NodeID> { timeline.held }
}

extension Run: Equatable {
  /// Whether both stand at the same place of the same events, with the same bits in all numbers, so
  /// that whatever is done with them from here gives the same.
  ///
  /// - Complexity: O(n) in the numbers of the graph.
  package static func == (one: Run, other: Run) -> Bool {
    one.timeline.isSame(asUntyped: other.timeline)
  }
}

// Time.
extension Run {
  /// How many events have happened.
  package var position: Int { timeline.position }
  /// The number of events.
  package var count: Int { timeline.count }
  /// The event that happened last.
  package var lastEvent: Event? { timeline.lastEvent }
  /// The event that a step would make happen.
  package var nextEvent: Event? { timeline.nextEvent }

  /// The event of a number from 1 to ``count``, or `nil` outside.
  package func event(_ number: Int) -> Event? { timeline.event(number) }

  /// Makes the next event happen; at the end, nothing.
  package mutating func step() { timeline.step() }

  /// Takes the last event back; at the start, nothing.
  package mutating func stepBack() { timeline.stepBack() }

  /// Goes to a position; positions outside are the nearest end.
  package mutating func seek(to target: Int) { timeline.seek(to: target) }

  /// Gives inputs, seeds and held nodes other numbers, rounded to the run's precision, and goes to a
  /// position, by default to the one where it stands: see ``Timeline/change(inputs:seed:direction:holding:to:)``.
  package mutating func change(
    inputs: [NodeID: [Double]], seed: [Double]? = nil,
    direction: [(input: NodeID, tangent: [Double])] = [],
    holding given: [NodeID: [Double]] = [:], to target: Int? = nil
  ) throws(GraphError) {
    generation = Generation()
    try timeline.change(
      rounding: inputs, seed: seed, direction: direction, holding: given, to: target)
  }
}

// What if.
extension Run {
  /// Puts other numbers in place of those that the last event computed: see
  /// ``Timeline/overwrite(valueOf:with:)``.
  package mutating func overwrite(valueOf node: NodeID, with value: [Double]) {
    generation = Generation()
    timeline.overwrite(roundedValueOf: node, with: value)
  }

  /// The same for what has been added up of an adjoint.
  package mutating func overwrite(adjointOf node: NodeID, with adjoint: [Double]) {
    generation = Generation()
    timeline.overwrite(roundedAdjointOf: node, with: adjoint)
  }
}

// What has happened.
extension Run {
  /// Whether the node's value is given and not computed.
  package func isGiven(_ node: NodeID) -> Bool { timeline.isGiven(node) }

  /// Whether the direction moves the node, by itself or by what it is computed from.
  package func isMoved(_ node: NodeID) -> Bool { timeline.isMoved(node) }

  /// Whether the node has its value at the cursor.
  package func hasValue(_ node: NodeID) -> Bool { timeline.hasValue(node) }

  /// Whether the node has its tangent at the cursor.
  package func hasTangent(_ node: NodeID) -> Bool { timeline.hasTangent(node) }

  /// How far the node's adjoint has come at the cursor.
  package func adjointState(of node: NodeID) -> AdjointState { timeline.adjointState(of: node) }

  /// The numbers of the events that contribute to the node's adjoint, in order of time.
  package func contributions(to node: NodeID) -> [Int] { timeline.contributions(to: node) }

  /// The number of the event that gives the node its value; 0 for constants.
  package func valueEvent(of node: NodeID) -> Int { timeline.valueEvent(of: node) }

  /// The number of the event that sets the output's adjoint; 0 in forward mode.
  package var seedEvent: Int { timeline.seedEvent }

  /// The node that receives the event's contribution, when it is one.
  package func target(of event: Event) -> NodeID? { timeline.target(of: event) }
}

// The numbers at the cursor, each exactly what the run's own precision holds.
extension Run {
  /// The node's value; 0 where it has none yet.
  package func value(of node: NodeID) -> Tensor<Double> { timeline.valueInDouble(of: node) }

  /// The node's adjoint so far.
  package func adjoint(of node: NodeID) -> Tensor<Double> { timeline.adjointInDouble(of: node) }

  /// The node's tangent; 0 where it has none yet.
  package func tangent(of node: NodeID) -> Tensor<Double> { timeline.tangentInDouble(of: node) }

  /// What can be said of the node's value, adjoint or tangent at once, without a copy of it.
  package func tallyOfValue(of node: NodeID) -> NumberTally { timeline.tallyOfValue(of: node) }

  /// The same of its adjoint so far.
  package func tallyOfAdjoint(of node: NodeID) -> NumberTally {
    timeline.tallyOfAdjoint(of: node)
  }

  /// The same of its tangent.
  package func tallyOfTangent(of node: NodeID) -> NumberTally {
    timeline.tallyOfTangent(of: node)
  }

  /// One element of the node's value, without a tensor made for it. Requires: the node has as many.
  package func value(of node: NodeID, at element: Int) -> Double {
    timeline.valueInDouble(of: node, at: element)
  }

  /// One element of the node's adjoint so far. Requires: the node has as many.
  package func adjoint(of node: NodeID, at element: Int) -> Double {
    timeline.adjointInDouble(of: node, at: element)
  }

  /// The local partial of a scalar node with respect to an operand, at the stored values; `nil` for
  /// tensors and for operations with more than two operands.
  package func partial(of node: NodeID, operand: Int) -> Double? {
    timeline.partialInDouble(of: node, operand: operand)
  }

  /// A derivative carried on by the chain rule between a scalar node and an operand; `nil` where
  /// there is no such partial.
  package func chain(_ derivative: Double, through node: NodeID, operand: Int) -> Double? {
    timeline.chainInDouble(derivative, through: node, operand: operand)
  }

  /// The contribution that happened last, if the last event was one.
  package var lastContribution: Contribution<Double>? { timeline.lastContributionInDouble }
}

/// What a ``Run`` asks of a timeline, whatever its element type.
private protocol UntypedTimeline: Sendable {
  var precision: Precision { get }
  var graph: Graph { get }
  var mode: TimelineMode { get }
  var output: NodeID { get }
  var held: Set<NodeID> { get }
  func isSame(asUntyped other: any UntypedTimeline) -> Bool

  var position: Int { get }
  var count: Int { get }
  var lastEvent: Event? { get }
  var nextEvent: Event? { get }
  func event(_ number: Int) -> Event?
  mutating func step()
  mutating func stepBack()
  mutating func seek(to target: Int)
  mutating func change(
    rounding inputs: [NodeID: [Double]], seed: [Double]?,
    direction: [(input: NodeID, tangent: [Double])], holding given: [NodeID: [Double]],
    to target: Int?
  ) throws(GraphError)

  mutating func overwrite(roundedValueOf node: NodeID, with value: [Double])
  mutating func overwrite(roundedAdjointOf node: NodeID, with adjoint: [Double])

  func isGiven(_ node: NodeID) -> Bool
  func isMoved(_ node: NodeID) -> Bool
  func hasValue(_ node: NodeID) -> Bool
  func hasTangent(_ node: NodeID) -> Bool
  func adjointState(of node: NodeID) -> AdjointState
  func contributions(to node: NodeID) -> [Int]
  func valueEvent(of node: NodeID) -> Int
  var seedEvent: Int { get }
  func target(of event: Event) -> NodeID?

  func valueInDouble(of node: NodeID) -> Tensor<Double>
  func adjointInDouble(of node: NodeID) -> Tensor<Double>
  func tangentInDouble(of node: NodeID) -> Tensor<Double>
  func tallyOfValue(of node: NodeID) -> NumberTally
  func tallyOfAdjoint(of node: NodeID) -> NumberTally
  func tallyOfTangent(of node: NodeID) -> NumberTally
  func valueInDouble(of node: NodeID, at element: Int) -> Double
  func adjointInDouble(of node: NodeID, at element: Int) -> Double
  func partialInDouble(of node: NodeID, operand: Int) -> Double?
  func chainInDouble(_ derivative: Double, through node: NodeID, operand: Int) -> Double?
  var lastContributionInDouble: Contribution<Double>? { get }
}

extension Timeline: UntypedTimeline {
  fileprivate var precision: Precision { Element.precision }

  fileprivate func isSame(asUntyped other: any UntypedTimeline) -> Bool {
    (other as? Timeline).map { isSame(as: $0) } ?? false
  }

  fileprivate mutating func change(
    rounding inputs: [NodeID: [Double]], seed: [Double]?,
    direction: [(input: NodeID, tangent: [Double])], holding given: [NodeID: [Double]],
    to target: Int?
  ) throws(GraphError) {
    try change(
      inputs: inputs.mapValues { [Element](rounding: $0) },
      seed: seed.map { [Element](rounding: $0) },
      direction: direction.map { ($0.input, [Element](rounding: $0.tangent)) },
      holding: given.mapValues { [Element](rounding: $0) }, to: target)
  }

  fileprivate mutating func overwrite(roundedValueOf node: NodeID, with value: [Double]) {
    overwrite(valueOf: node, with: [Element](rounding: value))
  }

  fileprivate mutating func overwrite(roundedAdjointOf node: NodeID, with adjoint: [Double]) {
    overwrite(adjointOf: node, with: [Element](rounding: adjoint))
  }

  fileprivate func valueInDouble(of node: NodeID) -> Tensor<Double> {
    evaluation.valueInDouble(of: node)
  }

  fileprivate func adjointInDouble(of node: NodeID) -> Tensor<Double> {
    evaluation.adjointInDouble(of: node)
  }

  fileprivate func tangentInDouble(of node: NodeID) -> Tensor<Double> {
    evaluation.tangentInDouble(of: node)
  }

  fileprivate func valueInDouble(of node: NodeID, at element: Int) -> Double {
    Double(evaluation.value(of: node, at: element))
  }

  fileprivate func adjointInDouble(of node: NodeID, at element: Int) -> Double {
    Double(evaluation.adjoint(of: node, at: element))
  }

  fileprivate func partialInDouble(of node: NodeID, operand: Int) -> Double? {
    evaluation.partial(of: node, operand: operand).map { Double($0) }
  }

  fileprivate func chainInDouble(
    _ derivative: Double, through node: NodeID, operand: Int
  ) -> Double? {
    evaluation.chain(Element(derivative), through: node, operand: operand).map { Double($0) }
  }

  fileprivate var lastContributionInDouble: Contribution<Double>? {
    lastContribution?.inDouble()
  }
}

extension Contribution {
  /// The same numbers in double precision.
  fileprivate func inDouble() -> Contribution<Double> {
    Contribution<Double>(
      source: source, place: place, target: target, upstream: upstream.inDouble(),
      partial: partial.map { Double($0) }, amount: amount.map { Double($0) },
      before: before.inDouble(), after: after.inDouble(), ordinal: ordinal, expected: expected)
  }
}
