/// Draws a graph: boxes in layers, lines with right angles between them.
///
/// The passes, each in a file of its own, are those of Sugiyama's method with a channel router at
/// the end. Edges that cannot be drawn along the flow (loops, edges that close a cycle, ends
/// that do not exist) get an empty route. The same input always gives the same drawing.
///
/// - Parameters:
///   - nodes: the boxes to place.
///   - edges: the lines to draw; several may join the same two boxes.
///   - flow: which way the drawing goes.
///   - options: the distances to keep; where the flow is downward, with rows for columns.
///   - formerRows: for each node the row (or column, across the flow) in which it, or what it was
///     part of, lay in a drawing before this one. Nodes of a layer then keep that order, except
///     where lines cross less otherwise, so that a change of the graph does not make everything
///     jump.
///   - isCancelled: asked now and then; when it says yes, the work is given up.
/// - Returns: the drawing, or `nil` when cancelled.
/// - Complexity: O((n + e) log n) for n nodes and e edges, times a bounded number of sweeps.
package func layOut(
  _ nodes: [LayoutNode], _ edges: [LayoutEdge], flow: LayoutFlow = .right,
  options: LayoutOptions = LayoutOptions(), formerRows: [Int]? = nil,
  isCancelled: () -> Bool = { false }
) -> Layout? {
  if case .separate(let columns, let rows) = flow {
    return SeparateBands(
      nodes, edges, columns: columns, rows: rows, options, formerRows: formerRows
    ).drawn(isCancelled: isCancelled)
  }
  let structure = LayoutStructure(
    nodeCount: nodes.count, edges, layers: nil, formerRows: formerRows,
    trunkBudget: options.trunkBudget, isCancelled: isCancelled)
  return structure?.layout(nodes, edges, flow: flow, options: options, isCancelled: isCancelled)
}

/// The part of a drawing that the sizes of the boxes and the flow leave as it is: the layers and
/// the order within them. It is worked out once for all the ways in which a graph may be drawn.
package struct LayoutStructure {
  private let acyclic: AcyclicGraph
  private let layers: [Int]
  private let order: LayerOrder
  private let trunkBudget: Int

  /// The layers and orders of a graph; `nil` when cancelled. The parameters are those of `layOut`.
  package init?(
    nodeCount: Int, _ edges: [LayoutEdge], formerRows: [Int]? = nil,
    isCancelled: () -> Bool = { false }
  ) {
    self.init(
      nodeCount: nodeCount, edges, layers: nil, formerRows: formerRows, trunkBudget: nil,
      isCancelled: isCancelled)
  }

  /// - Parameter layers: the layer of each node, where that is known; every edge leads to a later one,
  ///   and none is empty.
  init?(
    nodeCount: Int, _ edges: [LayoutEdge], layers: [Int]?, formerRows: [Int]?, trunkBudget: Int?,
    isCancelled: () -> Bool
  ) {
    acyclic = AcyclicGraph(nodeCount: nodeCount, edges: edges)
    self.layers = layers ?? LayerTightening(longestPathLayers(of: acyclic), of: acyclic).layers
    self.trunkBudget = trunkBudget ?? 60_000 + 2 * acyclic.edges.count
    guard !isCancelled() else { return nil }
    // The order depends on which operand comes above which, not on how large the boxes are.
    let anySize = LayoutNode(width: 1, height: 1, ports: 0)
    let graph = LayeredGraph(
      splitting: acyclic, layers: self.layers, nodes: Array(repeating: anySize, count: nodeCount),
      edges: edges, budget: self.trunkBudget)
    let start: InitialOrder? = formerRows.flatMap { $0.count == nodeCount ? .asBefore($0) : nil }
    guard let order = CrossingReduction.order(of: graph, from: start, isCancelled: isCancelled)
    else { return nil }
    self.order = order
  }

  /// The number of layers, each of which is a column or, where the flow is downward, a row.
  package var layerCount: Int { order.layerCount }

  /// The drawing with boxes of some sizes; `nil` when cancelled. The edges are those given before,
  /// but for their labels.
  package func layout(
    _ nodes: [LayoutNode], _ edges: [LayoutEdge], flow: LayoutFlow = .right,
    options: LayoutOptions = LayoutOptions(), isCancelled: () -> Bool = { false }
  ) -> Layout? {
    if case .separate = flow {
      return layOut(nodes, edges, flow: flow, options: options, isCancelled: isCancelled)
    }
    return placement(nodes, edges, flow: flow, options: options, isCancelled: isCancelled)?.layout
  }

  /// Where the boxes lie in the drawing, which can be finished if it is wanted; `nil` when cancelled or
  /// where the bands are drawn each on its own.
  package func placement(
    _ nodes: [LayoutNode], _ edges: [LayoutEdge], flow: LayoutFlow, options: LayoutOptions,
    isCancelled: () -> Bool = { false }
  ) -> Placement? {
    switch flow {
    case .right: return placed(nodes, edges, bands: 1, options, isCancelled)
    case .wrapped(let bands): return placed(nodes, edges, bands: bands, options, isCancelled)
    case .separate: return nil
    case .down:
      let turning = Transposition(nodes, edges)
      return placed(
        turning.transposedNodes, turning.transposedEdges, bands: 1, options, isCancelled
      )?.turned(by: turning)
    }
  }

  /// A size than which the drawing cannot be smaller, found without drawing it: that of the boxes
  /// with the least distances between them.
  package func leastSize(
    _ nodes: [LayoutNode], _ edges: [LayoutEdge], flow: LayoutFlow, options: LayoutOptions
  ) -> (width: Int, height: Int) {
    switch flow {
    case .right: return leastSize(nodes, edges, bands: 1, options)
    case .wrapped(let bands): return leastSize(nodes, edges, bands: bands, options)
    case .separate:
      return (nodes.reduce(0) { max($0, $1.width) }, nodes.reduce(0) { max($0, $1.height) })
    case .down:
      let turning = Transposition(nodes, edges)
      let size = leastSize(turning.transposedNodes, turning.transposedEdges, bands: 1, options)
      return (size.height, size.width)
    }
  }

  private func leastSize(
    _ nodes: [LayoutNode], _ edges: [LayoutEdge], bands count: Int, _ options: LayoutOptions
  ) -> (width: Int, height: Int) {
    let (nodes, options) = (nodes.map(\.clamped), options.clamped)
    let widths = LayerWidths(layers, layerCount, nodes, acyclic, edges, options)
    let bands = Bands(widths, count: count)
    var layerHeights = [Int](repeating: -options.nodeGap, count: layerCount)
    for (node, layer) in layers.enumerated() {
      layerHeights[layer] += nodes[node].height + options.nodeGap
    }
    var (width, height) = (0, 0)
    for layers in bands.layers {
      width = max(width, widths.leastWidth(of: layers, options))
      height += layers.reduce(0) { max($0, layerHeights[$1]) }
    }
    return (width, height)
  }

  /// A number of boxes than which no window onto the drawing shows more, found without drawing it.
  ///
  /// - Parameter anchor: a box that the window shows.
  package func mostSeen(
    _ nodes: [LayoutNode], _ edges: [LayoutEdge], flow: LayoutFlow, options: LayoutOptions,
    inWindow window: (width: Int, height: Int), holding anchor: Int
  ) -> Int {
    guard nodes.indices.contains(anchor) else { return 0 }
    // So large a graph may have trunks above the drawing, and then it has no bands.
    guard layers.count * layerCount <= trunkBudget else { return nodes.count }
    switch flow {
    case .right: return mostSeen(nodes, edges, bands: 1, options, window, anchor)
    case .wrapped(let bands): return mostSeen(nodes, edges, bands: bands, options, window, anchor)
    case .separate: return nodes.count
    case .down:
      let turning = Transposition(nodes, edges)
      return mostSeen(
        turning.transposedNodes, turning.transposedEdges, bands: 1, options,
        (window.height, window.width), anchor)
    }
  }

  private func mostSeen(
    _ nodes: [LayoutNode], _ edges: [LayoutEdge], bands count: Int, _ options: LayoutOptions,
    _ window: (width: Int, height: Int), _ anchor: Int
  ) -> Int {
    let (nodes, options) = (nodes.map(\.clamped), options.clamped)
    let widths = LayerWidths(layers, layerCount, nodes, acyclic, edges, options)
    let bound = WindowBound(
      order, nodes, widths, options, width: window.width, height: max(window.height, 0),
      anchor: (anchor, layers[anchor]))
    return bound.mostSeen(of: Bands(widths, count: count))
  }

  private func placed(
    _ nodes: [LayoutNode], _ edges: [LayoutEdge], bands count: Int, _ options: LayoutOptions,
    _ isCancelled: () -> Bool
  ) -> Placement? {
    let nodes = nodes.map(\.clamped)
    let options = options.clamped
    let graph = LayeredGraph(
      splitting: acyclic, layers: layers, nodes: nodes, edges: edges, budget: trunkBudget)
    let widths = LayerWidths(layers, layerCount, nodes, acyclic, edges, options)
    // A trunk in a lane above the drawing cannot pass from one band to another.
    let bands = Bands(widths, count: graph.laneEdges.isEmpty ? count : 1)
    let inBands = graph.cut(before: bands.starts)
    guard let rows = assignRows(inBands, order, options, isCancelled: isCancelled) else {
      return nil
    }
    let lanes = LaneAssignment(graph, acyclic)
    let wires = ChannelWires(inBands, rows: rows, lanes: lanes)
    guard
      let tracks = TrackAssignment(wires, layerCount: graph.layerCount, isCancelled: isCancelled)
    else { return nil }
    let gutters = Gutters(graph, rows: rows, wires: tracks.wires, bands: bands)
    let columns = ColumnAssignment(
      layerWidths: widths.boxes,
      tails: widths.tails(graph, acyclic, edges, rows: rows, tracks, gutters, bands),
      gutters: gutters, bands: bands, options)
    let placing = gutters.stacked(rows: rows, wires: tracks.wires, graph)
    let boxes = nodes.indices.map { node in
      CellRect(
        x: columns.layerStart[graph.layer[node]], y: placing.rows[node], width: nodes[node].width,
        height: nodes[node].height)
    }
    let tracing = RouteTracing(
      graph, acyclic, edges: edges, boxes: boxes, rows: placing.rows, wires: placing.wires,
      columns: columns, lanes: lanes, gutters: gutters)
    return Placement(boxes, order, tracing, width: columns.width)
  }
}

extension LayoutStructure: Equatable {
  /// Whether both lead to the same drawings.
  package static func == (one: LayoutStructure, other: LayoutStructure) -> Bool {
    one.layers == other.layers && one.order.vertices == other.order.vertices
      && one.acyclic.edges == other.acyclic.edges && one.acyclic.sources == other.acyclic.sources
      && one.acyclic.targets == other.acyclic.targets && one.trunkBudget == other.trunkBudget
  }
}
