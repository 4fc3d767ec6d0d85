/// Moves nodes between their operands and their consumers so that lines get shorter.
///
/// The lines of one source share a trunk, so what a source costs is the distance to its farthest
/// consumer. A node may sit anywhere between its last operand and its first consumer; there it goes where
/// its own trunk and those of its operands are shortest together. An input has no operands and so
/// moves beside its first use.
///
/// Needs: a layering in which every edge leads to a later layer. Leaves: the same, with a total
/// length no greater than before and no layer empty.
struct LayerTightening {
  private let graph: AcyclicGraph
  private(set) var layers: [Int]
  /// The farthest layer that consumers of each node reach, and the farthest without one such consumer.
  private var farthest: [Int]
  private var secondFarthest: [Int]

  /// Where a node goes when several layers cost the same.
  private enum Tie { case left, right }

  init(_ layers: [Int], of graph: AcyclicGraph) {
    self.graph = graph
    self.layers = layers
    farthest = layers
    secondFarthest = layers
    var best = layers
    var shortest = measure()
    for _ in 0..<4 {
      let before = shortest
      for tie in [Tie.right, .left] {
        sweep(tie)
        let length = measure()
        guard length < shortest else { continue }
        shortest = length
        best = self.layers
      }
      guard shortest < before else { break }
    }
    self.layers = withoutEmptyLayers(best)
  }

  /// The length of all trunks together; notes the farthest consumers on the way.
  private mutating func measure() -> Int {
    var total = 0
    for node in 0..<graph.nodeCount {
      farthest[node] = layers[node]
      secondFarthest[node] = layers[node]
      for edge in graph.outgoing[node] { note(layers[graph.targets[edge]], asConsumerOf: node) }
      total += farthest[node] - layers[node]
    }
    return total
  }

  private mutating func note(_ layer: Int, asConsumerOf node: Int) {
    if layer >= farthest[node] {
      secondFarthest[node] = farthest[node]
      farthest[node] = layer
    } else {
      secondFarthest[node] = max(secondFarthest[node], layer)
    }
  }

  /// Users move before their operands when nodes go right, after them when nodes go left.
  private mutating func sweep(_ tie: Tie) {
    switch tie {
    case .right: for node in graph.topologicalOrder.reversed() { move(node, tie) }
    case .left: for node in graph.topologicalOrder { move(node, tie) }
    }
  }

  private mutating func move(_ node: Int, _ tie: Tie) {
    var latest = Int.max
    for edge in graph.outgoing[node] { latest = min(latest, layers[graph.targets[edge]] - 1) }
    guard latest < Int.max else { return }
    // To the right of `first` one operand's trunk grows as fast as the own one shrinks, to the
    // right of `second` two of them do.
    var earliest = 0
    var first = Int.max
    var second = Int.max
    for edge in graph.incoming[node] {
      let operand = graph.sources[edge]
      earliest = max(earliest, layers[operand] + 1)
      // What nothing but this node uses comes along when its turn comes.
      if tie == .right, follows(operand) { continue }
      let others =
        layers[node] >= farthest[operand] ? secondFarthest[operand] : farthest[operand]
      second = min(second, max(first, others))
      first = min(first, others)
    }
    let wanted = tie == .left ? first : second
    layers[node] = wanted.clamped(to: earliest...max(earliest, latest))
    for edge in graph.incoming[node] { note(layers[node], asConsumerOf: graph.sources[edge]) }
  }

  /// Whether a node may sit anywhere and has one consumer, so that it can move with that.
  private func follows(_ node: Int) -> Bool {
    graph.incoming.count(of: node) == 0 && graph.outgoing.count(of: node) == 1
  }

  private func withoutEmptyLayers(_ layers: [Int]) -> [Int] {
    var isUsed = [Bool](repeating: false, count: (layers.max() ?? -1) + 1)
    for layer in layers { isUsed[layer] = true }
    var number = 0
    let renumbered = isUsed.map { used in
      defer { number += used ? 1 : 0 }
      return number
    }
    return layers.map { renumbered[$0] }
  }
}
