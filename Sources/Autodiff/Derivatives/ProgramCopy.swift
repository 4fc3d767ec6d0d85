/// A copy of a graph that leaves room for more inputs: inputs first, then everything else in order,
/// as programs are read.
struct ProgramCopy {
  private(set) var graph = Graph()
  private(set) var copies: [NodeID]
  private(set) var seeds: [(node: NodeID, input: NodeID)] = []
  let original: Graph

  /// Copies a graph, with an input more for each node that is to have a seed.
  init(
    of original: Graph, seeding nodes: [NodeID], names: inout DerivativeNames
  ) throws(GraphError) {
    self.original = original
    copies = Array(repeating: NodeID(0), count: original.count)
    graph.reserveCapacity(original.count)
    for node in original.nodes where original.operation(of: node) == .input {
      copies[node.index] = try graph.appendInput(
        original.shape(of: node), isData: !original.hasAdjoint(node))
    }
    for node in nodes {
      let input = try graph.appendInput(original.shape(of: node))
      graph.notes.name(input, names.name(ofDerivativeOf: node))
      seeds.append((node, input))
    }
    for node in original.nodes where original.operation(of: node) != .input {
      copies[node.index] = try copy(node)
    }
    copyNotes()
  }

  private mutating func copy(_ node: NodeID) throws(GraphError) -> NodeID {
    if original.operation(of: node) == .constant {
      return try graph.appendConstant(
        Array(original.constant(of: node)), shape: original.shape(of: node))
    }
    return try graph.append(
      original.operation(of: node), original.operands(of: node).map { copies[$0.index] },
      attributes: original.attributes(of: node))
  }

  private func copy(of argument: GroupArgument) -> GroupArgument {
    if case .node(let node) = argument { .node(copies[node.index]) } else { argument }
  }

  private mutating func copyNotes() {
    let notes = original.notes
    let groups = notes.groups.map { group in
      graph.notes.addGroup(
        group.name, inside: group.parent, arguments: group.arguments.map(copy(of:)))
    }
    for node in original.nodes {
      let copy = copies[node.index]
      for name in notes.names(of: node) { graph.notes.name(copy, name) }
      if let source = notes.source(of: node) { graph.notes.setSource(of: copy, source) }
      for chooser in notes.choosers(of: node) {
        graph.notes.addChooser(copies[chooser.index], of: copy)
      }
      if let group = notes.group(of: node) {
        graph.notes.setGroup(of: copy, groups[group.index])
      }
    }
  }
}
