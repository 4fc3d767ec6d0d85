import Autodiff
import GraphLayout
import TextCanvas

/// The sizes of what a drawing is made of. The texts are measured once for all the ways to draw it, and
/// only those that matter.
struct ItemMeasures {
  private let request: DrawingRequest
  private let connections: Connections
  /// The columns of each item's title, and of what stands before its numbers.
  private lazy var titles = request.outline.items.map { request.text.title(of: $0).columns }
  private lazy var numberLabels = request.outline.items.map {
    request.labels.columns(for: $0.node, in: request.text.nodes, request.mode)
  }
  /// The columns for each edge's local partial, as many as any position in time needs.
  private lazy var partials = connections.edges.map(request.labelWidth)

  init(_ request: DrawingRequest, _ connections: Connections) {
    self.request = request
    self.connections = connections
  }

  /// The boxes to place.
  mutating func nodes(_ plan: DrawingPlan) -> [LayoutNode] {
    let size = ItemSize(zoom: plan.zoom, mode: request.mode, images: request.images)
    var nodes = request.outline.items.indices.map { item in
      size.box(
        title: plan.zoom == .glyph ? 0 : titles[item],
        shape: request.graph.shape(of: request.outline.items[item].node),
        label: plan.zoom == .box ? numberLabels[item] : 0, ports: connections.ports[item])
    }
    guard plan.flow.isDownward, plan.zoom != .glyph else { return nodes }
    // Operands enter side by side, each with its label.
    var widest = [Int](repeating: 0, count: nodes.count)
    for edge in edges(plan) {
      widest[edge.target] = max(widest[edge.target], edge.labelWidth)
    }
    for node in nodes.indices where nodes[node].ports > 0 {
      let wanted = nodes[node].ports * (widest[node] > 0 ? widest[node] + 2 : 2) + 2
      nodes[node].width = max(nodes[node].width, wanted)
    }
    return nodes
  }

  /// The lines to draw, with room for the partials that can be shown.
  mutating func edges(_ plan: DrawingPlan) -> [LayoutEdge] {
    connections.edges.indices.map { number in
      let edge = connections.edges[number]
      return LayoutEdge(
        source: edge.source, target: edge.target, port: edge.port,
        labelWidth: plan.isLabelled ? partials[number] : 0)
    }
  }

  /// The cells of each edge's local partial: those that the layout left for it, or else some that have
  /// stayed free.
  mutating func labels(_ plan: DrawingPlan, _ layout: Layout) -> [Rect?] {
    let kept = zip(layout.routes, partials).map { route, width in
      route.label.map { Rect(x: $0.x, y: $0.y, width: width, height: 1) }
    }
    let isSmall = request.outline.items.count <= DrawingSearch.mostItems
    guard isSmall, plan.zoom != .glyph else { return kept }
    // A number with fewer digits is still read; one that never varies has no more than it needs.
    let possible = partials.map { width in
      width == 0 ? [] : width < GraphDrawing.labelWidth ? [width] : [width, width - 1]
    }
    let found = LabelPlacement(in: layout, widths: possible, isDownward: plan.flow.isDownward)
    return zip(kept, found.labels).map { kept, found in
      kept ?? found.map { Rect(x: $0.x, y: $0.y, width: $0.width, height: $0.height) }
    }
  }
}

extension DrawingRequest {
  fileprivate func labelWidth(of edge: Connections.Edge) -> Int {
    let (source, target) = (outline.items[edge.source], outline.items[edge.target])
    guard let use = edge.uses.first, !source.isTensor, !target.isTensor else { return 0 }
    guard target.group == nil else { return GraphDrawing.labelWidth }
    guard graph.operands(of: use.node).count <= 2,
      graph.receivesContribution(use.node, operand: use.place)
    else { return 0 }
    // These partials are the same wherever they are taken.
    switch graph.operation(of: use.node) {
    case .add: return 2
    case .subtract: return use.place == 0 ? 2 : 3
    case .negate: return 3
    default: return GraphDrawing.labelWidth
    }
  }
}
