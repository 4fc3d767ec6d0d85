/// Follows every trunk once and notes the line of each edge that leaves it.
///
/// Needs: tracks, rows and columns. Leaves: the route of every edge of the input; those that are not
/// drawn stay empty.
struct RouteTracing {
  private var routes: [Route] = []
  private let graph: LayeredGraph
  private let acyclic: AcyclicGraph
  private let edges: [LayoutEdge]
  private let boxes: [CellRect]
  private let wires: ChannelWires
  private let columns: ColumnAssignment
  private let rows: [Int]
  private let lanes: LaneAssignment
  private let gutters: Gutters
  /// The line from the source of the current trunk to where it is followed.
  private var trunk: [CellPoint] = []

  init(
    _ graph: LayeredGraph, _ acyclic: AcyclicGraph, edges: [LayoutEdge], boxes: [CellRect],
    rows: [Int], wires: ChannelWires, columns: ColumnAssignment, lanes: LaneAssignment,
    gutters: Gutters
  ) {
    self.graph = graph
    self.acyclic = acyclic
    self.edges = edges
    self.boxes = boxes
    self.wires = wires
    self.columns = columns
    self.rows = rows
    self.lanes = lanes
    self.gutters = gutters
  }

  /// The routes in the order of the input.
  consuming func followed() -> [Route] {
    routes = [Route](repeating: Route(), count: edges.count)
    for (node, box) in boxes.enumerated() where graph.outLinks.count(of: node) > 0 {
      begin(at: node, box)
      followTrunk(of: node)
    }
    for (lane, wires) in zip(lanes.lanes, wires.laneWires) {
      begin(at: lane.source, boxes[lane.source])
      follow(wire: lane.source, to: lane.row)
      followLane(lane, along: wires.dropFirst())
    }
    return routes
  }

  private mutating func begin(at node: Int, _ box: CellRect) {
    trunk = [CellPoint(x: box.x + box.width, y: rows[node] + graph.outputRow[node])]
  }

  private mutating func followTrunk(of node: Int) {
    var vertex: Int? = node
    while let current = vertex {
      vertex = nil
      for link in graph.outLinks[current] {
        let target = graph.linkTarget[link]
        if graph.isDummy(target) {
          vertex = target
        } else {
          finish(link, through: current)
        }
      }
      if let next = vertex { follow(wire: current, to: rows[next]) }
    }
  }

  private mutating func followLane(
    _ lane: LaneAssignment.Lane, along indices: ArraySlice<Int>
  ) {
    var rest = lane.edges[...]
    for wire in indices {
      let layer = wires.wires[wire].channel + 1
      while let edge = rest.first, graph.layer[graph.linkTarget[edge]] == layer {
        finish(edge, through: wire)
        rest = rest.dropFirst()
      }
    }
  }

  /// Ends the line of an edge, given by its link, behind a wire into its target.
  private mutating func finish(_ link: Int, through wire: Int) {
    let channel = wires.wires[wire].channel
    let row = rows[graph.linkTarget[link]] + graph.linkRow[link]
    let index = acyclic.edges[link]
    var points = trunk
    turn(&points, through: wire, to: row)
    let end = CellPoint(x: columns.layerStart[channel + 1] - 1, y: row)
    points.turn(at: end)
    routes[index].points = points
    guard edges[index].labelWidth > 0 else { return }
    routes[index].label = CellPoint(x: end.x - edges[index].clampedLabelWidth, y: row)
  }

  private mutating func follow(wire: Int, to row: Int) {
    var points: [CellPoint] = []
    swap(&points, &trunk)
    turn(&points, through: wire, to: row)
    trunk = points
  }

  /// Leads a line on from a wire's entry to one of its exits.
  private func turn(_ points: inout [CellPoint], through index: Int, to exit: Int) {
    let wire = wires.wires[index]
    let first = columns.trackStart[wire.channel]
    if let crossing = gutters.crossing(of: index) {
      // On its way to the next band.
      points.turn(at: CellPoint(x: first + crossing.outerTrack, y: wire.entry))
      points.turn(at: CellPoint(x: first + crossing.outerTrack, y: crossing.row))
      points.turn(at: CellPoint(x: crossing.innerTrack, y: crossing.row))
      points.turn(at: CellPoint(x: crossing.innerTrack, y: exit))
      return
    }
    var row = wire.entry
    if let detour = wire.detour {
      points.turn(at: first + detour.track, from: &row, to: detour.row)
    }
    if let track = wire.track { points.turn(at: first + track, from: &row, to: exit) }
  }
}

extension [CellPoint] {
  /// Goes on to a point; where a line turns at once, its beginning is its first turn.
  fileprivate mutating func turn(at point: CellPoint) {
    if point != last { append(point) }
  }

  /// Goes on in a column to another row, if it is another.
  fileprivate mutating func turn(at column: Int, from row: inout Int, to next: Int) {
    guard next != row else { return }
    turn(at: CellPoint(x: column, y: row))
    turn(at: CellPoint(x: column, y: next))
    row = next
  }
}
