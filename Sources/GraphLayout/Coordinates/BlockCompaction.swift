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
    _ alignment: BlockAlignment, members: Groups, _ spacing: Spacing
  ) {
    let vertices = spacing.neighbours.indices
    rows = [Int](repeating: 0, count: vertices.count)
    var blockRow = [Int](repeating: Int.min, count: vertices.count)
    var blocksAbove = [Int](repeating: 0, count: vertices.count)
    for vertex in vertices where spacing.neighbours[vertex].above != nil {
      blocksAbove[alignment.root[vertex]] += 1
    }
    let isRoot = vertices.map { alignment.root[$0] == $0 }
    roots = isRoot.indices.filter { isRoot[$0] && blocksAbove[$0] == 0 }
    var done = 0
    while done < roots.count {
      let root = roots[done]
      done += 1
      let range = members.range(of: root)
      if blockRow[root] == Int.min {
        blockRow[root] = -(range.lazy.map { alignment.offset[members.items[$0]] }.min() ?? 0)
      }
      for place in range {
        let vertex = members.items[place]
        rows[vertex] = blockRow[root] + alignment.offset[vertex]
        guard let below = spacing.neighbours[vertex].below else { continue }
        let other = alignment.root[below]
        let least = rows[vertex] + spacing.neighbours[vertex].distanceBelow
        blockRow[other] = max(blockRow[other], least - alignment.offset[below])
        blocksAbove[other] -= 1
        if blocksAbove[other] == 0 { roots.append(other) }
      }
    }
    guard roots.count == isRoot.lazy.filter({ $0 }).count else { return nil }
  }
}
