/// How far a node's adjoint has come at the cursor of a timeline.
public enum AdjointState: Hashable, Sendable {
  /// The output does not vary with the node, or the mode has no adjoints.
  case none
  /// The adjoint is what earlier sweeps left, and nothing of this sweep has been added yet, of the
  /// number of contributions that will.
  case stale(expected: Int)
  /// No contribution has arrived yet, of the number that will.
  case pending(expected: Int)
  /// Some contributions have arrived.
  case partial(received: Int, expected: Int)
  /// The adjoint is the derivative of the output.
  case complete
}

extension Timeline {
  /// Whether the node has its value at the cursor.
  public func hasValue(_ node: NodeID) -> Bool { index.valueNumber(of: node) <= position }

  /// Whether the node has its tangent at the cursor; an input that no seed moves has the tangent
  /// zero from the moment it has a value.
  public func hasTangent(_ node: NodeID) -> Bool {
    guard mode.hasTangents, graph.hasAdjoint(node) else { return false }
    let number = index.valueNumber(of: node)
    guard isGiven(node) else { return number < position }
    return index.tangentSeedNumber(of: node) ?? number <= position
  }

  /// How far the node's adjoint has come at the cursor.
  ///
  /// - Complexity: O(log u) in the number of the node's uses.
  public func adjointState(of node: NodeID) -> AdjointState {
    guard mode.hasAdjoints, reach.contains(node.index) else {
      return staleInputs.contains(node) ? .stale(expected: 0) : .none
    }
    if node == output { return position >= index.seedNumber ? .complete : waiting(node, for: 1) }
    let numbers = index.contributions(to: node)
    let received = numbers.partitioningIndex { $0 > position } - numbers.startIndex
    if received == numbers.count { return .complete }
    return received == 0
      ? waiting(node, for: numbers.count)
      : .partial(received: received, expected: numbers.count)
  }

  private func waiting(_ node: NodeID, for expected: Int) -> AdjointState {
    staleInputs.contains(node) ? .stale(expected: expected) : .pending(expected: expected)
  }

  /// The numbers of the events that contribute to the node's adjoint, in order of time.
  public func contributions(to node: NodeID) -> [Int] {
    index.contributions(to: node).map(Int.init)
  }

  /// The number of the event that gives the node its value; 0 for constants.
  public func valueEvent(of node: NodeID) -> Int { index.valueNumber(of: node) }

  /// The number of the event that sets the output's adjoint; 0 in forward mode.
  public var seedEvent: Int { index.seedNumber }
}

extension ArraySlice {
  /// The first index whose element satisfies the condition, all later ones satisfying it too.
  func partitioningIndex(where isAfter: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
