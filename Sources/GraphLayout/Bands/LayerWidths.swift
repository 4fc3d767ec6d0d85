/// How many columns the layers and the labels between them take.
struct LayerWidths {
  /// The columns of each layer.
  private(set) var boxes: [Int]
  /// The longest label in the channel behind each layer, 0 for none.
  private(set) var labels: [Int]
  /// About how many columns the channel behind each layer will take.
  private(set) var channels: [Int] = []

  init(
    _ layers: [Int], _ layerCount: Int, _ nodes: [LayoutNode], _ acyclic: AcyclicGraph,
    _ edges: [LayoutEdge], _ options: LayoutOptions
  ) {
    boxes = [Int](repeating: 0, count: layerCount)
    labels = boxes
    for (node, box) in nodes.enumerated() {
      boxes[layers[node]] = max(boxes[layers[node]], box.width)
    }
    for (link, edge) in acyclic.edges.enumerated() {
      let channel = layers[acyclic.targets[link]] - 1
      labels[channel] = max(labels[channel], edges[edge].clampedLabelWidth)
    }
    channels = labels.map { max(options.layerGap, options.lead + 2 + $0) }
  }

  /// The columns that some neighbouring layers take at least.
  func leastWidth(of layers: Range<Int>, _ options: LayoutOptions) -> Int {
    layers.reduce(0) { width, layer in
      let channel = layer == layers.lowerBound ? 0 : leastChannel(behind: layer - 1, options)
      return width + boxes[layer] + channel
    }
  }

  /// The columns that the channel behind a layer takes at least.
  func leastChannel(behind layer: Int, _ options: LayoutOptions) -> Int {
    max(options.layerGap, options.lead + labels[layer] + 1)
  }

  /// The columns that the channel before each layer takes from its first track to where the arrow
  /// heads stand.
  ///
  /// A label stands behind the last upright line that crosses its row, so that a channel is often
  /// narrower than all its tracks and its longest label together.
  func tails(
    _ graph: LayeredGraph, _ acyclic: AcyclicGraph, _ edges: [LayoutEdge], rows: [Int],
    _ tracks: TrackAssignment, _ gutters: Gutters, _ bands: Bands
  ) -> [Int] {
    var tails = [Int](repeating: 0, count: graph.layerCount)
    for layer in tails.indices.dropFirst() {
      tails[layer] =
        bands.isLast(layer - 1)
        ? gutters.count(leaving: bands.bandOfLayer[layer - 1]) : tracks.trackCount[layer - 1]
    }
    guard labels.contains(where: { $0 > 0 }) else { return tails }
    let reach = TrackReach(graph, tracks, rows: rows)
    for (link, edge) in acyclic.edges.enumerated() where edges[edge].labelWidth > 0 {
      let layer = graph.layer[acyclic.targets[link]]
      let row = rows[acyclic.targets[link]] + graph.linkRow[link]
      let passed =
        bands.isLast(layer - 1) ? tails[layer] : reach.tracks(inChannel: layer - 1, upTo: row)
      let width = edges[edge].clampedLabelWidth
      // Where a band begins, all its tracks stand before the labels.
      tails[layer] = max(tails[layer], passed + width)
    }
    return tails
  }
}

extension LayoutEdge {
  /// The cells wanted for a label, as many as can be drawn.
  var clampedLabelWidth: Int { labelWidth.clamped(to: 0...LayoutNode.longestSide) }
}

/// How far to the right the upright lines that cross a row of a channel reach.
private struct TrackReach {
  /// An upright line: its track and the rows it takes.
  private struct Stroke {
    let track: Int
    let rows: ClosedRange<Int>
  }

  /// More strokes than that are not looked at one by one.
  private static let mostStrokes = 64

  private var strokes: [[Stroke]]
  private let trackCount: [Int]

  init(_ graph: LayeredGraph, _ tracks: TrackAssignment, rows: [Int]) {
    strokes = Array(repeating: [], count: graph.layerCount)
    trackCount = tracks.trackCount
    for (index, wire) in tracks.wires.wires.enumerated() {
      guard let track = wire.track else { continue }
      let exits = tracks.wires.exits[wire.exits]
      let entry = wire.detour?.row ?? wire.entry
      let top = min(entry, exits.first ?? entry)
      strokes[wire.channel].append(
        Stroke(track: track, rows: top...max(entry, exits.last ?? entry)))
      guard let detour = tracks.wires.wires[index].detour else { continue }
      strokes[wire.channel].append(
        Stroke(
          track: detour.track,
          rows: min(wire.entry, detour.row)...max(wire.entry, detour.row)))
    }
  }

  /// How many tracks lie before the first column that is free in a row from there on.
  func tracks(inChannel channel: Int, upTo row: Int) -> Int {
    guard strokes[channel].count <= Self.mostStrokes else { return trackCount[channel] }
    var reach = 0
    for stroke in strokes[channel] where stroke.rows.contains(row) {
      reach = max(reach, stroke.track + 1)
    }
    return reach
  }
}
