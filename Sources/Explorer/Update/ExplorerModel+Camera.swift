import Autodiff
import TextCanvas

extension ExplorerModel {
  /// The cells of the screen in which the drawing is seen.
  private var window: Size { frame.graph.inset(by: 1).size }

  /// Centres what fits; of what does not, shows the part with the node that acted last.
  mutating func resetCamera() {
    guard let drawing else { return }
    camera = Position(
      x: Self.home(drawing.size.width, in: window.width),
      y: Self.home(drawing.size.height, in: window.height))
    followCurrentNode()
  }

  private static func home(_ extent: Int, in room: Int) -> Int {
    extent <= room ? -((room - extent) / 2) : 0
  }

  /// Moves the camera just as far as it takes to show what happened last, at both its ends.
  mutating func followCurrentNode() {
    if let event = timeline.lastEvent { show(timeline.target(of: event)) }
    show(currentNode ?? selection)
  }

  /// Moves the camera just as far as it takes to show the selected node.
  mutating func showSelection() {
    show(selection)
  }

  private mutating func show(_ node: NodeID?) {
    guard let drawing, let box = drawing.box(of: node) else { return }
    camera = Position(
      x: Self.scroll(
        camera.x, toShow: box.x..<box.maxX, in: window.width, of: drawing.size.width),
      y: Self.scroll(
        camera.y, toShow: box.y..<box.maxY, in: window.height, of: drawing.size.height))
  }

  /// The nearest scroll position that shows a range with some room around it, and all of a drawing
  /// that fits.
  static func scroll(_ current: Int, toShow range: Range<Int>, in room: Int, of total: Int) -> Int {
    guard total > room else { return min(max(current, total - room), 0) }
    let margin = min(6, max((room - range.count) / 2, 0))
    let latest = range.lowerBound - margin
    let earliest = range.upperBound + margin - room
    let wanted = current > latest ? latest : current < earliest ? earliest : current
    return min(max(wanted, 0), total - room)
  }
}
