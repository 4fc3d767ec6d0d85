/// How far apart neighbours in a layer must be.
struct Spacing {
  private let graph: LayeredGraph
  private let nodeGap: Int
  private let wireGap: Int

  init(_ graph: LayeredGraph, _ options: LayoutOptions) {
    self.graph = graph
    nodeGap = options.nodeGap
    wireGap = options.wireGap
  }

  /// The least distance from the top of a vertex to the top of the one below it.
  func distance(from upper: Int, to lower: Int) -> Int {
    let wires = (graph.isDummy(upper) ? 1 : 0) + (graph.isDummy(lower) ? 1 : 0)
    let gap = wires == 0 ? nodeGap : wires == 1 ? wireGap : 0
    return graph.height[upper] + gap
  }
}
