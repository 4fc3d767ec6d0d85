import Autodiff
import Inquiry

/// The groups of a graph as a tree: which nodes belong to each, and which group contains which.
struct GroupTree: Equatable, Sendable {
  /// What is known of one group.
  struct Entry: Equatable, Sendable {
    let name: String
    let parent: GroupID?
    /// What the call was given, in its order; empty for what is not known to be a call.
    let arguments: [GroupArgument]
    /// The nodes of the group and of those inside it, in the order of evaluation; no constants.
    fileprivate(set) var members: [NodeID] = []
    /// The node that stands for all: the last one that somebody outside uses.
    fileprivate(set) var result: NodeID?
    /// The nodes outside that the group is computed from, in the order in which it uses them.
    fileprivate(set) var operands: [NodeID] = []
  }

  private var entries: [GroupID: Entry] = [:]
  /// The groups worth folding, in the order in which their first nodes are computed.
  private(set) var foldable: [GroupID] = []

  /// - Complexity: O(n) in the number of nodes and operands, times the depth of the groups.
  init(_ graph: Graph, output: NodeID) {
    guard !graph.notes.groups.isEmpty else { return }
    var order: [GroupID] = []
    for node in graph.nodes where graph.operation(of: node) != .constant {
      for group in graph.notes.groups(around: node) {
        if entries[group] == nil {
          order.append(group)
          let noted = graph.notes[group]
          entries[group] = Entry(
            name: noted.name, parent: noted.parent, arguments: noted.arguments)
        }
        entries[group]?.members.append(node)
      }
    }
    foldable = order.filter { entries[$0].map { $0.members.count > 1 } ?? false }
    findEnds(graph, output)
  }

  /// Finds out what comes into each group and what goes out of it.
  private mutating func findEnds(_ graph: Graph, _ output: NodeID) {
    var latest = entries.compactMapValues(\.members.last)
    var used: [GroupID: NodeID] = [:]
    var met: [GroupID: Set<NodeID>] = [:]
    for node in graph.nodes {
      let around = graph.notes.groups(around: node)
      for operand in graph.operands(of: node) where graph.operation(of: operand) != .constant {
        let aroundOperand = graph.notes.groups(around: operand)
        for group in aroundOperand where !around.contains(group) {
          used[group] = max(used[group] ?? operand, operand)
        }
        for group in around where !aroundOperand.contains(group) {
          guard met[group, default: []].insert(operand).inserted else { continue }
          entries[group]?.operands.append(operand)
        }
      }
    }
    for group in graph.notes.groups(around: output) { used[group] = output }
    latest.merge(used) { _, used in used }
    for (group, node) in latest { entries[group]?.result = node }
  }

  /// What is known of a group; `nil` for one without nodes.
  subscript(group: GroupID) -> Entry? { entries[group] }
}

extension GroupTree {
  /// The most nodes that are shown one by one from the beginning.
  private static let mostAtFirst = 60

  /// What is folded when a program is opened: nothing in a small one, in a large one all.
  func foldedAtFirst(_ graph: Graph) -> Set<GroupID> {
    graph.count > Self.mostAtFirst ? Set(foldable) : []
  }

  /// The innermost foldable group around a node of which a condition is true.
  func innermost(
    around node: NodeID, in graph: Graph, where condition: (GroupID) -> Bool = { _ in true }
  ) -> GroupID? {
    graph.notes.groups(around: node).first { group in
      (self[group]?.members.count ?? 0) > 1 && condition(group)
    }
  }
}
