/// What every vertex has above and below it in its layer and how far apart they must be, looked up once
/// for all the ways in which blocks are tried.
struct Spacing {
  /// The neighbours of a vertex in its layer.
  struct Neighbours {
    var above: Int?
    var below: Int?
    /// The least distance from the top of the one above to the top of the vertex, and from there to the
    /// one below.
    var distanceAbove = 0
    var distanceBelow = 0
  }

  private(set) var neighbours: [Neighbours]
  /// For each link the row at which it ends less that at which it begins, both from the tops of boxes.
  private(set) var steps: [Int]

  init(_ graph: LayeredGraph, _ order: LayerOrder, _ options: LayoutOptions) {
    neighbours = Array(repeating: Neighbours(), count: graph.vertexCount)
    steps = graph.linkRow
    for link in steps.indices where graph.linkSource[link] >= 0 {
      steps[link] -= graph.outputRow[graph.linkSource[link]]
    }
    for layer in 0..<order.layerCount {
      for place in order.range(of: layer).dropFirst() {
        let (upper, lower) = (order.vertices[place - 1], order.vertices[place])
        let wires = (graph.isDummy(upper) ? 1 : 0) + (graph.isDummy(lower) ? 1 : 0)
        let distance = graph.height[upper] + options.gap(besideWires: wires)
        (neighbours[upper].below, neighbours[upper].distanceBelow) = (lower, distance)
        (neighbours[lower].above, neighbours[lower].distanceAbove) = (upper, distance)
      }
    }
  }
}

extension LayoutOptions {
  /// The least number of rows between two neighbours of a layer, so many of which are lines that pass.
  func gap(besideWires wires: Int) -> Int { wires == 0 ? nodeGap : wires == 1 ? wireGap : 0 }
}
