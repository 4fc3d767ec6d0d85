extension GraphBuilder {
  /// Adds the nodes that compute the derivative of the sum of an output's elements by a node, and
  /// returns the last of them; where nothing depends on the node, zeros.
  ///
  /// They are ordinary operations, so that they can be differentiated again. What they compute is
  /// what a reverse sweep does, in its order.
  /// - Complexity: O(n) in the number of nodes up to the output.
  package mutating func gradient(
    of output: NodeID, by node: NodeID, source: SourceRange? = nil
  ) throws(GraphError) -> NodeID {
    for node in [output, node] where !graph.contains(node) { throw .unknownOperand(node) }
    let program = graph
    let tape = DerivativeTape(self)
    let varies = program.nodesVarying(with: [node])
    var adjoints: [NodeID: Symbol] = [:]
    if varies[output.index] {
      adjoints[output] = Symbol(kind: .node(tape.node(of: 1), tape))
        .broadcast(to: program.shape(of: output))
    }
    for index in stride(from: output.index, to: node.index, by: -1) {
      let current = NodeID(index)
      guard var adjoint = adjoints.removeValue(forKey: current) else { continue }
      if program.hasTensor(at: current) { adjoint = adjoint.asNode(on: tape) }
      let call = SymbolicCall(
        operands: program.operands(of: current).map { tape.symbol(of: $0) },
        result: tape.symbol(of: current), attributes: program.attributes(of: current), tape: tape)
      program.forEachReceiver(of: current) { place, operand in
        guard varies[operand.index] else { return }
        let contribution = call.contribution(
          of: program.operation(of: current), adjoint, toOperand: place)
        adjoints[operand] = adjoints[operand].map { $0 + contribution } ?? contribution
      }
    }
    let result = adjoints[node]?.asNode(on: tape) ?? tape.zeros(program.shape(of: node))
    let gradient = tape.node(of: result.broadcast(to: program.shape(of: node)))
    return try take(gradient, from: tape.finish(), source)
  }

  /// Takes a node over from a graph that continues this one, with what it is computed from and
  /// nothing else, as a program would say it: literals where they are first used.
  private mutating func take(
    _ root: NodeID, from other: Graph, _ source: SourceRange?
  ) throws(GraphError) -> NodeID {
    let count = graph.count
    var (pending, needed) = ([root], Set<NodeID>())
    while let node = pending.popLast() {
      guard node.index >= count, needed.insert(node).inserted else { continue }
      pending += other.operands(of: node)
    }
    var copies: [NodeID: NodeID] = [:]
    for node in needed.sorted() where other.operation(of: node) != .constant || node == root {
      copies[node] = try take(node, above: count, from: other, &copies, source)
    }
    return copies[root] ?? root
  }

  private mutating func take(
    _ node: NodeID, above count: Int, from other: Graph, _ copies: inout [NodeID: NodeID],
    _ source: SourceRange?
  ) throws(GraphError) -> NodeID {
    guard other.operation(of: node) != .constant else {
      return try constant(Array(other.constant(of: node)), shape: other.shape(of: node))
    }
    var operands: [NodeID] = []
    for operand in other.operands(of: node) {
      if operand.index < count {
        operands.append(operand)
      } else if let copy = copies[operand] {
        operands.append(copy)
      } else {
        let copy = try constant(
          Array(other.constant(of: operand)), shape: other.shape(of: operand))
        copies[operand] = copy
        operands.append(copy)
      }
    }
    return try self.node(
      other.operation(of: node), operands, attributes: other.attributes(of: node), source: source)
  }
}

extension Graph {
  /// Whether a node or one of its operands is more than a single number.
  fileprivate func hasTensor(at node: NodeID) -> Bool {
    !shape(of: node).isScalar || operands(of: node).contains { !shape(of: $0).isScalar }
  }
}

extension Symbol {
  /// A number that is known as a node, which can be given another shape.
  fileprivate func asNode(on tape: DerivativeTape) -> Symbol {
    number == nil ? self : Symbol(kind: .node(tape.node(of: self), tape))
  }
}
