package import Autodiff

/// A run's reverse sweep as an engine does it, beside the right one.
///
/// ```swift
/// let wrong = try WrongRun(run, engine: .set)
/// wrong.adjoint(of: x)           // what the engine gives
/// wrong.firstDifference?.event   // where it first differs from what is right
/// ```
///
/// The events are those of the run, in its order. The eager engine passes through some of them several
/// times and at other moments; what it then sends counts where the right contribution happens, so that
/// the adjoints at the end are those of the engine.
package struct WrongRun: Equatable, Sendable {
  /// What goes wrong.
  package let engine: WrongEngine
  /// Where the adjoints first differ from the right ones; `nil` if they never do, so that this run
  /// cannot tell the engine from a right one.
  package private(set) var firstDifference: Difference?
  /// The run at its end.
  let end: Run
  /// What each event after the seed sends, and what it should send.
  private var sent: [[Double]] = []
  private var due: [[Double]] = []
  /// What the previous sweep left in the inputs.
  private var kept: [NodeID: [Double]] = [:]

  /// An element of an adjoint that is not what it should be just after an event.
  package struct Difference: Hashable, Sendable {
    /// The number of the event.
    package let event: Int
    /// The node whose adjoint it is.
    package let node: NodeID
    /// The place of the element in row-major order.
    package let element: Int
    /// What it should be, and what the engine has.
    package let right: Double
    package let wrong: Double
  }

  /// Why a wrong run cannot be made.
  package enum Failure: Error, Hashable, Sendable {
    /// The run has no reverse sweep.
    case noAdjoints
    /// The eager engine would have to pass on more often than this.
    case tooManyPushes(Int)
  }

  /// Runs the engine from the seed to the end, wherever the run stands.
  ///
  /// - Complexity: O(n) in the run's events and their work; with the eager engine in the number of
  ///   paths, of which there is a limit.
  package init(_ run: Run, engine: WrongEngine) throws(Failure) {
    guard run.seedEvent > 0 else { throw .noAdjoints }
    var end = run
    end.seek(to: end.count)
    self.end = end
    self.engine = engine
    if engine == .eager {
      var recursion = EagerSweep(end)
      sent = try recursion.run()
    }
    sweep()
  }

  /// The node's adjoint at the end.
  package func adjoint(of node: NodeID) -> Tensor<Double> { adjoint(of: node, at: end.count) }

  /// The node's adjoint at a position of the run.
  package func adjoint(of node: NodeID, at position: Int) -> Tensor<Double> {
    sum(of: sent, to: node, at: position, from: kept[node], replacing: engine == .set)
  }

  /// What the adjoint should be there.
  package func rightAdjoint(of node: NodeID, at position: Int) -> Tensor<Double> {
    sum(of: due, to: node, at: position, from: nil, replacing: false)
  }

  /// What a node's adjoint becomes if all those that it comes from are right, and the mistake is made
  /// at this step alone; `nil` for the eager engine, whose mistake is one of order.
  package static func adjointByOneStep(
    of node: NodeID, in end: Run, engine: WrongEngine
  ) -> Tensor<Double>? {
    guard engine != .eager, end.seedEvent > 0, end.position == end.count else { return nil }
    let right = end.adjoint(of: node)
    let keeps = engine == .stale && end.graph.operation(of: node) == .input
    let zeros = Array(repeating: 0.0, count: right.elements.count)
    var sum = AdjointSum(keeps ? right.elements : zeros, end.precision)
    var rules = WrongRules(end, engine: engine)
    let contributions = end.contributions(to: node)
    guard node != end.output, !contributions.isEmpty else { return nil }
    for event in contributions {
      guard case .contribution(let source, let place) = end.event(event) else { continue }
      let sent = rules.wrong(source, place, end.adjoint(of: source).elements)
      sum.take(sent, replacing: engine == .set)
    }
    return Tensor(sum.elements, shape: right.shape)
  }

  /// Whether the two differ by more than rounding.
  package func differs(at node: NodeID, position: Int) -> Bool {
    let (right, wrong) = (rightAdjoint(of: node, at: position), adjoint(of: node, at: position))
    return !zip(right.elements, wrong.elements).allSatisfy { $0.agrees(with: $1, end.precision) }
  }

  /// The element of what an event sends, and of what it should send.
  func sent(inEvent number: Int, element: Int) -> Double {
    sent[number - end.seedEvent - 1][element]
  }
  func due(inEvent number: Int, element: Int) -> Double { due[number - end.seedEvent - 1][element] }

  /// The node at whose value the slope of a function is taken, and that which is mistaken for it.
  func points(of node: NodeID) -> (right: NodeID, wrong: NodeID)? {
    WrongRules(end, engine: engine).points(of: node).map { ($0.right, $0.wrong) }
  }

  private func sum(
    of contributions: [[Double]], to node: NodeID, at position: Int, from start: [Double]?,
    replacing: Bool
  ) -> Tensor<Double> {
    let shape = end.graph.shape(of: node)
    var adjoint = AdjointSum(start ?? Array(repeating: 0, count: shape.count), end.precision)
    if node == end.output, position >= end.seedEvent {
      adjoint.add(end.adjoint(of: node).elements)
    }
    for event in end.contributions(to: node) where event <= position {
      adjoint.take(contributions[event - end.seedEvent - 1], replacing: replacing)
    }
    return Tensor(adjoint.elements, shape: shape) ?? end.adjoint(of: node)
  }

  /// Does both sweeps event by event, and notes where they first differ.
  private mutating func sweep() {
    var rules = WrongRules(end, engine: engine)
    if engine == .stale { kept = leftovers(&rules) }
    var (right, wrong) = (start(keeping: [:]), start(keeping: kept))
    compare(end.output, right, wrong, after: end.seedEvent)
    for event in (end.seedEvent + 1)..<(end.count + 1) {
      guard case .contribution(let node, let place) = end.event(event) else { continue }
      let target = end.graph.operands(of: node)[place]
      due.append(rules.right(node, place, right[node.index].elements))
      right[target.index].add(due[due.count - 1])
      if engine != .eager { sent.append(rules.wrong(node, place, wrong[node.index].elements)) }
      wrong[target.index].take(sent[event - end.seedEvent - 1], replacing: engine == .set)
      if firstDifference == nil { compare(target, right, wrong, after: event) }
    }
  }

  /// The adjoints of all nodes just after the seed.
  private func start(keeping kept: [NodeID: [Double]]) -> [AdjointSum] {
    var adjoints = end.graph.nodes.map { node in
      AdjointSum(
        kept[node] ?? Array(repeating: 0, count: end.graph.shape(of: node).count), end.precision)
    }
    adjoints[end.output.index].add(end.adjoint(of: end.output).elements)
    return adjoints
  }

  /// What a sweep leaves in the inputs.
  private func leftovers(_ rules: inout WrongRules) -> [NodeID: [Double]] {
    var adjoints = start(keeping: [:])
    for event in (end.seedEvent + 1)..<(end.count + 1) {
      guard case .contribution(let node, let place) = end.event(event) else { continue }
      let target = end.graph.operands(of: node)[place]
      adjoints[target.index].add(rules.right(node, place, adjoints[node.index].elements))
    }
    let inputs = end.graph.nodes.filter {
      end.graph.operation(of: $0) == .input && end.graph.hasAdjoint($0)
    }
    return Dictionary(uniqueKeysWithValues: inputs.map { ($0, adjoints[$0.index].elements) })
  }

  private mutating func compare(
    _ node: NodeID, _ right: [AdjointSum], _ wrong: [AdjointSum], after event: Int
  ) {
    let pairs = zip(right[node.index].elements, wrong[node.index].elements)
    for (element, (right, wrong)) in pairs.enumerated()
    where !right.agrees(with: wrong, end.precision) {
      firstDifference = Difference(
        event: event, node: node, element: element, right: right, wrong: wrong)
      return
    }
  }
}

/// An adjoint that contributions are added to, in the precision of a run.
private struct AdjointSum {
  private(set) var elements: [Double]
  private let precision: Precision

  init(_ elements: [Double], _ precision: Precision) {
    self.elements = elements
    self.precision = precision
  }

  mutating func add(_ amount: [Double]) {
    for (index, number) in amount.enumerated() where elements.indices.contains(index) {
      elements[index] = precision.rounded(elements[index] + number)
    }
  }

  /// Adds a contribution, or lets it replace what was there.
  mutating func take(_ amount: [Double], replacing: Bool) {
    if replacing { elements = amount } else { add(amount) }
  }
}

extension Double {
  /// Whether two numbers differ by no more than the order in which they were added up.
  fileprivate func agrees(with other: Double, _ precision: Precision) -> Bool {
    if self == other || isNaN && other.isNaN { return true }
    let tolerance = precision == .single ? 1e-5 : 1e-12
    return (self - other).magnitude <= tolerance * max(magnitude, other.magnitude)
  }
}
