package import Basics

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
  package private(set) var firstOpenNode = 0

  /// A program without statements.
  package init() {}

  package subscript(node: SyntaxID) -> SyntaxNode { nodes[node.index] }

  package subscript(name: Name) -> String { names[name.index] }

  /// Makes a statement one that was refused; its nodes and its block stay.
  package mutating func refuse(statement: Int) {
    let old = statements[statement]
    var place: NamePlace?
    if case .function(let name, _, _) = old.kind { place = name }
    statements[statement] = Statement(
      kind: .broken(place), span: old.span, nodes: old.nodes, body: old.body, isData: old.isData)
  }

  /// The statement at a place that follows a statement and its block.
  package func next(after statement: Int) -> Int {
    max(statement + 1, statements[statement].body.upperBound)
  }

  /// The statements that stand in no block, by their places.
  package var outerStatements: [Int] {
    var places: [Int] = []
    var place = 0
    while place < statements.count {
      places.append(place)
      place = next(after: place)
    }
    return places
  }

  /// The name with a text, if the program says it.
  package func existingName(_ text: String) -> Name? { namesByText[text] }

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
  package mutating func append(
    _ kind: Statement.Kind, at span: SourceSpan = .none, isData: Bool = false
  ) {
    statements.append(
      Statement(kind: kind, span: span, nodes: firstOpenNode..<nodes.count, isData: isData))
    firstOpenNode = nodes.count
  }

  /// Makes all the statements after a header the lines of its block.
  package mutating func closeBlock(of header: Int) {
    guard statements.indices.contains(header) else { return }
    statements[header].body = header + 1..<statements.count
  }

  /// Forgets the latest nodes until `count` are left, but none that a statement owns.
  package mutating func removeNodes(downTo count: Int) {
    nodes.removeLast(max(0, nodes.count - max(count, firstOpenNode)))
  }

  /// Forgets the nodes that no statement owns yet.
  package mutating func removeOpenNodes() {
    removeNodes(downTo: firstOpenNode)
  }
}
