/// The vertices of each layer from top to bottom.
struct LayerOrder {
  /// All vertices, layer after layer.
  private(set) var vertices: [Int]
  /// Where each layer begins in `vertices`; one more entry than there are layers.
  let starts: [Int]
  /// The place of each vertex in its layer.
  private(set) var position: [Int]
  /// How many links enter the layer above each vertex: the number of its first pin.
  private(set) var firstPin: [Int]

  /// Sorts the vertices into layers, each layer in the order in which `sequence` names them.
  ///
  /// Needs: `sequence` names every vertex once.
  init(of graph: LayeredGraph, sequence: [Int]) {
    let layers = Groups(sequence, by: graph.layer, count: graph.layerCount)
    vertices = layers.items
    starts = layers.start
    position = [Int](repeating: 0, count: graph.vertexCount)
    firstPin = position
    for layer in 0..<graph.layerCount { number(layer, of: graph) }
  }

  /// The number of layers.
  var layerCount: Int { starts.count - 1 }

  /// Where a layer lies in `vertices`.
  func range(of layer: Int) -> Range<Int> { starts[layer]..<starts[layer + 1] }

  /// The vertices of a layer.
  subscript(layer: Int) -> ArraySlice<Int> { vertices[range(of: layer)] }

  /// The place among all entering links of its layer at which a link ends, given by its place in
  /// `outLinks.items`.
  func pin(ofOutgoing place: Int, in graph: LayeredGraph) -> Int {
    firstPin[graph.outTargets[place]] + graph.outSlots[place]
  }

  /// Puts a vertex at a place in `vertices`; `number` must follow.
  mutating func place(_ vertex: Int, at index: Int) { vertices[index] = vertex }

  /// Moves the vertex at a place in `vertices` to another of its layer, and keeps the numbering
  /// true.
  mutating func move(from: Int, to: Int, in graph: LayeredGraph) {
    let vertex = vertices[from]
    let pins = graph.inLinks.count(of: vertex)
    let step = to > from ? 1 : -1
    var place = from
    while place != to {
      let other = vertices[place + step]
      vertices[place] = other
      position[other] -= step
      firstPin[other] -= step * pins
      firstPin[vertex] += step * graph.inLinks.count(of: other)
      place += step
    }
    vertices[to] = vertex
    position[vertex] += to - from
  }

  /// Renumbers a layer after its vertices were placed again.
  mutating func number(_ layer: Int, of graph: LayeredGraph) {
    var pins = 0
    for index in range(of: layer) {
      let vertex = vertices[index]
      position[vertex] = index - starts[layer]
      firstPin[vertex] = pins
      pins += graph.inLinks.count(of: vertex)
    }
  }
}
