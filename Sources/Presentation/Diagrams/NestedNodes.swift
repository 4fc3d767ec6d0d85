import Autodiff

/// Nodes and the groups around them as a tree, listed from the front.
struct NestedNodes {
  private enum Item {
    case node(NodeID)
    case group(GroupID)
    case end
  }

  private var children: [GroupID?: [Item]] = [:]
  private let notes: NodeNotes

  /// A group stands where its first node does, inside the group around it; groups without a node
  /// are left out.
  init(_ nodes: [NodeID], notes: NodeNotes) {
    self.notes = notes
    var known: Set<GroupID> = []
    for node in nodes {
      for group in Self.newGroups(around: node, notes, &known).reversed() {
        children[notes[group].parent, default: []].append(.group(group))
      }
      children[notes.group(of: node), default: []].append(.node(node))
    }
  }

  /// The groups around a node that are not known yet, the innermost first.
  private static func newGroups(
    around node: NodeID, _ notes: NodeNotes, _ known: inout Set<GroupID>
  ) -> [GroupID] {
    var groups: [GroupID] = []
    var next = notes.group(of: node)
    // Whatever is around a group that is known is known as well.
    while let group = next, known.insert(group).inserted {
      groups.append(group)
      next = notes[group].parent
    }
    return groups
  }

  /// The tree in one row, without recursion: groups may nest as deep as they like.
  func entries(_ box: (NodeID) -> Diagram.Box) -> [Diagram.Entry] {
    var entries: [Diagram.Entry] = []
    var count = 0
    var pending = Array((children[nil] ?? []).reversed())
    while let item = pending.popLast() {
      switch item {
      case .node(let node): entries.append(.box(box(node)))
      case .group(let group):
        entries.append(.openGroup(name: notes[group].name, number: count))
        count += 1
        pending.append(.end)
        pending += (children[group] ?? []).reversed()
      case .end: entries.append(.closeGroup)
      }
    }
    return entries
  }
}
