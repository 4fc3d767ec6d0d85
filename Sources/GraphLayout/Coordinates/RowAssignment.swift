/// Gives every vertex its row.
///
/// Needs: an order. Leaves: the row of the top of each vertex, none negative, in which the
/// neighbours of each layer keep their order and distance; `nil` when cancelled.
func assignRows(
  _ graph: LayeredGraph, _ order: LayerOrder, _ options: LayoutOptions, isCancelled: () -> Bool
) -> [Int]? {
  let spacing = Spacing(graph, order, options)
  let isBlocked = linksAcrossTrunks(graph, order)
  let links = LinksByPlace(graph, order)
  var best: BlockShifting?
  // Where there is more to place than anyone can look at, one alignment must do.
  let isLarge = graph.vertexCount > 20_000
  for preference in BlockAlignment.Preference.all.prefix(isLarge ? 1 : 4) {
    guard !isCancelled() else { return nil }
    let alignment = BlockAlignment(graph, order, preference, links, isBlocked: isBlocked)
    let shifting = placedBlocks(alignment, graph, order, spacing)
    if shifting.cost < best?.cost ?? Int.max { best = shifting }
  }
  guard var shifting = best else { return [] }
  for _ in 0..<(isLarge ? 1 : 4) {
    guard !isCancelled() else { return nil }
    let block = straightGroups(graph, spacing, rows: shifting.rows)
    let members = Groups(owners: block, count: graph.vertexCount)
    let roots = order.vertices.filter { block[$0] == $0 }
    shifting.regroup()
    guard shifting.shift(roots, members: members, block: block) else { break }
    _ = shifting.shift(roots.reversed(), members: members, block: block)
  }
  let top = shifting.rows.min() ?? 0
  return shifting.rows.map { $0 - top }
}

/// The blocks of an alignment, first as high as they go and then pulled where their lines want them.
private func placedBlocks(
  _ alignment: BlockAlignment, _ graph: LayeredGraph, _ order: LayerOrder, _ spacing: Spacing
) -> BlockShifting {
  let members = Groups(owners: alignment.root, count: graph.vertexCount)
  guard
    let compaction = BlockCompaction(alignment, members: members, spacing)
  else {
    return BlockShifting(graph, spacing, rows: stackedRows(order, spacing))
  }
  var shifting = BlockShifting(graph, spacing, rows: compaction.rows)
  for _ in 0..<4 {
    guard
      shifting.shift(compaction.roots.reversed(), members: members, block: alignment.root),
      shifting.shift(compaction.roots, members: members, block: alignment.root)
    else { break }
  }
  return shifting
}

/// Every layer as high as it goes, whatever the lines want.
private func stackedRows(_ order: LayerOrder, _ spacing: Spacing) -> [Int] {
  var rows = [Int](repeating: 0, count: order.vertices.count)
  for vertex in order.vertices {
    guard let above = spacing.neighbours[vertex].above else { continue }
    rows[vertex] = rows[above] + spacing.neighbours[vertex].distanceAbove
  }
  return rows
}

/// For each vertex, one that stands for all it hangs together with through straight links.
private func straightGroups(_ graph: LayeredGraph, _ spacing: Spacing, rows: [Int]) -> [Int] {
  var group = Array(0..<graph.vertexCount)
  for link in graph.linkSource.indices where graph.linkSource[link] >= 0 {
    let source = graph.linkSource[link]
    let target = graph.linkTarget[link]
    guard rows[target] - rows[source] + spacing.steps[link] == 0 else { continue }
    group[group.representative(of: source)] = group.representative(of: target)
  }
  for vertex in group.indices { group[vertex] = group.representative(of: vertex) }
  return group
}

extension [Int] {
  /// The end of the chain in which each entry names the next; the chain gets shorter by that.
  fileprivate mutating func representative(of entry: Int) -> Int {
    var entry = entry
    while self[entry] != entry {
      self[entry] = self[self[entry]]
      entry = self[entry]
    }
    return entry
  }
}
