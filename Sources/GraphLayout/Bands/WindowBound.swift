/// How many boxes a window onto a drawing can show whole at most, found without the drawing: what is
/// known are the layers, the order within them and the least distances.
///
/// ```
/// ┌─────────┐
/// │ ▢  ▢  ▢ │ ▢    the layers that lie side by side in it, and of each
/// │ ▢  ┄  ▢ │ ▢    the neighbours that lie one below the other in it
/// │    ▢  ┄ │
/// └─────────┘
///      ▢  ▢
/// ```
/// Needs: an order. Leaves: a number that no window onto a drawing with that order exceeds.
struct WindowBound {
  private let order: LayerOrder
  private let nodes: [LayoutNode]
  private let widths: LayerWidths
  private let options: LayoutOptions
  private let width: Int
  private let height: Int
  /// The box that must be seen, and its layer.
  private let anchor: (node: Int, layer: Int)
  /// For each layer and each number of rows, how many boxes can be seen.
  private var mostOfLayer: [[Int]] = []

  init(
    _ order: LayerOrder, _ nodes: [LayoutNode], _ widths: LayerWidths, _ options: LayoutOptions,
    width: Int, height: Int, anchor: (node: Int, layer: Int)
  ) {
    self.order = order
    self.nodes = nodes
    self.widths = widths
    self.options = options
    self.width = width
    self.height = height
    self.anchor = anchor
    mostOfLayer = (0..<order.layerCount).map(most(ofLayer:))
  }

  /// How many boxes of some bands, one below the other, can be seen.
  func mostSeen(of bands: Bands) -> Int {
    // The rows of the window are shared among the bands in the way that shows most.
    var most = [Int](repeating: 0, count: height + 1)
    for layers in bands.layers {
      let ofBand = mostSeen(of: layers)
      let isNeeded = layers.contains(anchor.layer)
      most = (0...height).map { rows in
        var best = isNeeded ? Int.min / 2 : most[rows]
        for share in 0...rows { best = max(best, most[rows - share] + ofBand[share]) }
        return best
      }
    }
    return max(most[height], 0)
  }

  /// For each number of rows, how many boxes of a band can be seen; none where the anchor must be and
  /// cannot.
  private func mostSeen(of layers: Range<Int>) -> [Int] {
    let holdsAnchor = layers.contains(anchor.layer)
    let sights = sights(of: layers).filter { !holdsAnchor || $0.holds(anchor.layer) }
    // How many boxes can be seen of all the layers before each.
    var before = [Int](repeating: 0, count: layers.count + 1)
    return (0...height).map { rows in
      guard !holdsAnchor || mostOfLayer[anchor.layer][rows] > 0 else { return Int.min / 2 }
      for (place, layer) in layers.enumerated() {
        before[place + 1] = before[place] + mostOfLayer[layer][rows]
      }
      return sights.reduce(0) { most, sight in
        let (first, end) = (sight.layers.lowerBound, sight.layers.upperBound)
        let partly = sight.partly > 0 ? min(sight.partly, mostOfLayer[end][rows]) : 0
        let whole = before[end - layers.lowerBound] - before[first - layers.lowerBound]
        return max(most, whole + partly)
      }
    }
  }

  /// What may lie side by side in the window, from each of some layers on.
  private func sights(of layers: Range<Int>) -> [Sight] {
    var (taken, end) = (0, layers.lowerBound)
    return layers.map { first in
      // Whole layers, and of the next what is narrow enough.
      while end < layers.upperBound, taken + widths.boxes[end] <= width {
        taken += widths.boxes[end] + widths.leastChannel(behind: end, options)
        end += 1
      }
      let partly = end < layers.upperBound ? narrow(inLayer: end, upTo: width - taken) : 0
      let sight = Sight(layers: first..<end, partly: partly)
      if end > first {
        taken -= widths.boxes[first] + widths.leastChannel(behind: first, options)
      } else {
        (end, taken) = (first + 1, 0)
      }
      return sight
    }
  }

  /// Layers that lie side by side, and how many boxes of the next are narrow enough to be seen.
  private struct Sight {
    let layers: Range<Int>
    let partly: Int

    func holds(_ layer: Int) -> Bool {
      layers.contains(layer) || partly > 0 && layer == layers.upperBound
    }
  }

  /// How many boxes of a layer are no wider than that.
  private func narrow(inLayer layer: Int, upTo width: Int) -> Int {
    order[layer].reduce(0) { count, vertex in
      count + (vertex < nodes.count && nodes[vertex].width <= width ? 1 : 0)
    }
  }

  /// For each number of rows, how many boxes of a layer can be seen.
  private func most(ofLayer layer: Int) -> [Int] {
    var most = [Int](repeating: 0, count: height + 1)
    let vertices = order[layer]
    for first in vertices.indices where !isDummy(vertices[first]) {
      var (rows, count, hasAnchor) = (0, 0, layer != anchor.layer)
      for place in first..<vertices.endIndex {
        let vertex = vertices[place]
        let bottom = rows + (isDummy(vertex) ? 1 : nodes[vertex].height)
        guard bottom <= height else { break }
        if !isDummy(vertex) {
          count += 1
          hasAnchor = hasAnchor || vertex == anchor.node
          if hasAnchor { most[bottom] = max(most[bottom], count) }
        }
        guard place + 1 < vertices.endIndex else { break }
        rows = bottom + gap(between: vertex, vertices[place + 1])
      }
    }
    for rows in most.indices.dropFirst() { most[rows] = max(most[rows], most[rows - 1]) }
    return most
  }

  private func isDummy(_ vertex: Int) -> Bool { vertex >= nodes.count }

  private func gap(between upper: Int, _ lower: Int) -> Int {
    options.gap(besideWires: (isDummy(upper) ? 1 : 0) + (isDummy(lower) ? 1 : 0))
  }
}
