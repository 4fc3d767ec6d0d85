import Autodiff
import GraphLayout
import TextCanvas

/// The boxes and edges of an outline in cells, the same at every position in time.
///
/// Constants have no box: they stand in the expressions of the nodes that use them.
struct GraphDrawing: Sendable {
  /// A node's use of one of its operands.
  struct Use: Hashable, Sendable {
    let node: NodeID
    /// The place among the node's operands.
    let place: Int
  }

  /// An edge from an item to one that uses it, both by their numbers.
  struct Edge: Sendable {
    let source: Int
    let target: Int
    /// What the edge stands for: one use by a node, all uses by a folded group.
    let uses: [Use]
    let route: [Position]
    /// Where the local partial is written.
    let label: Position?
  }

  let outline: Outline
  let zoom: Zoom
  /// The box of each item.
  let boxes: [Rect]
  let edges: [Edge]
  let size: Size
  /// The items of each column from top to bottom, from left to right.
  let columns: [[Int]]
  /// The frames of groups that are not folded.
  let frames: [GroupFrame]
  let minimap: Minimap
  private let columnOfItem: [Int]
  private let incoming: EdgeLists
  private let outgoing: EdgeLists
  private let boxTiles: TileIndex
  private let frameTiles: TileIndex
  private let endTiles: TileIndex
  private let wires: WireIndex

  /// The columns that a local partial is given on its edge.
  static let labelWidth = 7

  /// Lays out what a request asks for; `nil` when cancelled.
  ///
  /// - Complexity: that of the layout; afterwards everything is found without a search.
  init?(_ request: DrawingRequest, isCancelled: () -> Bool) {
    let (outline, zoom) = (request.outline, request.zoom)
    let connections = Connections(request.graph, outline)
    let layoutNodes = request.layoutNodes(ports: connections.ports)
    let labelWidth = zoom == .box ? Self.labelWidth : 0
    let layoutEdges = connections.edges.map { edge in
      LayoutEdge(
        source: edge.source, target: edge.target, port: edge.port, labelWidth: labelWidth)
    }
    guard
      let layout = layOut(
        layoutNodes, layoutEdges, options: zoom.distances, formerRows: request.formerRows,
        isCancelled: isCancelled)
    else { return nil }
    self.outline = outline
    self.zoom = zoom
    boxes = layout.boxes.map { Rect(x: $0.x, y: $0.y, width: $0.width, height: $0.height) }
    edges = zip(connections.edges, layout.routes).map { edge, route in
      Edge(
        source: edge.source, target: edge.target, uses: edge.uses,
        route: route.points.map { Position(x: $0.x, y: $0.y) },
        label: route.label.map { Position(x: $0.x, y: $0.y) })
    }
    size = Size(width: layout.width, height: layout.height)
    columns = layout.layers
    columnOfItem = layout.layers.numbersOfMembers(count: boxes.count)
    incoming = EdgeLists(edges.map(\.target), count: boxes.count)
    outgoing = EdgeLists(edges.map(\.source), count: boxes.count)
    boxTiles = TileIndex(boxes, in: size)
    endTiles = TileIndex(edges.map(\.end), in: size)
    wires = WireIndex(edges, in: size)
    frames = GroupFrame.all(of: request, boxes: boxes, tiles: boxTiles)
    frameTiles = TileIndex(frames.map(\.rect), in: size)
    minimap = Minimap(of: boxes, in: size)
  }
}

extension GraphDrawing {
  /// The box of the item that shows a node.
  func box(of node: NodeID?) -> Rect? { outline.number(of: node).map { boxes[$0] } }

  /// The edges that lead into an item, in the order of its operands.
  func edges(into item: Int) -> [Edge] { incoming[item].map { edges[Int($0)] } }

  /// The edges that leave an item.
  func edges(outOf item: Int) -> [Edge] { outgoing[item].map { edges[Int($0)] } }

  /// The items of an item's column, from top to bottom.
  func column(of item: Int) -> [Int] {
    let column = columnOfItem[item]
    return columns.indices.contains(column) ? columns[column] : []
  }

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
  /// From the label to the head; nothing for an edge without a route.
  fileprivate var end: Rect {
    guard let head = route.last else { return Rect(x: 0, y: 0, width: 0, height: 0) }
    let start = label?.x ?? head.x
    return Rect(x: start, y: head.y, width: head.x - start + 1, height: 1)
  }
}

extension DrawingRequest {
  fileprivate func layoutNodes(ports: [Int]) -> [LayoutNode] {
    let size = ItemSize(zoom: zoom, mode: mode)
    return zip(outline.items, ports).map { item, ports in
      size.box(
        title: zoom == .glyph ? "" : text.title(of: item), shape: graph.shape(of: item.node),
        ports: ports)
    }
  }
}

extension Zoom {
  /// The distances that suit the size of the items.
  fileprivate var distances: LayoutOptions {
    switch self {
    case .box: LayoutOptions(layerGap: 4)
    case .line: LayoutOptions(layerGap: 3, nodeGap: 0)
    case .glyph: LayoutOptions(layerGap: 3, nodeGap: 0)
    }
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
private struct EdgeLists: Sendable {
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
