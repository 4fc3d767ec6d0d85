/// What if: other numbers at the same position.
extension Timeline {
  /// Gives inputs, seeds and held nodes other numbers, and goes to a position, by default to the
  /// one where it stands.
  ///
  /// Afterwards all is, bit for bit, as if the timeline had been made with these numbers and led
  /// there. Values and tangents are computed again only where they depend on what has changed, and
  /// of the reverse sweep only what comes after the first contribution that does.
  ///
  /// ```swift
  /// try timeline.change(inputs: [x: [2.5]])                // what if x were 2.5?
  /// try timeline.change(inputs: [:], holding: [a: [1]])    // … and if a were 1, whatever x is?
  /// ```
  /// - Parameters:
  ///   - inputs: New values of inputs; those that are not named keep theirs.
  ///   - seed: As when a timeline is made; so are `direction` and `given`. What they were before
  /// does     not count any more.
  ///   - target: The position to go to; one outside is the nearest end.
  /// - Complexity: O(n) in the number of nodes to find out what depends on the changes, and the
  /// work   of what happens again.
  @_specialize(where Element == Double)
  @_specialize(where Element == Float)
  public mutating func change(
    inputs: [NodeID: [Element]], seed: [Element]? = nil,
    direction: [(input: NodeID, tangent: [Element])] = [],
    holding given: [NodeID: [Element]] = [:], to target: Int? = nil
  ) throws(GraphError) {
    var new = try Timeline(
      start(with: inputs), output: output, mode: mode, seed: seed, direction: direction,
      holding: given, like: self)
    let target = min(max(target ?? position, 0), new.count)
    let difference = TimelineDifference(from: self, to: new)
    new.takeForwardPart(of: self, to: target, difference)
    new.takeReversePart(of: &self, difference)
    new.seek(to: target)
    self = new
  }

  /// The numbers from before the start, with other values of inputs.
  private func start(
    with inputs: [NodeID: [Element]]
  ) throws(GraphError) -> Evaluation<Element> {
    var start = self
    // Where adjoints last from sweep to sweep, those from before this one are wanted.
    if evaluation.adjointPolicy == .accumulating { start.seek(to: 0) }
    start.evaluation.restoreValues(self.inputs)
    for (node, value) in inputs { try start.evaluation.setElements(value, of: node) }
    return start.evaluation
  }

  /// The last position before the reverse sweep.
  private var endOfForwardPart: Int { seedEvent > 0 ? seedEvent - 1 : count }

  /// Makes happen what happens up to a position of the forward part. What is the same in another
  /// timeline, and has happened there, is taken from there.
  private mutating func takeForwardPart(
    of other: Timeline, to target: Int, _ difference: TimelineDifference
  ) {
    position = min(target, endOfForwardPart)
    for node in graph.nodes {
      let number = index.valueNumber(of: node)
      guard number > 0 else { continue }
      if number <= position {
        if !difference.values[node.index], other.hasValue(node) {
          evaluation.takeValue(of: node, from: other.evaluation)
        } else {
          perform(.value(node))
        }
      }
      if mode.hasTangents { takeTangent(of: node, other, difference) }
    }
  }

  private mutating func takeTangent(
    of node: NodeID, _ other: Timeline, _ difference: TimelineDifference
  ) {
    guard let event = tangentEvent(of: node), event.number <= position else { return }
    if !difference.tangents[node.index], let former = other.tangentEvent(of: node),
      former.number <= other.position
    {
      evaluation.takeTangent(of: node, from: other.evaluation)
    } else {
      perform(event.event)
    }
  }

  /// The event that gives a node its tangent, if there is one.
  private func tangentEvent(of node: NodeID) -> (event: Event, number: Int)? {
    if isGiven(node) {
      return index.tangentSeedNumber(of: node).map { (.tangentSeed(node), $0) }
    }
    return (.tangent(node), index.valueNumber(of: node) + 1)
  }

  /// Continues to the last position of the reverse sweep up to which another timeline is the same.
  /// That one is taken back to it.
  private mutating func takeReversePart(
    of other: inout Timeline, _ difference: TimelineDifference
  ) {
    guard position == endOfForwardPart, other.position >= seedEvent,
      let last = difference.lastCommonPosition, last >= seedEvent
    else { return }
    other.seek(to: min(other.position, last))
    evaluation.takeAdjoints(from: other.evaluation)
    overwritten = other.overwritten
    position = other.position
  }
}

/// In what two timelines of the same graph, mode and output differ.
struct TimelineDifference {
  /// Whether the value of each node may differ.
  private(set) var values: [Bool]
  /// Whether its tangent may; empty in a mode without tangents.
  private(set) var tangents: [Bool] = []
  /// The last position of the reverse sweep up to which the same happens in both; `nil` when their
  /// events are not the same, or there is no such sweep.
  private(set) var lastCommonPosition: Int?

  /// - Complexity: O(n) in the number of nodes, and the events up to the first that differs.
  init<T: Scalar>(from old: Timeline<T>, to new: Timeline<T>) {
    values = Array(repeating: false, count: new.graph.count)
    findValues(old, new)
    if new.mode.hasTangents { findTangents(old, new) }
    if new.seedEvent > 0, old.held == new.held, old.moved == new.moved {
      lastCommonPosition = lastCommonPosition(old, new)
    }
  }

  private mutating func findValues<T: Scalar>(_ old: Timeline<T>, _ new: Timeline<T>) {
    for node in new.graph.nodes {
      values[node.index] =
        if old.held.contains(node) || new.held.contains(node) {
          !(old.heldValues[node] ?? []).isIdentical(to: new.heldValues[node] ?? [])
        } else if new.graph.operation(of: node) == .input {
          !new.evaluation.plan.placement(of: node).range.allSatisfy {
            old.inputs[$0].isIdentical(to: new.inputs[$0])
          }
        } else {
          new.graph.hasOperand(of: node) { values[$0.index] }
        }
    }
  }

  private mutating func findTangents<T: Scalar>(_ old: Timeline<T>, _ new: Timeline<T>) {
    tangents = values
    for node in new.graph.nodes where !tangents[node.index] {
      tangents[node.index] =
        if new.isGiven(node) {
          !(old.tangentSeeds[node] ?? []).isIdentical(to: new.tangentSeeds[node] ?? [])
        } else {
          new.graph.hasOperand(of: node) { tangents[$0.index] }
        }
    }
  }

  private func lastCommonPosition<T: Scalar>(_ old: Timeline<T>, _ new: Timeline<T>) -> Int {
    let isSameSeed =
      (old.seed == nil) == (new.seed == nil) && (old.seed ?? []).isIdentical(to: new.seed ?? [])
    guard isSameSeed else { return new.seedEvent - 1 }
    // A contribution needs the adjoint of its node, which is the same until one differs, the node's
    // value and those of its operands.
    var number = new.seedEvent
    while number < old.position, case .contribution(let node, _) = new.event(number + 1),
      !values[node.index], !new.graph.hasOperand(of: node, where: { values[$0.index] })
    {
      number += 1
    }
    return number
  }
}

extension Scalar {
  /// Whether both are the same number with the same sign of zero; a NaN is like no other.
  fileprivate func isIdentical(to other: Self) -> Bool { self == other && sign == other.sign }
}

extension Array where Element: Scalar {
  /// Whether both hold the same numbers.
  fileprivate func isIdentical(to other: [Element]) -> Bool {
    elementsEqual(other) { $0.isIdentical(to: $1) }
  }
}

extension Graph {
  /// Whether a condition is true of an operand of a node.
  fileprivate func hasOperand(of node: NodeID, where isTrue: (NodeID) -> Bool) -> Bool {
    let instruction = instructions[node.index]
    guard !instruction.flags.contains(.isExtended), let arity = instruction.operation.fixedArity
    else { return operands(of: node).contains(where: isTrue) }
    if arity > 0, isTrue(NodeID(rawValue: instruction.first)) { return true }
    return arity > 1 && isTrue(NodeID(rawValue: instruction.second))
  }
}
