/// Draws a graph from left to right: boxes in columns, lines with right angles between them.
///
/// The passes, each in a file of its own, are those of Sugiyama's method with a channel router at
/// the end. Edges that cannot be drawn from left to right (loops, edges that close a cycle, ends
/// that do not exist) get an empty route. The same input always gives the same drawing.
///
/// - Parameters:
///   - nodes: the boxes to place.
///   - edges: the lines to draw; several may join the same two boxes.
///   - options: the distances to keep.
///   - formerRows: for each node the row in which it, or what it was part of, lay in a drawing
///     before this one. Nodes of a layer then keep that order, except where lines cross less
///     otherwise, so that a change of the graph does not make everything jump.
///   - isCancelled: asked now and then; when it says yes, the work is given up.
/// - Returns: the drawing, or `nil` when cancelled.
/// - Complexity: O((n + e) log n) for n nodes and e edges, times a bounded number of sweeps.
package func layOut(
  _ nodes: [LayoutNode], _ edges: [LayoutEdge], options: LayoutOptions = LayoutOptions(),
  formerRows: [Int]? = nil, isCancelled: () -> Bool = { false }
) -> Layout? {
  let nodes = nodes.map(\.clamped)
  let options = options.clamped
  let acyclic = AcyclicGraph(nodeCount: nodes.count, edges: edges)
  let layers = LayerTightening(longestPathLayers(of: acyclic), of: acyclic).layers
  guard !isCancelled() else { return nil }
  let graph = LayeredGraph(
    splitting: acyclic, layers: layers, nodes: nodes, edges: edges,
    budget: options.trunkBudget ?? 60_000 + 2 * acyclic.edges.count)
  let start: InitialOrder? = formerRows.flatMap { $0.count == nodes.count ? .asBefore($0) : nil }
  guard let order = CrossingReduction.order(of: graph, from: start, isCancelled: isCancelled),
    let rows = assignRows(graph, order, options, isCancelled: isCancelled)
  else { return nil }
  let lanes = LaneAssignment(graph, acyclic)
  let wires = ChannelWires(graph, rows: rows, lanes: lanes)
  guard
    let tracks = TrackAssignment(wires, layerCount: graph.layerCount, isCancelled: isCancelled)
  else { return nil }
  let columns = columns(of: graph, nodes, acyclic, edges, tracks, options)
  let boxes = nodes.indices.map { node in
    CellRect(
      x: columns.layerStart[graph.layer[node]], y: rows[node], width: nodes[node].width,
      height: nodes[node].height)
  }
  let tracing = RouteTracing(
    graph, acyclic, edges: edges, boxes: boxes, rows: rows, wires: tracks.wires, columns: columns,
    lanes: lanes)
  return Layout(
    boxes: boxes, routes: tracing.routes, layers: nodeLayers(order, of: graph),
    width: columns.width, height: 0
  ).movedToOrigin()
}

private func columns(
  of graph: LayeredGraph, _ nodes: [LayoutNode], _ acyclic: AcyclicGraph, _ edges: [LayoutEdge],
  _ tracks: TrackAssignment, _ options: LayoutOptions
) -> ColumnAssignment {
  var layerWidths = [Int](repeating: 0, count: graph.layerCount)
  for (node, box) in nodes.enumerated() {
    layerWidths[graph.layer[node]] = max(layerWidths[graph.layer[node]], box.width)
  }
  var labelWidths = [Int](repeating: 0, count: graph.layerCount)
  for edge in acyclic.edges.map({ edges[$0] }) {
    let channel = graph.layer[edge.target] - 1
    let width = edge.labelWidth.clamped(to: 0...LayoutNode.longestSide)
    labelWidths[channel] = max(labelWidths[channel], width)
  }
  return ColumnAssignment(
    layerWidths: layerWidths, trackCounts: tracks.trackCount, labelWidths: labelWidths,
    gap: options.layerGap)
}

private func nodeLayers(_ order: LayerOrder, of graph: LayeredGraph) -> [[Int]] {
  (0..<order.layerCount).map { layer in order[layer].filter { !graph.isDummy($0) } }
}

extension Layout {
  /// The same drawing with its highest cell in row 0, and its height.
  fileprivate consuming func movedToOrigin() -> Layout {
    var top = boxes.lazy.map(\.y).min() ?? 0
    var bottom = boxes.lazy.map { $0.y + $0.height }.max() ?? 0
    for point in routes.lazy.flatMap(\.points) {
      top = min(top, point.y)
      bottom = max(bottom, point.y + 1)
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
