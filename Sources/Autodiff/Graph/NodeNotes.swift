/// What people call the nodes of a graph and where each came from: nothing that a sweep looks at.
///
/// Most nodes of a large graph have no notes, and pay nothing for it.
public struct NodeNotes: Sendable {
  private var names: [NodeID: [String]] = [:]
  private var sources: [SourceRange?] = []
  private var groupNumbers: [Int32] = []
  /// The groups in the order in which they were opened.
  public private(set) var groups: [Group] = []
  /// The tape that recorded the graph, by its number; 0 for graphs that were built otherwise.
  var tapeNumber: UInt64 = 0

  /// The names given to the node, the first one first; a shared node can have several.
  public func names(of node: NodeID) -> [String] { names[node] ?? [] }

  /// Whether any node bears the name.
  public func isTaken(_ name: String) -> Bool { names.values.contains { $0.contains(name) } }

  /// Gives the node a name beside those it has.
  public mutating func name(_ node: NodeID, _ name: String) {
    guard !names(of: node).contains(name) else { return }
    names[node, default: []].append(name)
  }

  /// The part of the program text that the node came from.
  public func source(of node: NodeID) -> SourceRange? {
    sources.indices.contains(node.index) ? sources[node.index] : nil
  }

  /// Says which part of the program text the node came from.
  public mutating func setSource(of node: NodeID, _ source: SourceRange) {
    extend(&sources, to: node, with: nil)
    sources[node.index] = source
  }

  /// The innermost group the node belongs to.
  public func group(of node: NodeID) -> GroupID? {
    guard groupNumbers.indices.contains(node.index), groupNumbers[node.index] >= 0 else {
      return nil
    }
    return GroupID(index: Int(groupNumbers[node.index]))
  }

  /// Says which group the node belongs to.
  public mutating func setGroup(of node: NodeID, _ group: GroupID) {
    extend(&groupNumbers, to: node, with: -1)
    groupNumbers[node.index] = Int32(clamping: group.index)
  }

  /// Opens a group, inside another or at the top.
  public mutating func addGroup(_ name: String, inside parent: GroupID? = nil) -> GroupID {
    groups.append(Group(name: name, parent: parent))
    return GroupID(index: groups.count - 1)
  }

  /// The group of the given number.
  public subscript(group: GroupID) -> Group { groups[group.index] }

  private func extend<Element>(
    _ list: inout [Element], to node: NodeID, with filler: Element
  ) {
    guard list.count <= node.index else { return }
    list.append(contentsOf: repeatElement(filler, count: node.index + 1 - list.count))
  }
}

/// Nodes that belong together: a call of a function, a layer of a network.
public struct Group: Hashable, Sendable {
  /// The function or layer.
  public let name: String
  /// The group this one is part of.
  public let parent: GroupID?
}

/// A group of a graph, by its number.
public struct GroupID: Hashable, Sendable {
  let index: Int

  /// The place of the group among ``NodeNotes/groups``.
  public var number: Int { index }
}

/// A part of a program's text, in bytes of UTF-8 from its start.
public struct SourceRange: Hashable, Sendable {
  /// The offset of the first byte.
  public let lowerBound: UInt32
  /// The offset after the last byte.
  public let upperBound: UInt32

  /// The bytes from `lowerBound` up to `upperBound`.
  public init(_ range: Range<Int>) {
    lowerBound = UInt32(clamping: range.lowerBound)
    upperBound = UInt32(clamping: range.upperBound)
  }

  /// The same as a range of integers.
  public var range: Range<Int> { Int(lowerBound)..<Int(max(lowerBound, upperBound)) }
}
