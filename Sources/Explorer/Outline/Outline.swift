import Autodiff
import Inquiry

/// What a graph shows when some of its groups are folded: an item for each node that is seen, and
/// one for each folded group.
struct Outline: Equatable, Sendable {
  /// A node, or a folded group.
  struct Item: Hashable, Sendable {
    /// The node itself, or the one that stands for the group: its result.
    let node: NodeID
    /// The group that is folded into this item.
    let group: GroupID?
    let isTensor: Bool
  }

  /// In the order of evaluation.
  private(set) var items: [Item] = []
  /// The item of each node of the graph; -1 for constants.
  private var numbers: [Int32] = []
  /// The groups that are folded; those inside a folded one may be named as well.
  private(set) var folded: Set<GroupID>
  /// The groups that were to be folded and are not: what is outside of them is both computed from
  /// them and used by them, so that one box for all would have an edge that leads back to it.
  private(set) var leftOpen: Set<GroupID> = []

  /// What is seen of a graph.
  ///
  /// - Complexity: O(n) in the number of nodes and operands, for each group around which is left open.
  init(_ graph: Graph, _ groups: GroupTree, folded: Set<GroupID> = [], output: NodeID) {
    self.folded = folded
    findItems(graph, groups, output: output)
    while !self.folded.isEmpty {
      let cyclic = ItemCycles(graph, self).members.compactMap { items[$0].group }
      guard !cyclic.isEmpty else { break }
      leftOpen.formUnion(cyclic)
      self.folded.subtract(cyclic)
      findItems(graph, groups, output: output)
    }
  }

  private mutating func findItems(_ graph: Graph, _ groups: GroupTree, output: NodeID) {
    items = []
    numbers = Array(repeating: -1, count: graph.count)
    var numberOfGroup: [GroupID: Int32] = [:]
    // A program that is nothing but a number shows that number.
    for node in graph.nodes
    where graph.operation(of: node) != .constant || node == output {
      let group =
        folded.isEmpty ? nil : graph.notes.groups(around: node).last(where: folded.contains)
      if let group, let number = numberOfGroup[group] {
        numbers[node.index] = number
        continue
      }
      let number = Int32(clamping: items.count)
      numbers[node.index] = number
      if let group { numberOfGroup[group] = number }
      let shown = group.flatMap { groups[$0]?.result } ?? node
      items.append(
        Item(node: shown, group: group, isTensor: !graph.shape(of: shown).isScalar))
    }
  }

  /// The number of the item that shows a node; `nil` for constants.
  func number(of node: NodeID?) -> Int? {
    guard let node, numbers.indices.contains(node.index), numbers[node.index] >= 0 else {
      return nil
    }
    return Int(numbers[node.index])
  }

  /// The item that shows a node; `nil` for constants.
  func item(of node: NodeID?) -> Item? { number(of: node).map { items[$0] } }
}
