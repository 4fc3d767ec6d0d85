extension Graph {
  /// The reverse sweep from an output as a graph: the program, and behind it the nodes that compute
  /// the adjoints of the chosen nodes.
  ///
  /// The adjoint of the output is an input of the new graph, named after it (`gz`). Each adjoint adds
  /// up its contributions in the order of the sweep.
  /// - Complexity: O(n) in the number of nodes.
  public func adjointGraph(
    from output: NodeID, by inputs: [NodeID]
  ) throws(GraphError) -> DerivativeGraph {
    for node in [output] + inputs where !contains(node) { throw .unknownOperand(node) }
    var names = DerivativeNames(of: self, prefix: "g")
    let program = try ProgramCopy(of: self, seeding: [output], names: &names)
    var sweep = SymbolicReverse(program, output: output, inputs: inputs)
    sweep.run(&names)
    return try sweep.finish(names)
  }
}

/// A reverse sweep whose contributions are nodes.
private struct SymbolicReverse {
  let program: ProgramCopy
  let output: NodeID
  let inputs: [NodeID]
  private let tape: DerivativeTape
  private var adjoints: [NodeID: Symbol] = [:]

  init(_ program: ProgramCopy, output: NodeID, inputs: [NodeID]) {
    self.program = program
    self.output = output
    self.inputs = inputs
    tape = DerivativeTape(continuing: program.graph)
  }

  mutating func run(_ names: inout DerivativeNames) {
    let graph = program.original
    let varies = graph.nodesVarying(with: inputs)
    guard varies[output.index] else { return }
    adjoints[output] = program.seeds.first.map { tape.symbol(of: $0.input) }
    for index in stride(from: output.index, through: 0, by: -1) {
      let node = NodeID(index)
      guard let adjoint = adjoints[node] else { continue }
      // All that the node will receive has arrived; the seed has its name already.
      if node != output { name(adjoint, of: node, names.name(ofDerivativeOf: node)) }
      guard graph.operation(of: node).arity.upperBound > 0 else { continue }
      let call = SymbolicCall(of: node, in: program, tape)
      graph.forEachReceiver(of: node) { place, operand in
        guard varies[operand.index] else { return }
        let contribution = graph.operation(of: node).rule
          .pullback(call, upstream: adjoint, operand: place)
        assert(contribution.shape == graph.shape(of: operand), "\(graph.operation(of: node))")
        adjoints[operand] = adjoints[operand].map { $0 + contribution } ?? contribution
      }
    }
  }

  /// Names the adjoint of a node. That of an input is shown by its own name, whatever else it is the
  /// adjoint of; only the seed keeps the name that it has.
  private func name(_ adjoint: Symbol, of node: NodeID, _ name: String) {
    let symbol = tape.node(of: adjoint)
    let isSeed = program.seeds.contains { $0.input == symbol }
    tape.name(symbol, name, asFirst: !isSeed && program.original.operation(of: node) == .input)
  }

  func finish(_ names: DerivativeNames) throws(GraphError) -> DerivativeGraph {
    let wanted = inputs.compactMap { input in
      adjoints[input].map { (input, tape.node(of: $0)) }
    }
    return DerivativeGraph(
      graph: try tape.finish(), seeds: program.seeds, copies: program.copies,
      derivatives: Dictionary(wanted) { first, _ in first }, names: names.given)
  }
}

extension SymbolicCall {
  /// The call of a node of the program, as its copy stands in the derivative's graph.
  init(of node: NodeID, in program: ProgramCopy, _ tape: DerivativeTape) {
    let graph = program.original
    self.init(
      operands: graph.operands(of: node).map { tape.symbol(of: program.copies[$0.index]) },
      result: tape.symbol(of: program.copies[node.index]),
      attributes: graph.attributes(of: node), tape: tape)
  }
}
