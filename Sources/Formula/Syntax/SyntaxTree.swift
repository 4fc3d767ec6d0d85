/// A program as a value: its statements and all their expressions in one flat array.
///
/// `z = x*y` is the nodes `x`, `y`, `0 * 1` and one statement that binds `z` to node 2.
///
/// Invariant: a node comes after its parts, and the nodes of a statement stand side by side.
package struct SyntaxTree: Sendable {
  package private(set) var nodes: [SyntaxNode] = []
  package private(set) var statements: [Statement] = []
  /// Every name the program says, in order of appearance.
  package private(set) var names: [String] = []

  private var children: [SyntaxID] = []
  private var namesByText: [String: Name] = [:]
  /// The index of the first node that no statement owns yet.
  private(set) var firstOpenNode = 0

  /// A program without statements.
  package init() {}

  package subscript(node: SyntaxID) -> SyntaxNode { nodes[node.index] }

  package subscript(name: Name) -> String { names[name.index] }

  /// The name with a text, if the program says it.
  func existingName(_ text: String) -> Name? { namesByText[text] }

  /// The nodes of a list, in order.
  package subscript(list: NodeList) -> ArraySlice<SyntaxID> { children[list.range] }
}

extension SyntaxTree {
  /// The name with a text, which is entered on first use.
  package mutating func name(_ text: String) -> Name {
    if let name = namesByText[text] { return name }
    let name = Name(names.count)
    names.append(text)
    namesByText[text] = name
    return name
  }

  /// Adds an expression whose parts have been added before.
  package mutating func append(_ kind: SyntaxNode.Kind, at span: SourceSpan = .none) -> SyntaxID {
    nodes.append(SyntaxNode(kind: kind, span: span))
    return SyntaxID(nodes.count - 1)
  }

  /// Adds a run of nodes for a call, an array or an index.
  package mutating func list(_ members: [SyntaxID]) -> NodeList {
    let start = children.count
    children += members
    return NodeList(start..<children.count)
  }

  /// Adds a statement, which owns all the nodes added since the one before.
  package mutating func append(_ kind: Statement.Kind, at span: SourceSpan = .none) {
    statements.append(Statement(kind: kind, span: span, nodes: firstOpenNode..<nodes.count))
    firstOpenNode = nodes.count
  }

  /// Forgets the latest nodes until `count` are left, but none that a statement owns.
  mutating func removeNodes(downTo count: Int) {
    nodes.removeLast(max(0, nodes.count - max(count, firstOpenNode)))
  }

  /// Forgets the nodes that no statement owns yet.
  mutating func removeOpenNodes() {
    removeNodes(downTo: firstOpenNode)
  }
}
