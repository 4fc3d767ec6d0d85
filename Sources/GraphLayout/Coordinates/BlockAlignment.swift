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
  private var links: [Int] = []

  /// Lines up every vertex with the middle one of its neighbours where no line was laid before.
  ///
  /// A link in `isBlocked` is never straight.
  init(_ graph: LayeredGraph, _ order: LayerOrder, _ preference: Preference, isBlocked: [Bool]) {
    self.graph = graph
    self.order = order
    self.preference = preference
    self.isBlocked = isBlocked
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
      collectLinks(of: vertex)
      guard !links.isEmpty else { continue }
      let middle = (links.count - 1) / 2
      let other = links.count / 2
      let wanted = links[preference.downward ? middle : other]
      let link = isFree(wanted, behind: last) ? wanted : links[preference.downward ? other : middle]
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

  /// The links of a vertex on the side it lines up with, by the places of their other ends.
  private mutating func collectLinks(of vertex: Int) {
    links.removeAll(keepingCapacity: true)
    if preference.toOperands {
      for place in graph.inLinks.range(of: vertex) { links.append(graph.inLinks.items[place]) }
    } else {
      for place in graph.outLinks.range(of: vertex) { links.append(graph.outLinks.items[place]) }
    }
    guard links.count > 1 else { return }
    let ends = preference.toOperands ? graph.linkSource : graph.linkTarget
    let position = order.position
    links.sort { (position[ends[$0]], $0) < (position[ends[$1]], $1) }
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

/// The links that would cross a straight piece of a trunk, which has precedence over them.
///
/// Needs: an order. Leaves: no unmarked link crosses a link between two dummies, save other such,
/// nor leaves a dummy from which the trunk continues.
func linksAcrossTrunks(_ graph: LayeredGraph, _ order: LayerOrder) -> [Bool] {
  var isMarked = [Bool](repeating: false, count: graph.linkTarget.count)
  for dummy in graph.nodeCount..<graph.vertexCount {
    let goesOn = graph.outLinks[dummy].contains { graph.isDummy(graph.linkTarget[$0]) }
    guard goesOn else { continue }
    for link in graph.outLinks[dummy] where !graph.isDummy(graph.linkTarget[link]) {
      isMarked[link] = true
    }
  }
  for layer in 0..<max(order.layerCount - 1, 0) {
    let right = order[layer + 1]
    var from = right.startIndex
    var above = -1
    // Between two trunk pieces, every link must stay between their left ends.
    for index in right.indices {
      let inner = innerLink(into: right[index], graph)
      guard inner != nil || index == right.endIndex - 1 else { continue }
      let below = inner.map { order.position[graph.linkSource[$0]] } ?? Int.max
      for vertex in right[from...index] {
        for link in graph.inLinks[vertex] where link != inner {
          let place = order.position[graph.linkSource[link]]
          if place < above || place > below { isMarked[link] = true }
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
  return graph.inLinks[vertex].first { graph.isDummy(graph.linkSource[$0]) }
}
