import GraphLayout
import LayoutSamples

extension SampleGraph {
  /// Whatever is wrong with a drawing of this graph, in sentences; nothing when it is right.
  func faults(of layout: Layout) -> [String] {
    var faults = CellMap(layout, edges: edges).faults
    if layout.boxes.count != nodes.count { faults.append("boxes are missing") }
    if layout.routes.count != edges.count { faults.append("routes are missing") }
    let layerOf = layers(of: layout)
    for (index, edge) in edges.enumerated() {
      let route = layout.routes[index]
      guard let first = route.points.first, let last = route.points.last else {
        faults.append("edge \(index) has no route")
        continue
      }
      let from = layout.boxes[edge.source]
      let to = layout.boxes[edge.target]
      let start = CellPoint(
        x: from.x + from.width, y: from.y + nodes[edge.source].outputRow)
      let end = CellPoint(x: to.x - 1, y: to.y + nodes[edge.target].inputRow(ofPort: edge.port))
      if first != start { faults.append("edge \(index) starts at \(first), not \(start)") }
      if last != end { faults.append("edge \(index) ends at \(last), not \(end)") }
      if layerOf[edge.source] >= layerOf[edge.target] {
        faults.append("edge \(index) does not lead to a later layer")
      }
      if edge.labelWidth > 0 { faults += labelFaults(of: index, layout) }
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
      && label.x + edges[index].labelWidth < end.x
    return fits ? [] : ["the label of edge \(index) does not lie on the run into its target"]
  }
}
