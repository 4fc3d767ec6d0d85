/// The part of one net that lies in one channel: it enters on the left at one row and leaves on the
/// right at one or more.
///
/// ```
///          ╭──▶ exit            ╭────▶ exit
/// entry ───┤          or  ──╮   │
///          ╰──▶ exit        ╰───╯  (with a detour)
/// ```
struct Wire {
  /// The channel: the number of the layer to the left of it.
  var channel: Int
  /// The row at which it enters.
  var entry: Int
  /// The rows at which it leaves, as a range of `ChannelWires.exits`, ascending.
  var exits: Range<Int>
  /// The track of its upright part; none when it goes straight through.
  var track: Int?
  /// A row and a track through which it reaches its upright part when the direct way is taken.
  var detour: Detour?

  /// A second upright part before the main one.
  struct Detour {
    /// The free row that joins the two parts.
    var row: Int
    /// The track of the part that goes from the entry to that row.
    var track: Int
  }
}

/// The wires of all channels.
///
/// Needs: rows for all vertices. Leaves: the wire of vertex `v` at index `v` (with no exits when no
/// link leaves it), those of lanes behind.
struct ChannelWires {
  /// The wires; those of vertices first.
  var wires: [Wire] = []
  /// The rows of all exits, ascending within a wire.
  private(set) var exits: [Int] = []
  /// The wires of each lane, from left to right; the first is that of its source.
  private(set) var laneWires: [[Int]] = []

  init() {}

  init(_ graph: LayeredGraph, rows: [Int], lanes: LaneAssignment) {
    var laneRow = [Int?](repeating: nil, count: graph.vertexCount)
    for lane in lanes.lanes { laneRow[lane.source] = lane.row }
    for vertex in 0..<graph.vertexCount {
      let start = exits.count
      for place in graph.outLinks.range(of: vertex) {
        exits.append(rows[graph.outTargets[place]] + graph.linkRow[graph.outLinks.items[place]])
      }
      if let lane = laneRow[vertex] { exits.append(lane) }
      appendWire(
        graph.layer[vertex], entry: rows[vertex] + graph.outputRow[vertex], exitsFrom: start)
    }
    for lane in lanes.lanes { add(lane, graph, rows) }
  }

  private mutating func add(_ lane: LaneAssignment.Lane, _ graph: LayeredGraph, _ rows: [Int]) {
    var indices = [lane.source]
    var rest = lane.edges[...]
    while let first = rest.first {
      let layer = graph.layer[graph.linkTarget[first]]
      let here = rest.prefix { graph.layer[graph.linkTarget[$0]] == layer }
      rest = rest.dropFirst(here.count)
      var leaving = here.map { rows[graph.linkTarget[$0]] + graph.linkRow[$0] }
      if !rest.isEmpty { leaving.append(lane.row) }
      indices.append(wires.count)
      append(layer - 1, entry: lane.row, leaving)
    }
    laneWires.append(indices)
  }

  /// Adds a wire.
  mutating func append(_ channel: Int, entry: Int, _ leaving: [Int]) {
    let start = exits.count
    exits.append(contentsOf: leaving)
    appendWire(channel, entry: entry, exitsFrom: start)
  }

  private mutating func appendWire(_ channel: Int, entry: Int, exitsFrom start: Int) {
    exits.sortShort(start..<exits.count)
    wires.append(Wire(channel: channel, entry: entry, exits: start..<exits.count))
  }
}
