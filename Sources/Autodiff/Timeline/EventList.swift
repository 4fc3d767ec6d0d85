/// What a timeline is made of: which sweeps, from where.
public enum TimelineMode: Hashable, Sendable {
  /// Values forward, then adjoints backward.
  case reverse
  /// Values and tangents forward, interleaved.
  case forward
  /// Values and tangents forward, then adjoints backward.
  case both

  var hasTangents: Bool { self != .reverse }
  var hasAdjoints: Bool { self != .forward }
}

/// The events of a timeline in their order, eight bytes each.
///
/// Reverse mode: a value event for every input and operation in index order, the seed, then the nodes
/// in descending index, each with its contributions in operand order. Forward mode: the seeds of the
/// tangents, then for every node its value and, for operations, its tangent. Both: that, followed by
/// the reverse sweep.
struct EventList: Sendable {
  private(set) var packed: [PackedEvent] = []

  ///
  /// Nodes in `held` keep a value that was given: they have no tangent event and send nothing back.
  init(
    _ graph: Graph, mode: TimelineMode, reach: Reach, tangentSeeds: [NodeID], held: Set<NodeID> = []
  ) {
    packed.reserveCapacity(graph.count * 2)
    if mode.hasTangents { packed += tangentSeeds.map { PackedEvent(.tangentSeed, $0) } }
    for node in graph.nodes where graph.operation(of: node) != .constant {
      packed.append(PackedEvent(.value, node))
      if mode.hasTangents, graph.operation(of: node) != .input, !held.contains(node) {
        packed.append(PackedEvent(.tangent, node))
      }
    }
    guard mode.hasAdjoints, graph.hasAdjoint(reach.output) else { return }
    packed.append(PackedEvent(.seed, reach.output))
    for index in stride(from: reach.output.index, through: 0, by: -1) where reach.contains(index) {
      let node = NodeID(index)
      guard !held.contains(node) else { continue }
      graph.forEachReceiver(of: node) { place, _ in
        packed.append(PackedEvent(.contribution, node, operand: place))
      }
    }
  }

  var count: Int { packed.count }

  subscript(index: Int) -> Event { packed[index].event }
}

/// An event in eight bytes.
struct PackedEvent: Hashable, Sendable {
  enum Kind: UInt8 { case value, seed, contribution, tangentSeed, tangent }

  private let node: Int32
  private let operand: UInt16
  private let kind: Kind

  init(_ kind: Kind, _ node: NodeID, operand: Int = 0) {
    self.kind = kind
    self.node = node.rawValue
    self.operand = UInt16(clamping: operand)
  }

  var event: Event {
    let node = NodeID(rawValue: node)
    return switch kind {
    case .value: .value(node)
    case .seed: .seed(node)
    case .contribution: .contribution(from: node, operand: Int(operand))
    case .tangentSeed: .tangentSeed(node)
    case .tangent: .tangent(node)
    }
  }
}
