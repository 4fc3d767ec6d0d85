/// The lines between one band and the next, which run back to the left in a gutter.
///
/// ```
/// ▢ ─▶ ▢ ─────╮
/// ▢ ────────╮ │    the higher a line leaves, the farther out it turns,
/// ╭─────────╯ │
/// │╭──────────╯    and the lower it runs: where the order stays, nothing crosses
/// │╰───▶ ▢
/// ╰────▶ ▢
/// ```
/// Needs: rows and tracks in every band as if it were alone. Leaves: rows for all bands in which
/// none touches another, and for each line that changes bands a way of its own.
struct Gutters {
  /// A line that goes on in the next band.
  struct Crossing {
    /// The vertex it leaves.
    let vertex: Int
    /// Its column behind the last layer of its band, counted from the left.
    let outerTrack: Int
    /// Its row in the gutter.
    var row: Int
    /// Its column before the first layer of the next band, counted from the left.
    let innerTrack: Int
  }

  /// The lines that leave each band.
  private(set) var crossings: [[Crossing]] = []
  /// By how many rows each band is moved.
  private(set) var shift: [Int] = []
  private let bands: Bands
  /// Where each vertex's line is among those that leave its band.
  private var placeOfVertex: [Int: (band: Int, place: Int)] = [:]

  init(_ graph: LayeredGraph, rows: [Int], wires: ChannelWires, bands: Bands) {
    self.bands = bands
    guard bands.layers.count > 1 else {
      (shift, crossings) = ([0], [[]])
      return
    }
    let extents = Self.extents(graph, rows, wires, bands)
    var next = extents.first?.lowerBound ?? 0
    for band in bands.layers.indices {
      shift.append(next - extents[band].lowerBound)
      next += extents[band].count
      let vertices = leaving(band, graph, rows)
      let last = vertices.count - 1
      crossings.append(
        vertices.enumerated().map { place, vertex in
          Crossing(
            vertex: vertex, outerTrack: last - place, row: next + last - place,
            innerTrack: last - place)
        })
      for (place, vertex) in vertices.enumerated() { placeOfVertex[vertex] = (band, place) }
      next += vertices.count
    }
  }

  /// How many lines leave a band.
  func count(leaving band: Int) -> Int {
    crossings.indices.contains(band) ? crossings[band].count : 0
  }

  /// The way of the line that leaves a vertex for the next band.
  func crossing(of vertex: Int) -> Crossing? {
    placeOfVertex[vertex].map { crossings[$0.band][$0.place] }
  }

  /// The rows of all vertices and wires, with the bands one below the other.
  func stacked(
    rows: [Int], wires: ChannelWires, _ graph: LayeredGraph
  ) -> (rows: [Int], wires: ChannelWires) {
    guard bands.layers.count > 1 else { return (rows, wires) }
    var (rows, wires) = (rows, wires)
    for vertex in rows.indices { rows[vertex] += shift[bands.bandOfLayer[graph.layer[vertex]]] }
    for wire in wires.wires.indices {
      let down = shift[bands.bandOfLayer[wires.wires[wire].channel]]
      wires.wires[wire].entry += down
      wires.wires[wire].detour?.row += down
    }
    return (rows, wires)
  }

  /// The vertices whose lines leave a band, from top to bottom.
  private func leaving(_ band: Int, _ graph: LayeredGraph, _ rows: [Int]) -> [Int] {
    guard let layer = bands.layers[band].last, bands.isLast(layer) else { return [] }
    func row(_ vertex: Int) -> Int { rows[vertex] + graph.outputRow[vertex] }
    return (0..<graph.vertexCount)
      .filter { graph.layer[$0] == layer && graph.outLinks.count(of: $0) > 0 }
      .sorted { (row($0), $0) < (row($1), $1) }
  }

  /// The rows that each band takes, boxes and lines.
  private static func extents(
    _ graph: LayeredGraph, _ rows: [Int], _ wires: ChannelWires, _ bands: Bands
  ) -> [Range<Int>] {
    var top = [Int](repeating: Int.max, count: bands.layers.count)
    var bottom = [Int](repeating: Int.min, count: bands.layers.count)
    for vertex in 0..<graph.vertexCount {
      let band = bands.bandOfLayer[graph.layer[vertex]]
      top[band] = min(top[band], rows[vertex])
      bottom[band] = max(bottom[band], rows[vertex] + graph.height[vertex])
    }
    for wire in wires.wires {
      guard let row = wire.detour?.row else { continue }
      let band = bands.bandOfLayer[wire.channel]
      top[band] = min(top[band], row)
      bottom[band] = max(bottom[band], row + 1)
    }
    return zip(top, bottom).map { $0 < $1 ? $0..<$1 : 0..<0 }
  }
}
