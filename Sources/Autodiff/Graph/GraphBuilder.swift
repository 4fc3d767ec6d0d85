/// Builds a graph while sharing identical subexpressions, so that `exp(x) + exp(x)^2` computes
/// `exp(x)` once.
///
/// Nodes that are opened between ``openGroup(_:)`` and ``closeGroup()`` belong to the group.
public struct GraphBuilder: Sendable {
  /// The graph so far.
  public private(set) var graph = Graph()
  private let sharesSubexpressions: Bool
  private var known: [Expression: NodeID] = [:]
  /// The same for the many nodes that have one or two operands and no attributes, by operation.
  private var knownPairs = Array(
    repeating: [OperandPair: NodeID](), count: Operation.allCases.count)
  private var openGroups: [GroupID] = []

  /// What makes two nodes the same computation.
  private struct Expression: Hashable {
    let operation: Operation
    let operands: [NodeID]
    let attributes: [Int]
    /// The bits of a literal, so that 0 and -0 stay apart and NaN equals itself.
    let bits: [UInt64]
    let shape: Shape?
  }

  /// One operand, or two: a key that takes no memory of its own.
  private struct OperandPair: Hashable {
    let bits: UInt64

    init?(_ operands: [NodeID], _ attributes: [Int]) {
      guard attributes.isEmpty, (1...2).contains(operands.count) else { return nil }
      let second = operands.count == 2 ? UInt32(bitPattern: operands[1].rawValue) : .max
      bits = UInt64(UInt32(bitPattern: operands[0].rawValue)) << 32 | UInt64(second)
    }
  }

  /// An empty graph in which identical subexpressions are shared or kept apart.
  public init(sharing: Bool = true) {
    sharesSubexpressions = sharing
  }

  /// Adds to a graph that is there already, and shares what is in it.
  init(continuing graph: Graph) {
    self.init(sharing: true)
    self.graph = graph
    for node in graph.nodes where graph.operation(of: node) != .input { remember(node) }
  }

  /// Makes a node of the graph the one that is found for its computation.
  private mutating func remember(_ node: NodeID) {
    let (operation, operands) = (graph.operation(of: node), graph.operands(of: node))
    let attributes = graph.attributes(of: node)
    if let pair = OperandPair(operands, attributes) {
      let table = Int(operation.rawValue)
      knownPairs[table][pair] = knownPairs[table][pair] ?? node
      return
    }
    let expression = Expression(
      operation: operation, operands: operands, attributes: attributes,
      bits: graph.constant(of: node).map(\.bitPattern),
      shape: operation == .constant ? graph.shape(of: node) : nil)
    known[expression] = known[expression] ?? node
  }

  /// Adds an input under a name.
  public mutating func input(
    _ name: String, shape: Shape = .scalar, isData: Bool = false
  ) throws(GraphError) -> NodeID {
    let node = try graph.appendInput(shape, isData: isData)
    graph.notes.name(node, name)
    return node
  }

  /// Adds a literal, or finds the node of the same; one that is not shared may have a name of its own.
  public mutating func constant(
    _ values: [Double], shape: Shape = .scalar, isShared: Bool = true
  ) throws(GraphError) -> NodeID {
    guard isShared else { return try graph.appendConstant(values, shape: shape) }
    let expression = Expression(
      operation: .constant, operands: [], attributes: [], bits: values.map(\.bitPattern),
      shape: shape)
    if sharesSubexpressions, let node = known[expression] { return node }
    let node = try graph.appendConstant(values, shape: shape)
    if sharesSubexpressions { known[expression] = node }
    return node
  }

  /// Adds the result of an operation, or finds the node that has it already.
  ///
  /// A power with the literal exponent 2 becomes a square.
  public mutating func node(
    _ operation: Operation, _ operands: [NodeID], attributes: [Int] = [],
    source: SourceRange? = nil
  ) throws(GraphError) -> NodeID {
    if operation == .power, operands.count == 2, isLiteral(operands[1], 2) {
      return try node(.square, [operands[0]], source: source)
    }
    let count = graph.count
    let node = try knownNode(operation, operands, attributes)
    // What is shared stays where it was said first.
    guard graph.count > count else { return node }
    if let source { graph.notes.setSource(of: node, source) }
    if let group = openGroups.last { graph.notes.setGroup(of: node, group) }
    return node
  }

  private mutating func knownNode(
    _ operation: Operation, _ operands: [NodeID], _ attributes: [Int]
  ) throws(GraphError) -> NodeID {
    guard sharesSubexpressions else {
      return try graph.append(operation, operands, attributes: attributes)
    }
    if let pair = OperandPair(operands, attributes) {
      let table = Int(operation.rawValue)
      if let node = knownPairs[table][pair] { return node }
      let node = try graph.append(operation, operands)
      knownPairs[table][pair] = node
      return node
    }
    let expression = Expression(
      operation: operation, operands: operands, attributes: attributes, bits: [], shape: nil)
    if let node = known[expression] { return node }
    let node = try graph.append(operation, operands, attributes: attributes)
    known[expression] = node
    return node
  }

  private func isLiteral(_ node: NodeID, _ value: Double) -> Bool {
    graph.contains(node) && graph.shape(of: node).isScalar
      && graph.constant(of: node).first == value
  }

  /// Gives a node a name beside those it has.
  public mutating func name(_ node: NodeID, _ name: String, asFirst: Bool = false) {
    graph.notes.name(node, name, asFirst: asFirst)
  }

  /// Says that a node's number chose which elements another takes of its operand.
  public mutating func noteChooser(_ chooser: NodeID, of node: NodeID) {
    graph.notes.addChooser(chooser, of: node)
  }

  /// Opens a group inside the one that is open.
  public mutating func openGroup(_ name: String, arguments: [GroupArgument] = []) {
    openGroups.append(
      graph.notes.addGroup(name, inside: openGroups.last, arguments: arguments))
  }

  /// Closes the group that was opened last.
  public mutating func closeGroup() {
    _ = openGroups.popLast()
  }
}
