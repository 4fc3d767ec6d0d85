/// How far apart neighbours in a layer must be.
struct Spacing {
  private let graph: LayeredGraph
  private let options: LayoutOptions

  init(_ graph: LayeredGraph, _ options: LayoutOptions) {
    self.graph = graph
    self.options = options
  }

  /// The least distance from the top of a vertex to the top of the one below it.
  func distance(from upper: Int, to lower: Int) -> Int {
    let wires = (graph.isDummy(upper) ? 1 : 0) + (graph.isDummy(lower) ? 1 : 0)
    return graph.height[upper] + options.gap(besideWires: wires)
  }
}

extension LayoutOptions {
  /// The least number of rows between two neighbours of a layer, so many of which are lines that pass.
  func gap(besideWires wires: Int) -> Int { wires == 0 ? nodeGap : wires == 1 ? wireGap : 0 }
}
