/// At which events a node receives what, so that its state at the cursor is known without a search.
struct EventIndex: Sendable {
  /// The number of each node's value event; 0 for constants, which have none.
  private var valueNumbers: [Int32]
  /// The number of the seed event; 0 without one.
  private(set) var seedNumber = 0
  /// The numbers of the events that give inputs their tangents.
  private var tangentSeedNumbers: [NodeID: Int] = [:]
  /// Where each node's contributions begin in `incoming`; one more entry than there are nodes.
  private var incomingStarts: [Int32]
  /// The numbers of the events that contribute to each node, in order of time.
  private var incoming: [Int32]

  /// - Complexity: O(n) in the number of nodes and events.
  init(_ events: EventList, graph: Graph) {
    valueNumbers = Array(repeating: 0, count: graph.count)
    incomingStarts = Array(repeating: 0, count: graph.count + 1)
    for number in 1..<(events.count + 1) {
      switch events[number - 1] {
      case .value(let node): valueNumbers[node.index] = Int32(clamping: number)
      case .seed: seedNumber = number
      case .contribution(let node, let place):
        incomingStarts[graph.operand(place, of: node).index + 1] += 1
      case .tangentSeed(let node): tangentSeedNumbers[node] = number
      case .tangent: continue
      }
    }
    for node in graph.nodes { incomingStarts[node.index + 1] += incomingStarts[node.index] }
    incoming = Array(repeating: 0, count: Int(incomingStarts.last ?? 0))
    var next = incomingStarts
    for number in stride(from: max(seedNumber, 1), through: events.count, by: 1) {
      guard case .contribution(let node, let place) = events[number - 1] else { continue }
      let target = graph.operand(place, of: node).index
      incoming[Int(next[target])] = Int32(clamping: number)
      next[target] += 1
    }
  }

  func valueNumber(of node: NodeID) -> Int { Int(valueNumbers[node.index]) }

  /// The number of the event that gives an input its tangent, if there is one.
  func tangentSeedNumber(of node: NodeID) -> Int? { tangentSeedNumbers[node] }

  /// The numbers of the events that contribute to the node, in order of time.
  func contributions(to node: NodeID) -> ArraySlice<Int32> {
    incoming[Int(incomingStarts[node.index])..<Int(incomingStarts[node.index + 1])]
  }
}
