/// A drawing of which no line has been followed yet: many are compared by where their boxes lie.
package struct Placement {
  /// Where each node lies, but for an origin that all have in common.
  package private(set) var boxes: [CellRect]
  private let order: LayerOrder
  private let tracing: RouteTracing
  private let width: Int
  private var turning: Transposition?

  init(_ boxes: [CellRect], _ order: LayerOrder, _ tracing: RouteTracing, width: Int) {
    self.boxes = boxes
    self.order = order
    self.tracing = tracing
    self.width = width
  }

  /// The same with columns for rows.
  func turned(by turning: Transposition) -> Placement {
    var placement = self
    placement.turning = turning
    for box in boxes.indices { placement.boxes[box].turn() }
    return placement
  }

  /// The whole drawing.
  package var layout: Layout {
    let isNode = boxes.indices
    var boxes = boxes
    if turning != nil { for box in boxes.indices { boxes[box].turn() } }
    let layout = Layout(
      boxes: boxes, routes: tracing.followed(),
      layers: (0..<order.layerCount).map { order[$0].filter(isNode.contains) }, width: width,
      height: 0
    ).movedToOrigin()
    return turning?.turned(layout) ?? layout
  }
}

extension Layout {
  /// The same drawing with its highest cell in row 0, and its height.
  fileprivate consuming func movedToOrigin() -> Layout {
    var top = boxes.lazy.map(\.y).min() ?? 0
    var bottom = boxes.lazy.map { $0.y + $0.height }.max() ?? 0
    for route in routes {
      for point in route.points {
        top = min(top, point.y)
        bottom = max(bottom, point.y + 1)
      }
    }
    height = bottom - top
    guard top != 0 else { return self }
    for box in boxes.indices { boxes[box].y -= top }
    for route in routes.indices {
      for point in routes[route].points.indices { routes[route].points[point].y -= top }
      routes[route].label?.y -= top
    }
    return self
  }
}
