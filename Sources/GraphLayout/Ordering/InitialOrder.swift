/// Orders to start the reduction of crossings from.
///
/// Each names every vertex once; vertices that a search meets one after the other become
/// neighbours, so that a tree starts without crossings.
enum InitialOrder {
  /// The nodes as they were given, each followed by its trunk.
  case asGiven
  /// Against the flow from the outputs, operands in their order: an expression as it is written.
  case fromOutputs
  /// Along the flow from the inputs.
  case fromInputs
  /// By the row in which each node lay in a former drawing; nodes of one row as they were given.
  case asBefore([Int])

  /// The orders that every graph has.
  static let all = [InitialOrder.asGiven, .fromOutputs, .fromInputs]

  /// The vertices of the graph in this order.
  func sequence(of graph: LayeredGraph) -> [Int] {
    switch self {
    case .fromOutputs:
      depthFirst(graph, links: graph.inLinks, back: graph.outLinks, ends: graph.linkSource)
    case .fromInputs:
      depthFirst(graph, links: graph.outLinks, back: graph.inLinks, ends: graph.linkTarget)
    case .asGiven:
      asGiven(graph)
    case .asBefore(let rows):
      asBefore(rows, graph)
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
    Groups(owners: owners(in: graph), count: graph.nodeCount).items
  }

  /// The node at the beginning of each trunk, which was split before its dummies were made.
  private func owners(in graph: LayeredGraph) -> [Int] {
    var owner = Array(0..<graph.vertexCount)
    for vertex in graph.nodeCount..<graph.vertexCount {
      for link in graph.inLinks[vertex] { owner[vertex] = owner[graph.linkSource[link]] }
    }
    return owner
  }

  /// A trunk lies between the node at its beginning and those at its ends.
  private func asBefore(_ rows: [Int], _ graph: LayeredGraph) -> [Int] {
    var row = owners(in: graph).map { rows[$0] }
    for dummy in (graph.nodeCount..<graph.vertexCount).reversed() {
      let ends = graph.outLinks[dummy].map { row[graph.linkTarget[$0]] }
      guard !ends.isEmpty else { continue }
      row[dummy] = (row[dummy] + ends.reduce(0, +) / ends.count) / 2
    }
    return (0..<graph.vertexCount).sorted { (row[$0], $0) < (row[$1], $1) }
  }
}
