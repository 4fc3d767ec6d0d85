extension Graph {
  /// The tangent sweep as a graph: the program, and behind it the nodes that compute the tangents of
  /// all nodes when the chosen inputs move.
  ///
  /// The tangents of these inputs are inputs of the new graph, named after them (`dx`).
  /// - Complexity: O(n) in the number of nodes.
  public func tangentGraph(along inputs: [NodeID]) throws(GraphError) -> DerivativeGraph {
    for node in inputs {
      guard contains(node) else { throw .unknownOperand(node) }
      guard operation(of: node) == .input else { throw .notAnInput(node) }
    }
    var names = DerivativeNames(of: self, prefix: "d")
    var moving: [NodeID] = []
    for node in inputs where hasAdjoint(node) && !moving.contains(node) { moving.append(node) }
    let program = try ProgramCopy(of: self, seeding: moving, names: &names)
    let tape = DerivativeTape(continuing: program.graph)
    let tangents = tape.tangents(of: program, &names)
    let nodes = tangents.mapValues { tape.node(of: $0) }
    return DerivativeGraph(
      graph: try tape.finish(), seeds: program.seeds, copies: program.copies, derivatives: nodes,
      names: names.given)
  }
}

extension DerivativeTape {
  /// The tangents of all nodes that vary with the seeds.
  fileprivate func tangents(
    of program: ProgramCopy, _ names: inout DerivativeNames
  ) -> [NodeID: Symbol] {
    let graph = program.original
    let varies = graph.nodesVarying(with: program.seeds.map(\.node))
    var tangents: [NodeID: Symbol] = [:]
    for (node, input) in program.seeds { tangents[node] = symbol(of: input) }
    for node in graph.nodes where varies[node.index] && tangents[node] == nil {
      var moving = graph.operands(of: node).map { _ in Symbol?.none }
      graph.forEachReceiver(of: node) { place, operand in moving[place] = tangents[operand] }
      let tangent = SymbolicCall(of: node, in: program, self)
        .tangent(of: graph.operation(of: node), moving)
      assert(tangent.shape == graph.shape(of: node), "\(graph.operation(of: node))")
      name(self.node(of: tangent), names.name(ofDerivativeOf: node))
      tangents[node] = tangent
    }
    return tangents
  }
}
