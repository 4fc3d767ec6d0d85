import Autodiff
import TextCanvas

extension ExplorerModel {
  /// Moves the selection along an edge, or up and down in its column.
  mutating func moveSelection(_ command: ExplorerCommand) {
    guard let selection, let box = drawing.boxes[selection] else { return }
    let target: NodeID? =
      switch command {
      case .selectLeft:
        drawing.operands(of: selection).nearest(to: box, in: drawing)
      case .selectRight:
        drawing.users(of: selection).nearest(to: box, in: drawing)
      case .selectUp: neighbour(of: selection, by: -1)
      case .selectDown: neighbour(of: selection, by: 1)
      default: nil
      }
    self.selection = target ?? selection
  }

  /// The node above or below in the same column; without a drawing of columns, in the list.
  private func neighbour(of node: NodeID, by step: Int) -> NodeID? {
    let column =
      frame.graph.isEmpty
      ? drawing.nodes : drawing.layers.first { $0.contains(node) } ?? drawing.nodes
    let ordered =
      frame.graph.isEmpty
      ? column : column.sorted { (drawing.boxes[$0]?.y ?? 0) < (drawing.boxes[$1]?.y ?? 0) }
    guard let place = ordered.firstIndex(of: node) else { return nil }
    return ordered.indices.contains(place + step) ? ordered[place + step] : nil
  }

  /// Moves the camera just as far as it takes to show the node that acted last.
  mutating func followCurrentNode() {
    show(currentNode ?? selection)
  }

  /// Moves the camera just as far as it takes to show the selected node.
  mutating func showSelection() {
    show(selection)
  }

  private mutating func show(_ node: NodeID?) {
    guard let node, let box = drawing.boxes[node] else { return }
    let pane = frame.graph.inset(by: 1)
    camera = Position(
      x: Self.scroll(
        camera.x, toShow: box.x..<box.maxX, in: pane.width, of: drawing.size.width),
      y: Self.scroll(
        camera.y, toShow: box.y..<box.maxY, in: pane.height, of: drawing.size.height))
  }

  /// The nearest scroll position that shows a range with some room around it.
  static func scroll(_ current: Int, toShow range: Range<Int>, in room: Int, of total: Int) -> Int {
    guard total > room else { return 0 }
    let margin = min(6, max((room - range.count) / 2, 0))
    let latest = range.lowerBound - margin
    let earliest = range.upperBound + margin - room
    let wanted = current > latest ? latest : current < earliest ? earliest : current
    return min(max(wanted, 0), total - room)
  }
}

extension GraphDrawing {
  /// The nodes with a box that this node is computed from.
  func operands(of node: NodeID) -> [NodeID] {
    edges.filter { $0.target == node }.map(\.source)
  }

  /// The nodes that use this one.
  func users(of node: NodeID) -> [NodeID] {
    edges.filter { $0.source == node }.map(\.target)
  }
}

extension [NodeID] {
  /// The node whose box is nearest in height; of equally near ones the first.
  fileprivate func nearest(to box: Rect, in drawing: GraphDrawing) -> NodeID? {
    self.min { distance($0, box, drawing) < distance($1, box, drawing) }
  }

  private func distance(_ node: NodeID, _ box: Rect, _ drawing: GraphDrawing) -> Int {
    abs((drawing.boxes[node]?.y ?? 0) - box.y)
  }
}
