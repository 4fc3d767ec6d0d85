/// Orders to start the reduction of crossings from.
///
/// Each names every vertex once; vertices that a search meets one after the other become
/// neighbours, so that a tree starts without crossings.
enum InitialOrder: CaseIterable {
  /// The nodes as they were given, each followed by its trunk.
  case asGiven
  /// Against the flow from the outputs, operands in their order: an expression as it is written.
  case fromOutputs
  /// Along the flow from the inputs.
  case fromInputs

  /// The vertices of the graph in this order.
  func sequence(of graph: LayeredGraph) -> [Int] {
    switch self {
    case .fromOutputs:
      depthFirst(graph, links: graph.inLinks, back: graph.outLinks, ends: graph.linkSource)
    case .fromInputs:
      depthFirst(graph, links: graph.outLinks, back: graph.inLinks, ends: graph.linkTarget)
    case .asGiven:
      asGiven(graph)
    }
  }

  /// Names vertices when they are first met, starting from those without links `back`.
  private func depthFirst(
    _ graph: LayeredGraph, links: Groups, back: Groups, ends: [Int]
  ) -> [Int] {
    var sequence: [Int] = []
    sequence.reserveCapacity(graph.vertexCount)
    var isMet = [Bool](repeating: false, count: graph.vertexCount)
    var stack: [Int] = []
    for root in 0..<graph.vertexCount where back.count(of: root) == 0 {
      stack.append(root)
      while let vertex = stack.popLast() {
        guard !isMet[vertex] else { continue }
        isMet[vertex] = true
        sequence.append(vertex)
        for link in links[vertex].reversed() where !isMet[ends[link]] { stack.append(ends[link]) }
      }
    }
    return sequence
  }

  private func asGiven(_ graph: LayeredGraph) -> [Int] {
    // A trunk belongs to the node at its beginning, which was split before its dummies were made.
    var owner = Array(0..<graph.vertexCount)
    for vertex in graph.nodeCount..<graph.vertexCount {
      for link in graph.inLinks[vertex] { owner[vertex] = owner[graph.linkSource[link]] }
    }
    return Groups(owners: owner, count: graph.nodeCount).items
  }
}
