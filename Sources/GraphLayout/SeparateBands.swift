/// A large graph in bands, one below the other, each drawn on its own: of a line from one band to
/// another there are only the two ends.
///
/// ```
///  ▢ ──▶ ▢ ──▶ ▢ ┄
///  ▢ ────┴───▶ ▢
///
/// ▶▢ ──▶ ▢ ┄
/// ▶▢ ──▶ ▢
/// ```
/// The bands take the nodes in their order, so that what happens one after another is seen at once,
/// and nothing leads past what it has nothing to do with.
struct SeparateBands {
  /// The columns before the boxes, for the heads of lines from elsewhere, and behind them.
  private static let margin = (left: 2, right: 1)
  private static let gap = 1
  /// How often a band is made narrower because its lines take more columns than were allowed for.
  private static let mostTries = 20

  private let nodes: [LayoutNode]
  private let edges: [LayoutEdge]
  private let columns: Int
  private let options: LayoutOptions
  private let formerRows: [Int]?
  private let filling: BandFilling
  private var layout: Layout

  init(
    _ nodes: [LayoutNode], _ edges: [LayoutEdge], columns: Int, rows: Int, _ options: LayoutOptions,
    formerRows: [Int]?
  ) {
    self.nodes = nodes.map(\.clamped)
    self.edges = edges
    self.columns = columns.clamped(to: 0...LayoutNode.longestSide)
    self.options = options.clamped
    self.formerRows = formerRows?.count == nodes.count ? formerRows : nil
    // A quarter is left for the lines that pass between the boxes.
    let rows = rows.clamped(to: 0...LayoutNode.longestSide)
    filling = BandFilling(self.nodes, edges, mostRows: rows * 3 / 4, self.options)
    layout = Layout(
      boxes: [], routes: Array(repeating: Route(), count: edges.count), layers: [], width: 0,
      height: 0)
  }

  /// The drawing; `nil` when cancelled.
  consuming func drawn(isCancelled: () -> Bool) -> Layout? {
    while layout.boxes.count < nodes.count {
      guard let (band, part) = nextBand(isCancelled) else { return nil }
      append(part, of: band)
    }
    cutLines()
    return layout
  }

  private func nextBand(_ isCancelled: () -> Bool) -> (BandFilling.Band, Layout)? {
    let wanted = max(columns - Self.margin.left - Self.margin.right, 1)
    var allowed = wanted
    var found: (BandFilling.Band, Layout)?
    for _ in 0..<Self.mostTries {
      let band = filling.band(from: layout.boxes.count, columns: allowed)
      guard let part = draw(band, isCancelled) else { return nil }
      found = (band, part)
      guard part.width > wanted, band.nodes.count > 1 else { break }
      allowed = min(band.columns - 1, allowed * wanted / part.width)
    }
    return found
  }

  private func draw(_ band: BandFilling.Band, _ isCancelled: () -> Bool) -> Layout? {
    let first = band.nodes.lowerBound
    let inside = filling.edges(within: band.nodes).map { number in
      LayoutEdge(
        source: edges[number].source - first, target: edges[number].target - first,
        port: edges[number].port, labelWidth: edges[number].labelWidth)
    }
    let structure = LayoutStructure(
      nodeCount: band.nodes.count, inside, layers: band.layers,
      formerRows: formerRows.map { Array($0[band.nodes]) }, trunkBudget: options.trunkBudget,
      isCancelled: isCancelled)
    return structure?.layout(
      Array(nodes[band.nodes]), inside, options: options, isCancelled: isCancelled)
  }

  /// Puts the drawing of a band below those before it.
  private mutating func append(_ part: Layout, of band: BandFilling.Band) {
    let first = band.nodes.lowerBound
    let top = layout.height + (first > 0 ? Self.gap : 0)
    func moved(_ point: CellPoint) -> CellPoint {
      CellPoint(x: point.x + Self.margin.left, y: point.y + top)
    }
    for box in part.boxes {
      let origin = moved(CellPoint(x: box.x, y: box.y))
      layout.boxes.append(
        CellRect(x: origin.x, y: origin.y, width: box.width, height: box.height))
    }
    for (number, route) in zip(filling.edges(within: band.nodes), part.routes) {
      layout.routes[number] = Route(
        points: route.points.map(moved), label: route.label.map(moved))
    }
    layout.layers += part.layers.map { $0.map { $0 + first } }
    layout.width = max(layout.width, part.width + Self.margin.left + Self.margin.right)
    layout.height = top + part.height
  }

  /// Gives the edges that have no line the two ends of one.
  private mutating func cutLines() {
    for (number, edge) in edges.enumerated() where layout.routes[number].points.isEmpty {
      guard nodes.indices.contains(edge.source), nodes.indices.contains(edge.target),
        edge.source != edge.target
      else { continue }
      let (from, to) = (layout.boxes[edge.source], layout.boxes[edge.target])
      layout.routes[number] = Route(
        points: [
          CellPoint(x: to.x - 1, y: to.y + nodes[edge.target].inputRow(ofPort: edge.port))
        ],
        exit: CellPoint(x: from.x + from.width, y: from.y + nodes[edge.source].outputRow))
    }
  }
}
