/// Counts crossings between neighbouring layers with an accumulator tree (Barth, Jünger, Mutzel).
///
/// Two links cross when the order of their ends on the left is not that on the right, where each
/// operand of a box is an end of its own. A layer pair with L links takes O(L log L).
struct CrossingCounter {
  private var tree: [Int] = []

  /// The crossings of the whole drawing.
  mutating func count(_ order: LayerOrder, of graph: LayeredGraph) -> Int {
    var total = 0
    for layer in 0..<max(order.layerCount - 1, 0) {
      total += count(rightOf: layer, order, of: graph)
    }
    return total
  }

  /// The crossings between a layer and the next.
  mutating func count(rightOf layer: Int, _ order: LayerOrder, of graph: LayeredGraph) -> Int {
    let pinCount = prepareTree(for: layer + 1, order, of: graph)
    var crossings = 0
    var counted = 0
    for index in order.range(of: layer) {
      let links = graph.outLinks.range(of: order.vertices[index])
      // Links of one source do not cross one another, so all are asked before any is noted.
      for place in links {
        let above = counted - noted(upTo: order.pin(ofOutgoing: place, in: graph))
        crossings += above * graph.outWeights[place]
      }
      for place in links {
        let weight = graph.outWeights[place]
        note(order.pin(ofOutgoing: place, in: graph), weight, of: pinCount)
        counted += weight
      }
    }
    return crossings
  }

  private mutating func prepareTree(
    for layer: Int, _ order: LayerOrder, of graph: LayeredGraph
  ) -> Int {
    let range = order.range(of: layer)
    guard let last = range.last else { return 0 }
    let lowest = order.vertices[last]
    let pinCount = order.firstPin[lowest] + graph.inLinks.count(of: lowest)
    if tree.count <= pinCount {
      tree.append(contentsOf: repeatElement(0, count: pinCount + 1 - tree.count))
    }
    for index in 0...pinCount { tree[index] = 0 }
    return pinCount
  }

  private func noted(upTo pin: Int) -> Int {
    var sum = 0
    var index = pin + 1
    while index > 0 {
      sum += tree[index]
      index &= index - 1
    }
    return sum
  }

  private mutating func note(_ pin: Int, _ weight: Int, of pinCount: Int) {
    var index = pin + 1
    while index <= pinCount {
      tree[index] += weight
      index += index & -index
    }
  }
}
