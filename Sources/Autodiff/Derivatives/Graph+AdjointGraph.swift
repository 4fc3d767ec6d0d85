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

/// The reverse sweep of a graph statement by statement, as one writes it by hand: each adjoint is a
/// formula of the adjoints above it, whatever it could be made simpler to.
package struct AdjointStatements {
  /// The program; an input for each adjoint that others are made of; and the formulas of all of them.
  package let graph: Graph
  /// Where the nodes of the program are in the graph.
  package let copies: [NodeID]
  /// The inputs that stand for adjoints, that of the output first.
  package let adjoints: [(node: NodeID, input: NodeID, name: String)]
  /// The formulas in the order of the sweep, by the nodes whose adjoints they are. Each has the name that
  /// is given beside it, with ``suffix``.
  package let formulas: [(node: NodeID, formula: NodeID, name: String)]

  /// What distinguishes the name of a formula from that of the input that stands for it.
  package static let suffix = "__is"
}

extension Graph {
  /// The reverse sweep from an output, in which each adjoint is used under its own name.
  ///
  /// - Complexity: O(n) in the number of nodes.
  package func adjointStatements(
    from output: NodeID, by inputs: [NodeID]
  ) throws(GraphError) -> AdjointStatements {
    for node in [output] + inputs where !contains(node) { throw .unknownOperand(node) }
    let varies = nodesVarying(with: inputs)
    let reach = Reach(self, from: output)
    let computed = nodes.reversed().filter { node in
      node < output && varies[node.index] && reach.contains(node.index)
        && operation(of: node).arity.upperBound > 0
    }
    var names = DerivativeNames(of: self, prefix: "g")
    let program = try ProgramCopy(of: self, seeding: [output] + computed, names: &names)
    var sweep = SymbolicReverse(program, output: output, inputs: inputs)
    return try sweep.statements(&names)
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
        let contribution = call.contribution(
          of: graph.operation(of: node), adjoint, toOperand: place)
        assert(contribution.shape == graph.shape(of: operand), "\(graph.operation(of: node))")
        adjoints[operand] = adjoints[operand].map { $0 + contribution } ?? contribution
      }
    }
  }

  /// The sweep in which what is passed on is not the formula of an adjoint, but an input that stands for it.
  mutating func statements(
    _ names: inout DerivativeNames
  ) throws(GraphError) -> AdjointStatements {
    let graph = program.original
    let varies = graph.nodesVarying(with: inputs)
    let inputs = Dictionary(program.seeds.map { ($0.node, $0.input) }) { first, _ in first }
    var formulas: [(node: NodeID, formula: NodeID, name: String)] = []
    for index in stride(from: output.index, through: 0, by: -1) {
      let node = NodeID(index)
      if node != output {
        guard let adjoint = adjoints[node] else { continue }
        let name = names.given[node] ?? names.name(ofDerivativeOf: node)
        let formula = tape.node(of: adjoint)
        tape.name(formula, name + AdjointStatements.suffix)
        formulas.append((node, formula, name))
      }
      guard let upstream = inputs[node], graph.operation(of: node).arity.upperBound > 0 else {
        continue
      }
      let call = SymbolicCall(of: node, in: program, tape)
      graph.forEachReceiver(of: node) { place, operand in
        guard varies[operand.index] else { return }
        let contribution = call.contribution(
          of: graph.operation(of: node), tape.symbol(of: upstream), toOperand: place)
        adjoints[operand] = adjoints[operand].map { $0 + contribution } ?? contribution
      }
    }
    return AdjointStatements(
      graph: try tape.finish(), copies: program.copies,
      adjoints: program.seeds.map { ($0.node, $0.input, names.given[$0.node] ?? "") },
      formulas: formulas)
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
