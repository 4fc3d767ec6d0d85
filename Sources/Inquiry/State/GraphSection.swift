package import Autodiff

/// The part of a graph that leads from some nodes to others, at the values of a run: the nodes it
/// starts from are inputs, whatever they were.
///
/// Nodes that are held at a value stay at it here, so that nothing varies through them.
package struct GraphSection {
  /// The section with its inputs set, not yet run.
  package private(set) var evaluation: AnyEvaluation
  private let copies: [NodeID: NodeID]
  private let originals: [NodeID]

  /// Cuts out what lies between; the values are those at the end of a run.
  ///
  /// - Complexity: O(n) in the nodes up to the last end.
  package init(
    from starts: [NodeID], to ends: [NodeID], in run: Run
  ) throws(GraphError) {
    let starts = Set(starts)
    var section = Graph()
    var (copies, originals): ([NodeID: NodeID], [NodeID]) = ([:], [])
    for node in Self.nodes(from: starts, to: ends, in: run) {
      let isVarying = starts.contains(node)
      let copy = try section.append(node, of: run, asInput: isVarying, copies)
      copies[node] = copy
      originals.append(node)
    }
    evaluation = try AnyEvaluation(of: section, in: run.precision)
    for (copy, node) in zip(section.nodes, originals) where section.operation(of: copy) == .input {
      try evaluation.setElements(run.value(of: node).elements, of: copy)
    }
    self.copies = copies
    self.originals = originals
  }

  /// Where a node of the run's graph is in the section's; `nil` when the section does without it.
  package func copy(of node: NodeID) -> NodeID? { copies[node] }

  /// The node of the run's graph that a node of the section's stands for.
  package func original(of copy: NodeID) -> NodeID? {
    originals.indices.contains(copy.index) ? originals[copy.index] : nil
  }

  /// The nodes that the ends are computed from, in order, and the starts.
  private static func nodes(
    from starts: Set<NodeID>, to ends: [NodeID], in run: Run
  ) -> [NodeID] {
    var isNeeded = Array(repeating: false, count: run.graph.count)
    for node in ends + starts { isNeeded[node.index] = true }
    for node in run.graph.nodes.reversed()
    where isNeeded[node.index] && !starts.contains(node) && !run.isGiven(node) {
      for operand in run.graph.operands(of: node) { isNeeded[operand.index] = true }
    }
    return run.graph.nodes.filter { isNeeded[$0.index] }
  }
}

extension Graph {
  /// Adds a copy of a node of a run: as an input where it starts a section or is given, else as the
  /// operation it is.
  fileprivate mutating func append(
    _ node: NodeID, of run: Run, asInput isVarying: Bool, _ copies: [NodeID: NodeID]
  ) throws(GraphError) -> NodeID {
    let graph = run.graph
    if isVarying || run.isGiven(node) {
      return try appendInput(
        graph.shape(of: node), isData: !isVarying || !graph.hasAdjoint(node))
    }
    if graph.operation(of: node) == .constant {
      return try appendConstant(Array(graph.constant(of: node)), shape: graph.shape(of: node))
    }
    return try append(
      graph.operation(of: node), graph.operands(of: node).compactMap { copies[$0] },
      attributes: graph.attributes(of: node))
  }
}
