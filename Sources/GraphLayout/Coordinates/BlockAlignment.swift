/// Chains of vertices that lie on one straight line (the alignment of Brandes and Köpf).
///
/// In a block the output row of each vertex is the input row of the next. Since operands enter at
/// rows of their own, the vertices of a block have offsets from its root.
///
/// Needs: an order. Leaves: blocks that do not cross, so that "above" among them has no cycle.
struct BlockAlignment {
  /// The vertex that stands for the block of each vertex.
  private(set) var root: [Int]
  /// The row of each vertex, from that of its root.
  private(set) var offset: [Int]

  /// Which neighbours vertices line up with, and which of two equally good ones they prefer.
  struct Preference {
    var toOperands: Bool
    var downward: Bool

    static let all = [
      Preference(toOperands: true, downward: true), Preference(toOperands: true, downward: false),
      Preference(toOperands: false, downward: true), Preference(toOperands: false, downward: false),
    ]
  }

  private let graph: LayeredGraph
  private let order: LayerOrder
  private let preference: Preference
  private let isBlocked: [Bool]
  private let links: Groups

  /// Lines up every vertex with the middle one of its neighbours where no line was laid before.
  ///
  /// A link in `isBlocked` is never straight.
  init(
    _ graph: LayeredGraph, _ order: LayerOrder, _ preference: Preference, _ links: LinksByPlace,
    isBlocked: [Bool]
  ) {
    self.graph = graph
    self.order = order
    self.preference = preference
    self.isBlocked = isBlocked
    self.links = preference.toOperands ? links.entering : links.leaving
    root = Array(0..<graph.vertexCount)
    offset = [Int](repeating: 0, count: graph.vertexCount)
    for step in 1..<max(order.layerCount, 1) {
      alignLayer(preference.toOperands ? step : order.layerCount - 1 - step)
    }
  }

  private mutating func alignLayer(_ layer: Int) {
    let range = order.range(of: layer)
    var last = preference.downward ? -1 : Int.max
    for step in 0..<range.count {
      let index = preference.downward ? range.lowerBound + step : range.upperBound - 1 - step
      let vertex = order.vertices[index]
      let places = links.range(of: vertex)
      guard !places.isEmpty else { continue }
      let middle = links.items[places.lowerBound + (places.count - 1) / 2]
      let other = links.items[places.lowerBound + places.count / 2]
      let wanted = preference.downward ? middle : other
      let link = isFree(wanted, behind: last) ? wanted : preference.downward ? other : middle
      guard isFree(link, behind: last) else { continue }
      join(vertex, along: link)
      last = endPlace(of: link)
    }
  }

  /// Whether a link can be straight beside the last one that is.
  private func isFree(_ link: Int, behind last: Int) -> Bool {
    let end = endPlace(of: link)
    return (preference.downward ? end > last : end < last) && !isBlocked[link]
  }

  private func endPlace(of link: Int) -> Int {
    order.position[preference.toOperands ? graph.linkSource[link] : graph.linkTarget[link]]
  }

  private mutating func join(_ vertex: Int, along link: Int) {
    let source = graph.linkSource[link]
    let target = graph.linkTarget[link]
    let drop = graph.outputRow[source] - graph.linkRow[link]
    let neighbour = preference.toOperands ? source : target
    root[vertex] = root[neighbour]
    offset[vertex] = offset[neighbour] + (preference.toOperands ? drop : -drop)
  }
}

/// The links on either side of each vertex, by the places of their other ends.
struct LinksByPlace {
  let entering: Groups
  let leaving: Groups

  init(_ graph: LayeredGraph, _ order: LayerOrder) {
    let entered = Groups(owners: graph.linkTarget, count: graph.vertexCount)
    var (bySource, byTarget): ([Int], [Int]) = ([], [])
    for vertex in order.vertices {
      for place in graph.outLinks.range(of: vertex) { bySource.append(graph.outLinks.items[place]) }
      for place in entered.range(of: vertex) where graph.linkSource[entered.items[place]] >= 0 {
        byTarget.append(entered.items[place])
      }
    }
    entering = Groups(bySource, by: graph.linkTarget, count: graph.vertexCount)
    leaving = Groups(byTarget, by: graph.linkSource, count: graph.vertexCount)
  }
}

/// The links that would cross a straight piece of a trunk, which has precedence over them.
///
/// Needs: an order. Leaves: no unmarked link crosses a link between two dummies, save other such,
/// nor leaves a dummy from which the trunk continues.
func linksAcrossTrunks(_ graph: LayeredGraph, _ order: LayerOrder) -> [Bool] {
  var isMarked = [Bool](repeating: false, count: graph.linkTarget.count)
  for dummy in graph.nodeCount..<graph.vertexCount {
    let places = graph.outLinks.range(of: dummy)
    guard places.contains(where: { graph.isDummy(graph.outTargets[$0]) }) else { continue }
    for place in places where !graph.isDummy(graph.outTargets[place]) {
      isMarked[graph.outLinks.items[place]] = true
    }
  }
  for layer in 0..<max(order.layerCount - 1, 0) {
    let right = order.range(of: layer + 1)
    var from = right.lowerBound
    var above = -1
    // Between two trunk pieces, every link must stay between their left ends.
    for index in right {
      let inner = innerLink(into: order.vertices[index], graph)
      guard inner != nil || index == right.upperBound - 1 else { continue }
      let below = inner.map { order.position[graph.linkSource[$0]] } ?? Int.max
      for vertex in from...index {
        for place in graph.inLinks.range(of: order.vertices[vertex]) {
          let (link, end) = (graph.inLinks.items[place], order.position[graph.inSources[place]])
          if link != inner, end < above || end > below { isMarked[link] = true }
        }
      }
      from = index + 1
      above = below
    }
  }
  return isMarked
}

private func innerLink(into vertex: Int, _ graph: LayeredGraph) -> Int? {
  guard graph.isDummy(vertex) else { return nil }
  let places = graph.inLinks.range(of: vertex)
  return places.first { graph.isDummy(graph.inSources[$0]) }.map { graph.inLinks.items[$0] }
}
