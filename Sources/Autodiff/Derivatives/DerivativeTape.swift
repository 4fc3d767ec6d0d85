/// The graph that a derivative is written into, behind a copy of the program it is the derivative of.
///
/// Symbols refer to it while they are computed with. An operator cannot throw; the first error is
/// kept until ``finish()``.
final class DerivativeTape {
  private var builder: GraphBuilder
  private var error: GraphError?

  init(continuing graph: Graph) {
    builder = GraphBuilder(continuing: graph)
  }

  init(_ builder: GraphBuilder) {
    self.builder = builder
  }

  var graph: Graph { builder.graph }

  /// A node as a symbol: a number where it is a literal without axes.
  func symbol(of node: NodeID) -> Symbol {
    let literal = graph.shape(of: node).isScalar ? graph.constant(of: node).first : nil
    return literal.map { .number($0) } ?? Symbol(kind: .node(node, self))
  }

  /// A tensor of zeros, in a form that has the same length however large it is.
  func zeros(_ shape: Shape) -> Symbol {
    let zero = Symbol(kind: .node(node(of: 0), self))
    return zero.broadcast(to: shape)
  }

  /// A vector of literals.
  func vector(_ values: [Double]) -> Symbol {
    guard let shape = Shape([values.count]) else { return 0 }
    let added = attempt { builder throws(GraphError) in
      try builder.constant(values, shape: shape)
    }
    return Symbol(kind: .node(added, self))
  }

  /// The result of an operation as a symbol.
  func node(_ operation: Operation, _ operands: [Symbol], attributes: [Int]) -> Symbol {
    let operands = operands.map { node(of: $0) }
    let added = attempt { builder throws(GraphError) in
      try builder.node(operation, operands, attributes: attributes)
    }
    return Symbol(kind: .node(added, self))
  }

  /// The node of a symbol, which a number becomes here.
  func node(of symbol: Symbol) -> NodeID {
    switch symbol.kind {
    case .node(let known, _): known
    case .number(let value): attempt { builder throws(GraphError) in try builder.constant([value]) }
    }
  }

  func name(_ node: NodeID, _ name: String, asFirst: Bool = false) {
    builder.name(node, name, asFirst: asFirst)
  }

  /// The graph; throws what went wrong on the way.
  func finish() throws(GraphError) -> Graph {
    if let error { throw error }
    return graph
  }

  /// The node that `build` adds. After an error any node serves: the graph is thrown away.
  private func attempt(_ build: (inout GraphBuilder) throws(GraphError) -> NodeID) -> NodeID {
    guard error == nil else { return NodeID(0) }
    do throws(GraphError) {
      return try build(&builder)
    } catch {
      self.error = error
      return NodeID(0)
    }
  }
}
