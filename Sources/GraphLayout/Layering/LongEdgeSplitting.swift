/// A layered graph in which every link leads to the very next layer.
///
/// Its vertices are the nodes and, behind them, the dummies: bends of a trunk, one in each layer
/// that the trunk passes. All edges of one source share one trunk:
/// ```
/// layer 0   1   2   3
///       s ──┬─▶ a
///           d ──┬─▶ b
///               d ────▶ c
/// ```
struct LayeredGraph {
  /// How many of the vertices are nodes.
  let nodeCount: Int
  /// The layer of each vertex.
  private(set) var layer: [Int]
  /// The number of layers.
  let layerCount: Int
  /// The rows each vertex takes.
  private(set) var height: [Int]
  /// The row of each vertex, from its top, at which links leave.
  private(set) var outputRow: [Int]
  /// Where each link leaves. The first links are the kept edges, in their order.
  private(set) var linkSource: [Int]
  /// Where each link ends.
  private(set) var linkTarget: [Int] = []
  /// The row, from the top of its target, at which each link enters.
  private(set) var linkRow: [Int] = []
  /// The links that leave each vertex.
  private(set) var outLinks = Groups(owners: [], count: 0)
  /// The links that enter each vertex, from top to bottom.
  private(set) var inLinks = Groups(owners: [], count: 0)
  /// The sources of the links that enter each vertex, at the places of `inLinks.items`.
  private(set) var inSources: [Int] = []
  /// The targets of the links that leave each vertex, at the places of `outLinks.items`.
  private(set) var outTargets: [Int] = []
  /// The places of the same links among those that enter their targets.
  private(set) var outSlots: [Int] = []
  /// The edges each link is part of, at the places of `inLinks.items` and of `outLinks.items`.
  private(set) var inWeights: [Int] = []
  private(set) var outWeights: [Int] = []
  /// The kept edges that are too long for a trunk through the layers; see `LaneAssignment`.
  private(set) var laneEdges: [Int] = []

  /// Splits the edges of a layered graph.
  ///
  /// Needs: a layering in which every edge leads to a later layer. Leaves: every link leads to the
  /// next layer, every dummy has one link in and at least one out, and there are at most `budget`
  /// dummies: what would need more, longest first, is left to lanes outside.
  init(
    splitting graph: AcyclicGraph, layers: [Int], nodes: [LayoutNode], edges: [LayoutEdge],
    budget: Int
  ) {
    nodeCount = graph.nodeCount
    layer = layers
    layerCount = (layers.max() ?? -1) + 1
    height = nodes.map(\.height)
    outputRow = nodes.map(\.outputRow)
    linkSource = graph.sources
    linkTarget = graph.targets
    linkRow = graph.edges.map { nodes[edges[$0].target].inputRow(ofPort: edges[$0].port) }
    let limit = longestTrunk(of: graph, within: budget)
    for node in 0..<nodeCount { addTrunk(of: node, in: graph, limit: limit) }
    connect()
  }

  /// The same graph without the links that enter some layers, with nothing else changed.
  func cut(before layers: Set<Int>) -> LayeredGraph {
    guard !layers.isEmpty else { return self }
    var graph = self
    for link in linkTarget.indices where layers.contains(layer[linkTarget[link]]) {
      graph.linkSource[link] = -1
    }
    graph.connect()
    return graph
  }

  /// Whether a vertex is a bend of a trunk rather than a node.
  func isDummy(_ vertex: Int) -> Bool { vertex >= nodeCount }

  /// The number of vertices, dummies included.
  var vertexCount: Int { layer.count }

  /// The longest trunk, in layers passed, at which all trunks that short stay within the budget.
  private func longestTrunk(of graph: AcyclicGraph, within budget: Int) -> Int {
    var trunks = [Int](repeating: 0, count: layerCount + 1)
    for node in 0..<nodeCount { trunks[passedLayers(of: node, in: graph)] += 1 }
    var total = 0
    for (length, count) in trunks.enumerated() {
      total += length * count
      if total > budget { return length - 1 }
    }
    return layerCount
  }

  private func passedLayers(of node: Int, in graph: AcyclicGraph) -> Int {
    var farthest = layer[node] + 1
    for edge in graph.outgoing[node] { farthest = max(farthest, layer[graph.targets[edge]]) }
    return farthest - layer[node] - 1
  }

  private mutating func addTrunk(of node: Int, in graph: AcyclicGraph, limit: Int) {
    let length = passedLayers(of: node, in: graph)
    guard length > 0 else { return }
    let first = layer[node] + 1
    let isTrunk = length <= limit
    let firstDummy = vertexCount
    for edge in graph.outgoing[node] where layer[graph.targets[edge]] > first {
      if isTrunk {
        linkSource[edge] = firstDummy + layer[graph.targets[edge]] - first - 1
      } else {
        linkSource[edge] = -1
        laneEdges.append(edge)
      }
    }
    guard isTrunk else { return }
    for step in 0..<length {
      linkSource.append(step == 0 ? node : vertexCount - 1)
      linkTarget.append(vertexCount)
      linkRow.append(0)
      layer.append(first + step)
      height.append(1)
      outputRow.append(0)
    }
  }

  private mutating func connect() {
    let entered = linkTarget.indices.map { linkSource[$0] < 0 ? -1 : linkTarget[$0] }
    outLinks = Groups(owners: linkSource, count: vertexCount)
    inLinks = Groups(owners: entered, count: vertexCount)
    inLinks.sortItems(by: linkRow)
    var slots = [Int](repeating: 0, count: linkTarget.count)
    for vertex in 0..<vertexCount {
      let places = inLinks.range(of: vertex)
      for place in places { slots[inLinks.items[place]] = place - places.lowerBound }
    }
    inSources = inLinks.items.map { linkSource[$0] }
    outTargets = outLinks.items.map { linkTarget[$0] }
    outSlots = outLinks.items.map { slots[$0] }
    let weights = linkWeights()
    inWeights = inLinks.items.map { weights[$0] }
    outWeights = outLinks.items.map { weights[$0] }
  }

  /// How many edges share each link. A trunk's dummies follow one another, so from the last vertex
  /// to the first all that leaves a dummy is known before what enters it.
  private func linkWeights() -> [Int] {
    var weights = [Int](repeating: 1, count: linkTarget.count)
    for dummy in (nodeCount..<vertexCount).reversed() {
      var weight = 0
      for place in outLinks.range(of: dummy) { weight += weights[outLinks.items[place]] }
      for place in inLinks.range(of: dummy) { weights[inLinks.items[place]] = weight }
    }
    return weights
  }
}
