import Autodiff
import GraphLayout
import Inquiry
import TextCanvas

/// The boxes and edges of an outline in cells, the same at every position in time.
///
/// Constants have no box: they stand in the expressions of the nodes that use them.
struct GraphDrawing: Equatable, Sendable {
  /// A node's use of one of its operands.
  struct Use: Hashable, Sendable {
    let node: NodeID
    /// The place among the node's operands.
    let place: Int
  }

  /// An edge from an item to one that uses it, both by their numbers.
  struct Edge: Equatable, Sendable {
    let source: Int
    let target: Int
    /// What the edge stands for: one use by a node, all uses by a folded group; nothing where the
    /// source only chooses which elements the target takes.
    let uses: [Use]
    let route: [Position]
    /// Whether the line begins below its source, and not to the right of it.
    let isDownward: Bool
    /// The cells in which the local partial is written.
    let label: Rect?
    /// Where the line leaves its source, when it is cut and `route` holds nothing but its head.
    let exit: Position?
  }

  let outline: Outline
  let plan: DrawingPlan
  /// The box of each item.
  let boxes: [Rect]
  let edges: [Edge]
  let size: Size
  /// The items of each layer, across the flow, from first to last along it.
  let layers: [[Int]]
  /// The frames of groups that are not folded.
  let frames: [GroupFrame]
  let minimap: Minimap
  /// How the panes are arranged so that this is what shows the most; `nil` for the usual way.
  let arrangement: PaneArrangement?
  /// The part that is shown at first when not all is.
  let home: Position?
  /// What a drawing of the same outline in another way has in common with this one.
  let structure: LayoutStructure?
  /// Where lines leave each item that end in another band.
  private let exits: [Position?]
  private let layerOfItem: [Int]
  private let incoming: EdgeLists
  private let outgoing: EdgeLists
  private let boxTiles: TileIndex
  private let frameTiles: TileIndex
  private let endTiles: TileIndex
  private let wires: WireIndex

  /// The columns that a local partial is given on its edge.
  static let labelWidth = 7

  /// Puts a layout of a request's items into an order in which everything is found without a search.
  init(
    _ request: DrawingRequest, _ plan: DrawingPlan, _ connections: Connections,
    _ structure: LayoutStructure?, _ layout: Layout, labels: [Rect?], place: PaneArrangement?,
    home: Position?
  ) {
    outline = request.outline
    self.plan = plan
    self.structure = structure
    self.home = home
    arrangement = place
    boxes = layout.boxes.map { Rect(x: $0.x, y: $0.y, width: $0.width, height: $0.height) }
    edges = connections.edges.indices.map { number in
      let (edge, route) = (connections.edges[number], layout.routes[number])
      return Edge(
        source: edge.source, target: edge.target, uses: edge.uses,
        route: route.points.map { Position(x: $0.x, y: $0.y) },
        isDownward: plan.flow.isDownward,
        label: labels[number],
        exit: route.exit.map { Position(x: $0.x, y: $0.y) })
    }
    size = Size(width: layout.width, height: layout.height)
    layers = layout.layers
    var exits = [Position?](repeating: nil, count: boxes.count)
    for edge in edges { exits[edge.source] = edge.exit ?? exits[edge.source] }
    self.exits = exits
    layerOfItem = layout.layers.numbersOfMembers(count: boxes.count)
    incoming = EdgeLists(edges.map(\.target), count: boxes.count)
    outgoing = EdgeLists(edges.map(\.source), count: boxes.count)
    boxTiles = TileIndex(boxes, in: size)
    endTiles = TileIndex(edges.map(\.end), in: size)
    wires = WireIndex(edges, in: size)
    let (all, lists) = (edges, outgoing)
    frames = GroupFrame.all(of: request, plan, boxes: boxes, tiles: boxTiles, wires: wires) {
      lists[$0].map { all[Int($0)] }
    }
    frameTiles = TileIndex(frames.map(\.rect), in: size)
    minimap = Minimap(of: boxes, in: size)
  }

  var zoom: Zoom { plan.zoom }
}

extension GraphDrawing {
  /// The box of the item that shows a node.
  func box(of node: NodeID?) -> Rect? { outline.number(of: node).map { boxes[$0] } }

  /// The edges that lead into an item, in the order of its operands.
  func edges(into item: Int) -> [Edge] { incoming[item].map { edges[Int($0)] } }

  /// The edges that leave an item.
  func edges(outOf item: Int) -> [Edge] { outgoing[item].map { edges[Int($0)] } }

  /// The items of an item's layer, from top to bottom or, where the flow is downward, from left to
  /// right.
  func layer(of item: Int) -> [Int] {
    let layer = layerOfItem[item]
    return layers.indices.contains(layer) ? layers[layer] : []
  }

  /// Where lines leave an item that end in another band; `nil` where there are none.
  func exit(of item: Int) -> Position? { exits[item] }

  /// The items whose boxes may touch an area.
  func items(touching area: Rect) -> [Int] { boxTiles.numbers(touching: area) }

  /// The edges whose heads or partials may lie in an area.
  func ends(touching area: Rect) -> [Edge] { endTiles.numbers(touching: area).map { edges[$0] } }

  /// The frames of groups that may touch an area.
  func frames(touching area: Rect) -> [GroupFrame] {
    frameTiles.numbers(touching: area).map { frames[$0] }
  }

  /// The straight pieces of lines that may touch an area.
  func pieces(touching area: Rect) -> [WireIndex.Piece] { wires.pieces(touching: area) }
}

extension GraphDrawing.Edge {
  /// The line from within the edge of its source, so that one that turns at once joins it.
  var path: [Position] {
    guard let first = route.first, exit == nil else { return route }
    let start =
      isDownward
      ? Position(x: first.x, y: first.y - 1) : Position(x: first.x - 1, y: first.y)
    return [start] + route
  }

  /// The label and the head; nothing for an edge without a route.
  fileprivate var end: Rect {
    guard let head = route.last else { return Rect(x: 0, y: 0, width: 0, height: 0) }
    let cell = Rect(x: head.x, y: head.y, width: 1, height: 1)
    return label?.union(cell) ?? cell
  }
}

extension [[Int]] {
  /// For each member of the lists the number of its list; -1 for what is in none.
  fileprivate func numbersOfMembers(count: Int) -> [Int] {
    var numbers = [Int](repeating: -1, count: count)
    for (number, members) in enumerated() {
      for member in members { numbers[member] = number }
    }
    return numbers
  }
}

/// The edges at each item, in one flat list.
private struct EdgeLists: Equatable, Sendable {
  private var starts: [Int32]
  private var edges: [Int32]

  /// - Parameter owners: the item that each edge belongs to.
  init(_ owners: [Int], count: Int) {
    starts = Array(repeating: 0, count: count + 1)
    for owner in owners { starts[owner + 1] += 1 }
    for item in 0..<count { starts[item + 1] += starts[item] }
    edges = Array(repeating: 0, count: owners.count)
    var next = starts
    for (edge, owner) in owners.enumerated() {
      edges[Int(next[owner])] = Int32(clamping: edge)
      next[owner] += 1
    }
  }

  subscript(item: Int) -> ArraySlice<Int32> { edges[Int(starts[item])..<Int(starts[item + 1])] }
}
