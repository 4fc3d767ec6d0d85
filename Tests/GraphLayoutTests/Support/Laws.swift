import LayoutSamples

@testable import GraphLayout

extension SampleGraph {
  /// Whatever is wrong with a drawing of this graph, in sentences; nothing when it is right.
  func faults(of layout: Layout, flow: LayoutFlow = .right) -> [String] {
    let map = CellMap(layout, edges: edges, flow: flow)
    var faults = map.faults
    if layout.boxes.count != nodes.count { faults.append("boxes are missing") }
    if layout.routes.count != edges.count { faults.append("routes are missing") }
    let layerOf = layers(of: layout)
    for (index, edge) in edges.enumerated() {
      let route = layout.routes[index]
      guard let first = route.points.first, let last = route.points.last else {
        faults.append("edge \(index) has no route")
        continue
      }
      let (start, end) = ends(of: edge, layout, flow)
      if first != start { faults.append("edge \(index) starts at \(first), not \(start)") }
      if last != end { faults.append("edge \(index) ends at \(last), not \(end)") }
      if layerOf[edge.source] >= layerOf[edge.target] {
        faults.append("edge \(index) does not lead to a later layer")
      }
      if edge.labelWidth > 0, flow != .down { faults += labelFaults(of: index, layout) }
    }
    return faults + (flow == .down ? besideFaults(layout, map) : [])
  }

  /// Where the line of an edge begins and ends.
  private func ends(
    of edge: LayoutEdge, _ layout: Layout, _ flow: LayoutFlow
  ) -> (CellPoint, CellPoint) {
    let (from, to) = (layout.boxes[edge.source], layout.boxes[edge.target])
    if flow == .down {
      let turned = Transposition(nodes, edges).transposedNodes
      return (
        CellPoint(x: from.x + turned[edge.source].outputRow, y: from.y + from.height),
        CellPoint(x: to.x + turned[edge.target].inputRow(ofPort: edge.port), y: to.y - 1)
      )
    }
    return (
      CellPoint(x: from.x + from.width, y: from.y + nodes[edge.source].outputRow),
      CellPoint(x: to.x - 1, y: to.y + nodes[edge.target].inputRow(ofPort: edge.port))
    )
  }

  /// Labels beside their arrows cover nothing and one another.
  private func besideFaults(_ layout: Layout, _ map: CellMap) -> [String] {
    var taken: Set<CellPoint> = []
    var faults: [String] = []
    for (index, route) in layout.routes.enumerated() {
      guard let label = route.label, edges[index].labelWidth > 0 else { continue }
      if route.points.last != CellPoint(x: label.x - 1, y: label.y) {
        faults.append("the label of edge \(index) does not stand beside its head")
      }
      for x in label.x..<(label.x + edges[index].labelWidth) {
        let isFree = x < map.width && map[x, label.y].marks.isEmpty && map[x, label.y].box == nil
        if !taken.insert(CellPoint(x: x, y: label.y)).inserted || !isFree {
          faults.append("the label of edge \(index) covers something")
        }
      }
    }
    return faults
  }

  private func layers(of layout: Layout) -> [Int] {
    var layers = [Int](repeating: -1, count: nodes.count)
    for (number, layer) in layout.layers.enumerated() {
      for node in layer { layers[node] = number }
    }
    return layers
  }

  private func labelFaults(of index: Int, _ layout: Layout) -> [String] {
    let points = layout.routes[index].points
    guard let label = layout.routes[index].label, let end = points.last else {
      return ["edge \(index) has no place for its label"]
    }
    let before = points.dropLast().last ?? end
    let fits =
      label.y == end.y && before.y == end.y && label.x > before.x
      && label.x + edges[index].labelWidth <= end.x
    return fits ? [] : ["the label of edge \(index) does not lie on the run into its target"]
  }
}
