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
      let ofBand = (0...height).map { rows in mostSeen(of: layers, inRows: rows) }
      let isNeeded = layers.contains(anchor.layer)
      most = (0...height).map { rows in
        var best = isNeeded ? Int.min / 2 : most[rows]
        for share in 0...rows { best = max(best, most[rows - share] + ofBand[share]) }
        return best
      }
    }
    return max(most[height], 0)
  }

  /// How many boxes of a band can be seen in so many rows; none where the anchor must be and cannot.
  private func mostSeen(of layers: Range<Int>, inRows rows: Int) -> Int {
    let holdsAnchor = layers.contains(anchor.layer)
    guard !holdsAnchor || mostOfLayer[anchor.layer][rows] > 0 else { return Int.min / 2 }
    var (most, seen, taken, end) = (0, 0, 0, layers.lowerBound)
    for first in layers {
      // Whole layers that lie side by side, and of the next what is narrow enough.
      while end < layers.upperBound, taken + widths.boxes[end] <= width {
        seen += mostOfLayer[end][rows]
        taken += widths.boxes[end] + widths.leastChannel(behind: end, options)
        end += 1
      }
      let partly = end < layers.upperBound ? narrow(inLayer: end, upTo: width - taken) : 0
      let inSight = first..<(partly > 0 ? end + 1 : max(end, first))
      if !holdsAnchor || inSight.contains(anchor.layer) {
        most = max(most, seen + (partly > 0 ? min(partly, mostOfLayer[end][rows]) : 0))
      }
      guard end > first else {
        (end, taken) = (first + 1, 0)
        continue
      }
      seen -= mostOfLayer[first][rows]
      taken -= widths.boxes[first] + widths.leastChannel(behind: first, options)
    }
    return most
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
