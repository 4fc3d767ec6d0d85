/// A computation as an append-only list of nodes in the order of evaluation: a Wengert list.
///
/// A node's operands always come before it, so that the list needs no sorting: a forward sweep reads
/// it from the front, a reverse sweep from the back. The graph holds structure only; values, adjoints
/// and tangents live in an ``Evaluation`` of either precision.
///
/// Invariant: every operand's index is below the index of the node that uses it.
public struct Graph: Sendable {
  private(set) var instructions: [Instruction] = []
  /// Records of extended nodes: operand count, operands, attribute count, attributes.
  private(set) var pool: [Int32] = []
  private(set) var shapes: [Shape] = [.scalar]
  private var shapeNumbers: [Shape: UInt16] = [.scalar: 0]
  private(set) var constants: [Double] = []
  /// The nodes whose numbers are rounded to fewer digits than those of the precision of a run.
  private(set) var roundings: [NodeID: NumberType] = [:]
  /// What people call the nodes and where they come from; the sweeps never look.
  public var notes = NodeNotes()

  /// An empty graph.
  public init() {}

  /// The number of nodes.
  public var count: Int { instructions.count }

  /// All nodes in the order of evaluation.
  public var nodes: some RandomAccessCollection<NodeID> & Sendable {
    (0..<count).lazy.map { NodeID($0) }
  }

  /// Whether the node is part of this graph.
  public func contains(_ node: NodeID) -> Bool { instructions.indices.contains(node.index) }

  /// Whether both graphs compute the same, node by node, whatever the nodes are called.
  ///
  /// - Complexity: O(1) for copies of one graph, otherwise O(n).
  public func hasSameNodes(as other: Graph) -> Bool {
    instructions == other.instructions && pool == other.pool && shapes == other.shapes
      && constants == other.constants && roundings == other.roundings
  }

  /// Makes room for a number of nodes in advance.
  public mutating func reserveCapacity(_ count: Int) {
    instructions.reserveCapacity(count)
  }
}

extension Graph {
  /// Adds an input, whose value is given when the graph is run.
  ///
  /// Data are inputs that receive no adjoint, such as the images and labels of a batch.
  public mutating func appendInput(
    _ shape: Shape = .scalar, isData: Bool = false
  ) throws(GraphError) -> NodeID {
    let flags: Instruction.Flags = isData ? .hasEvent : [.hasEvent, .hasAdjoint]
    return try append(.input, flags, shape, 0, 0)
  }

  /// Adds a literal: it has a value and neither adjoint nor event.
  public mutating func appendConstant(
    _ values: [Double], shape: Shape = .scalar
  ) throws(GraphError) -> NodeID {
    let start = constants.count
    let node = try append(.constant, [], shape, Int32(clamping: start), 0)
    guard values.count == shape.count else {
      instructions.removeLast()
      throw .elementCount(node, expected: shape.count, given: values.count)
    }
    constants += values
    return node
  }

  /// Adds the result of an operation on nodes that are already there.
  ///
  /// - Complexity: amortised O(1) for scalars, in proportion to the operands otherwise.
  public mutating func append(
    _ operation: Operation, _ operands: [NodeID], attributes: [Int] = []
  ) throws(GraphError) -> NodeID {
    guard operation.rule.arity.contains(operands.count), !operands.isEmpty else {
      throw .operandCount(operation, given: operands.count)
    }
    guard operation.rule.attributeCount.contains(attributes.count) else {
      throw .attributeCount(operation, given: attributes.count)
    }
    if let stranger = operands.first(where: { !contains($0) }) {
      throw .unknownOperand(stranger)
    }
    let operandShapes = operands.map { self.shape(of: $0) }
    let shape = try resultShape(of: operation, operandShapes, attributes)
    let isElementwise = operation.isUnaryOrBinary && attributes.isEmpty
    var flags: Instruction.Flags = [.hasEvent, .hasAdjoint]
    if isElementwise, operandShapes.allSatisfy(\.isScalar) { flags.insert(.isScalar) }
    if receivesAdjoint(operands[0], from: operation, 0) { flags.insert(.firstReceives) }
    if operands.count > 1, receivesAdjoint(operands[1], from: operation, 1) {
      flags.insert(.secondReceives)
    }
    if attributes.isEmpty, let arity = operation.fixedArity, arity <= 2 {
      let second = arity == 2 ? operands[1].rawValue : 0
      return try append(operation, flags, shape, operands[0].rawValue, second)
    }
    let record = try appendRecord(operands, attributes)
    return try append(operation, flags.union(.isExtended), shape, record, 0)
  }

  private func resultShape(
    of operation: Operation, _ operands: [Shape], _ attributes: [Int]
  ) throws(GraphError) -> Shape {
    do throws(ShapeMismatch) {
      return try operation.rule.shape(of: operands, attributes: attributes)
    } catch {
      throw .shapesDoNotFit(operation, operands: operands, reason: error.reason)
    }
  }

  private func receivesAdjoint(_ operand: NodeID, from operation: Operation, _ place: Int) -> Bool {
    hasAdjoint(operand) && operation.rule.isDifferentiable(inOperand: place)
  }

  private mutating func appendRecord(
    _ operands: [NodeID], _ attributes: [Int]
  ) throws(GraphError) -> Int32 {
    guard let start = Int32(exactly: pool.count) else { throw .tooLarge }
    pool.append(Int32(clamping: operands.count))
    pool += operands.map(\.rawValue)
    pool.append(Int32(clamping: attributes.count))
    for attribute in attributes {
      guard let small = Int32(exactly: attribute) else { throw .tooLarge }
      pool.append(small)
    }
    return start
  }

  private mutating func append(
    _ operation: Operation, _ flags: Instruction.Flags, _ shape: Shape, _ first: Int32,
    _ second: Int32
  ) throws(GraphError) -> NodeID {
    guard count < Int(Int32.max) else { throw .tooLarge }
    let number = try number(of: shape)
    instructions.append(
      Instruction(
        operation: operation, flags: flags, shape: number, first: first, second: second))
    return NodeID(count - 1)
  }

  private mutating func number(of shape: Shape) throws(GraphError) -> UInt16 {
    if shape.isScalar { return 0 }
    if let number = shapeNumbers[shape] { return number }
    guard let number = UInt16(exactly: shapes.count) else { throw .tooLarge }
    shapes.append(shape)
    shapeNumbers[shape] = number
    return number
  }
}

extension Graph {
  /// Says that a node's numbers are of a type with fewer digits than a run may have: what the node
  /// computes is rounded to it, and its adjoint once that is complete. Nothing happens to whole numbers
  /// and double precision.
  ///
  /// A run whose graph has no such node pays nothing for it.
  public mutating func round(_ node: NodeID, to type: NumberType) {
    guard contains(node), let bits = type.significandBits else { return }
    roundings[node] = bits < Double.significandBitCount ? type : nil
  }

  /// The type to which the node's numbers are rounded; `nil` when they are not.
  public func rounding(of node: NodeID) -> NumberType? { roundings[node] }

  /// The same graph, in which nothing is rounded but by the precision of a run.
  var withoutRounding: Graph {
    var graph = self
    graph.roundings = [:]
    return graph
  }
}

extension Graph {
  /// What the node computes.
  ///
  /// - Precondition: The node is part of this graph, as for every question about a node.
  public func operation(of node: NodeID) -> Operation { instruction(of: node).operation }

  /// The shape of the node's value.
  public func shape(of node: NodeID) -> Shape { shapes[Int(instruction(of: node).shape)] }

  private func instruction(of node: NodeID) -> Instruction {
    precondition(contains(node), "node \(node) is not part of this graph of \(count) nodes")
    return instructions[node.index]
  }

  /// The nodes this one is computed from, in the order of the operation.
  public func operands(of node: NodeID) -> [NodeID] {
    let instruction = instruction(of: node)
    if instruction.flags.contains(.isExtended) {
      return extendedOperands(instruction).map { NodeID(rawValue: $0) }
    }
    switch instruction.operation.fixedArity {
    case 1: return [NodeID(rawValue: instruction.first)]
    case 2: return [NodeID(rawValue: instruction.first), NodeID(rawValue: instruction.second)]
    default: return []
    }
  }

  private func extendedOperands(_ instruction: Instruction) -> ArraySlice<Int32> {
    let start = Int(instruction.first)
    return pool[(start + 1)...(start + Int(pool[start]))]
  }

  /// What varies between nodes of one operation, such as the axis of a sum.
  public func attributes(of node: NodeID) -> [Int] {
    let instruction = instruction(of: node)
    guard instruction.flags.contains(.isExtended) else { return [] }
    let start = extendedOperands(instruction).endIndex
    return pool[(start + 1)..<(start + 1 + Int(pool[start]))].map(Int.init)
  }

  /// The elements of a literal; empty for any other node.
  public func constant(of node: NodeID) -> ArraySlice<Double> {
    let instruction = instruction(of: node)
    guard instruction.operation == .constant else { return [] }
    let start = Int(instruction.first)
    return constants[start..<start + shape(of: node).count]
  }

  /// Whether the node has an adjoint; constants and data have none.
  public func hasAdjoint(_ node: NodeID) -> Bool {
    instruction(of: node).flags.contains(.hasAdjoint)
  }

  /// Whether an operand receives a contribution when the node's adjoint is passed on.
  public func receivesContribution(_ node: NodeID, operand place: Int) -> Bool {
    let operands = operands(of: node)
    guard operands.indices.contains(place) else { return false }
    return receivesAdjoint(operands[place], from: operation(of: node), place)
  }
}
