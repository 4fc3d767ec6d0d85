import Autodiff
import GraphLayout
import Presentation
import TextCanvas

/// The boxes and edges of a graph in cells, the same at every position in time.
///
/// Constants have no box: they stand in the expressions of the nodes that use them.
struct GraphDrawing: Sendable {
  /// An edge from an operand to the node that uses it.
  struct Edge: Sendable {
    let source: NodeID
    let target: NodeID
    /// The place of the source among the target's operands.
    let place: Int
    let route: [Position]
    /// Where the local partial is written.
    let label: Position?
  }

  let nodes: [NodeID]
  private(set) var boxes: [NodeID: Rect] = [:]
  private(set) var edges: [Edge] = []
  private(set) var size = Size(width: 0, height: 0)
  /// The nodes of each column, from left to right.
  private(set) var layers: [[NodeID]] = []

  init(_ graph: Graph, text: NodeText, hasBothNumbers: Bool) {
    nodes = graph.nodes.filter { graph.operation(of: $0) != .constant }
    let numbers = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1, $0) })
    var connections: [(edge: LayoutEdge, source: NodeID, target: NodeID, place: Int)] = []
    let sizes = nodes.map { node in
      BoxSize(title: text.definition(of: node), hasBothNumbers: hasBothNumbers)
    }
    var layoutNodes: [LayoutNode] = []
    for (number, node) in nodes.enumerated() {
      let operands = graph.operands(of: node)
      var port = 0
      for (place, operand) in operands.enumerated() {
        guard let source = numbers[operand] else { continue }
        connections.append(
          (
            LayoutEdge(source: source, target: number, port: port, labelWidth: Self.labelWidth),
            operand, node, place
          ))
        port += 1
      }
      layoutNodes.append(
        LayoutNode(
          width: sizes[number].width, height: max(sizes[number].height, port + 2), ports: port))
    }
    // The layout is only nil when it is cancelled, which nobody does here.
    guard
      let layout = layOut(
        layoutNodes, connections.map(\.edge), options: LayoutOptions(layerGap: 4),
        isCancelled: { false })
    else { return }
    adopt(layout, connections.map { ($0.source, $0.target, $0.place) })
  }

  private mutating func adopt(
    _ layout: Layout, _ ends: [(source: NodeID, target: NodeID, place: Int)]
  ) {
    for (node, box) in zip(nodes, layout.boxes) {
      boxes[node] = Rect(x: box.x, y: box.y, width: box.width, height: box.height)
    }
    for (end, route) in zip(ends, layout.routes) {
      edges.append(
        Edge(
          source: end.source, target: end.target, place: end.place,
          route: route.points.map { Position(x: $0.x, y: $0.y) },
          label: route.label.map { Position(x: $0.x, y: $0.y) }))
    }
    layers = layout.layers.map { $0.map { nodes[$0] } }
    size = Size(width: layout.width, height: layout.height)
  }

  /// The columns that a local partial is given on its edge.
  static let labelWidth = 7
}

/// How large a node's box is: its title in the upper edge and a row for each number.
private struct BoxSize {
  let width: Int
  let height: Int

  init(title: String, hasBothNumbers: Bool) {
    let longest = min(title.columns, 24)
    width = max(longest + 4, NumberText.usualWidth + 6)
    height = hasBothNumbers ? 5 : 4
  }
}
