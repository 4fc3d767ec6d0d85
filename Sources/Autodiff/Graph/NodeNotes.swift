/// What people call the nodes of a graph and where each came from: nothing that a sweep looks at.
///
/// Most nodes of a large graph have no notes, and pay nothing for it.
public struct NodeNotes: Sendable {
  private var names: [NodeID: [String]] = [:]
  /// The names of those nodes that have many, to be looked up.
  private var manyNames: [NodeID: Set<String>] = [:]
  private var sources: [SourceRange?] = []
  private var groupNumbers: [Int32] = []
  private var choosers: [NodeID: [NodeID]] = [:]
  private var recorded: [NodeID: RecordedNode] = [:]
  /// The groups in the order in which they were opened.
  public private(set) var groups: [Group] = []
  /// The tape that recorded the graph, by its number; 0 for graphs that were built otherwise.
  var tapeNumber: UInt64 = 0

  /// The names given to the node, the first one first; a shared node can have several.
  public func names(of node: NodeID) -> [String] { names[node] ?? [] }

  /// Whether any node bears the name.
  public func isTaken(_ name: String) -> Bool { names.values.contains { $0.contains(name) } }

  /// Gives the node a name beside those it has; as the first, it is the one that is shown.
  public mutating func name(_ node: NodeID, _ name: String, asFirst: Bool = false) {
    guard !hasName(node, name) else { return }
    let place = asFirst ? 0 : names(of: node).count
    names[node, default: []].insert(name, at: place)
    if let all = names[node], all.count >= Self.many {
      manyNames[node, default: Set(all)].insert(name)
    }
  }

  /// From so many names on a list is not searched any more: a derivative's graph may give one node
  /// the names of thousands.
  private static let many = 16

  private func hasName(_ node: NodeID, _ name: String) -> Bool {
    manyNames[node]?.contains(name) ?? names[node]?.contains(name) ?? false
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

  /// The nodes whose numbers say which elements the node takes of its operand, as `y` does in `f[y]`.
  /// They are no operands: nothing varies through them, and with other numbers it is another graph.
  public func choosers(of node: NodeID) -> [NodeID] {
    choosers.isEmpty ? [] : choosers[node] ?? []
  }

  /// Says that a node's number chose which elements another takes.
  public mutating func addChooser(_ chooser: NodeID, of node: NodeID) {
    guard !choosers(of: node).contains(chooser) else { return }
    choosers[node, default: []].append(chooser)
  }

  /// What the program that recorded the node says of it; `nil` for a node that was not recorded.
  public func recorded(of node: NodeID) -> RecordedNode? {
    recorded.isEmpty ? nil : recorded[node]
  }

  /// Says what a program that recorded the node says of it.
  public mutating func setRecorded(of node: NodeID, _ record: RecordedNode) {
    recorded[node] = record
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
  ///
  /// - Parameter arguments: What a call was given, in its order; empty where that is not known.
  public mutating func addGroup(
    _ name: String, inside parent: GroupID? = nil, arguments: [GroupArgument] = []
  ) -> GroupID {
    groups.append(Group(name: name, parent: parent, arguments: arguments))
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
  /// What a call was given, in its order; empty for what is not known to be a call.
  public let arguments: [GroupArgument]
}

/// What a call was given: a node of the graph, or a literal as it is shown, which needs no node.
public enum GroupArgument: Hashable, Sendable {
  case node(NodeID)
  case literal(String)
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
