/// Which way a drawing goes.
package enum LayoutFlow: Hashable, Sendable {
  /// From left to right.
  case right
  /// From the top down.
  case down
  /// From left to right in so many bands, one below the other, as lines of text.
  case wrapped(bands: Int)
  /// In bands that are each drawn on its own, of so many columns and at most about so many rows. Lines
  /// from one band to another are cut: of these there are only the ends.
  case separate(columns: Int, rows: Int)
}

/// The same drawing with columns for rows: what flowed to the right flows down.
///
/// ```
/// ╭───╮       ╭───╮
/// │ a ├─▶     │ a │
/// ╰───╯       ╰─┬─╯
///               ▼·2
/// ```
/// Labels stand beside the head of an arrow, over the box into which it leads; a box keeps its
/// operands as far apart as that takes.
struct Transposition {
  private let nodes: [LayoutNode]
  private let edges: [LayoutEdge]

  init(_ nodes: [LayoutNode], _ edges: [LayoutEdge]) {
    self.nodes = nodes
    self.edges = edges
  }

  /// The boxes that a flow to the right is to place.
  var transposedNodes: [LayoutNode] {
    var longest = [Int](repeating: 0, count: nodes.count)
    for edge in edges where longest.indices.contains(edge.target) {
      longest[edge.target] = max(longest[edge.target], edge.labelWidth)
    }
    return zip(nodes, longest).map { node, label in
      let label = label.clamped(to: 0...LayoutNode.longestSide)
      var turned = LayoutNode(width: node.height, height: node.width, ports: node.ports)
      turned.portStep = label > 0 ? label + 2 : 2
      turned.labelRows = label > 0 ? label + 1 : 0
      return turned.clamped
    }
  }

  /// The edges that a flow to the right is to draw: labels take no column there.
  var transposedEdges: [LayoutEdge] {
    edges.map { LayoutEdge(source: $0.source, target: $0.target, port: $0.port) }
  }

  /// The drawing turned back.
  func turned(_ layout: consuming Layout) -> Layout {
    for box in layout.boxes.indices { layout.boxes[box].turn() }
    let hasRoom = transposedNodes.map(\.hasLabelRows)
    for route in layout.routes.indices {
      for point in layout.routes[route].points.indices {
        layout.routes[route].points[point].turn()
      }
      guard edges[route].labelWidth > 0, let head = layout.routes[route].points.last,
        hasRoom[edges[route].target]
      else { continue }
      layout.routes[route].label = CellPoint(x: head.x + 1, y: head.y)
    }
    (layout.width, layout.height) = (layout.height, layout.width)
    return layout
  }
}

extension CellRect {
  mutating func turn() {
    swap(&x, &y)
    swap(&width, &height)
  }
}

extension CellPoint {
  fileprivate mutating func turn() { swap(&x, &y) }
}
