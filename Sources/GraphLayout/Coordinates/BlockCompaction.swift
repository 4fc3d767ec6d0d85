/// Places blocks as high as they can go.
///
/// Needs: blocks that do not cross. Leaves: rows in which neighbours keep their distance, and the
/// blocks from top to bottom. Should blocks cross after all, `init` gives up with `nil`.
struct BlockCompaction {
  /// The row of the top of each vertex.
  private(set) var rows: [Int]
  /// The blocks by their roots, each before all that lie below it somewhere.
  private(set) var roots: [Int] = []

  init?(
    _ alignment: BlockAlignment, members: Groups, of graph: LayeredGraph, _ order: LayerOrder,
    _ spacing: Spacing
  ) {
    rows = [Int](repeating: 0, count: graph.vertexCount)
    var blockRow = [Int](repeating: Int.min, count: graph.vertexCount)
    var blocksAbove = [Int](repeating: 0, count: graph.vertexCount)
    for vertex in 0..<graph.vertexCount where order.position[vertex] > 0 {
      blocksAbove[alignment.root[vertex]] += 1
    }
    let isRoot = (0..<graph.vertexCount).map { alignment.root[$0] == $0 }
    roots = isRoot.indices.filter { isRoot[$0] && blocksAbove[$0] == 0 }
    var done = 0
    while done < roots.count {
      let root = roots[done]
      done += 1
      if blockRow[root] == Int.min {
        blockRow[root] = -(members[root].lazy.map { alignment.offset[$0] }.min() ?? 0)
      }
      for vertex in members[root] {
        rows[vertex] = blockRow[root] + alignment.offset[vertex]
        guard let below = order.below(vertex, graph) else { continue }
        let other = alignment.root[below]
        let least = rows[vertex] + spacing.distance(from: vertex, to: below)
        blockRow[other] = max(blockRow[other], least - alignment.offset[below])
        blocksAbove[other] -= 1
        if blocksAbove[other] == 0 { roots.append(other) }
      }
    }
    guard roots.count == isRoot.lazy.filter({ $0 }).count else { return nil }
  }
}

extension LayerOrder {
  /// The vertex below another in its layer, if there is one.
  func below(_ vertex: Int, _ graph: LayeredGraph) -> Int? {
    let layer = graph.layer[vertex]
    let index = starts[layer] + position[vertex] + 1
    return index < starts[layer + 1] ? vertices[index] : nil
  }

  /// The vertex above another in its layer, if there is one.
  func above(_ vertex: Int, _ graph: LayeredGraph) -> Int? {
    let index = starts[graph.layer[vertex]] + position[vertex]
    return position[vertex] > 0 ? vertices[index - 1] : nil
  }
}
