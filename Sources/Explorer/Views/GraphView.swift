import Autodiff
import Presentation
import TextCanvas

/// The graph as boxes and edges; the edge along which something moves just now is lit.
struct GraphView {
  let model: ExplorerModel

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    canvas.box(
      area, title: "graph", pen: Pen(style: model.theme.style(.border)),
      titleStyle: model.theme.style(.title))
    let pane = area.inset(by: 1)
    let origin = origin(in: pane)
    let edges = model.drawing.edges
    for edge in edges where !isLit(edge) { draw(edge, on: &canvas, from: origin, in: pane) }
    for edge in edges where isLit(edge) { draw(edge, on: &canvas, from: origin, in: pane) }
    for edge in edges { drawLabel(of: edge, on: &canvas, from: origin, in: pane) }
    for node in model.drawing.nodes {
      guard let box = model.drawing.boxes[node]?.offset(dx: origin.x, dy: origin.y),
        !box.intersection(pane).isEmpty
      else { continue }
      NodeBoxView(node: node, model: model).draw(on: &canvas, in: box, clippedTo: pane)
    }
    drawScrollMarks(on: &canvas, in: area)
  }

  /// Where the drawing's own origin lies on the screen: centred when all of it fits.
  private func origin(in pane: Rect) -> Position {
    let (size, camera) = (model.drawing.size, model.camera)
    return Position(
      x: pane.x + (size.width <= pane.width ? (pane.width - size.width) / 2 : -camera.x),
      y: pane.y + (size.height <= pane.height ? (pane.height - size.height) / 2 : -camera.y))
  }

  private func isLit(_ edge: GraphDrawing.Edge) -> Bool {
    switch model.timeline.lastEvent {
    case .contribution(let node, let place): edge.target == node && edge.place == place
    case .value(let node), .tangent(let node): edge.target == node
    default: false
    }
  }

  private func draw(
    _ edge: GraphDrawing.Edge, on canvas: inout Canvas, from origin: Position, in pane: Rect
  ) {
    let corners = edge.route.map { Position(x: $0.x + origin.x, y: $0.y + origin.y) }
    guard let first = corners.first, let last = corners.last else { return }
    let isLit = isLit(edge)
    let isBackward = model.timeline.lastEvent?.isBackward == true
    let role: Role = isLit ? (isBackward ? .adjoint : .value) : .border
    let style = model.theme.style(role)
    canvas.line(
      through: corners, pen: Pen(style: style, weight: isLit ? .heavy : .light), clippedTo: pane)
    // The head says where the number goes: to the user, or back to the operand.
    let (head, place): (String, Position) = isLit && isBackward ? ("◀", first) : ("▶", last)
    canvas.write(head, x: place.x, y: place.y, style: style, clippedTo: pane)
  }

  /// The local partial, once the node it belongs to has its value.
  private func drawLabel(
    of edge: GraphDrawing.Edge, on canvas: inout Canvas, from origin: Position, in pane: Rect
  ) {
    guard let place = edge.label, model.timeline.hasValue(edge.target),
      model.timeline.graph.receivesContribution(edge.target, operand: edge.place),
      let partial = model.timeline.evaluation.partial(of: edge.target, operand: edge.place)
    else { return }
    let room = GraphDrawing.labelWidth - 1
    let text = "·" + NumberText.fitting(partial, columns: room, digits: 3)
    let role: Role = partial.isFinite ? (isLit(edge) ? .strong : .partial) : .alarm
    canvas.write(
      text, x: place.x + origin.x,
      y: place.y + origin.y, style: model.theme.style(role), clippedTo: pane)
  }

  /// Arrows in the frame where the drawing goes on outside the pane.
  private func drawScrollMarks(on canvas: inout Canvas, in area: Rect) {
    let (size, camera, pane) = (model.drawing.size, model.camera, area.inset(by: 1))
    let style = model.theme.style(.keyHint)
    let middle = (x: area.x + area.width / 2, y: area.y + area.height / 2)
    if size.width > pane.width {
      if camera.x > 0 { canvas.write("◀", x: area.x, y: middle.y, style: style) }
      if camera.x + pane.width < size.width {
        canvas.write("▶", x: area.maxX - 1, y: middle.y, style: style)
      }
    }
    if size.height > pane.height {
      if camera.y > 0 { canvas.write("▲", x: middle.x, y: area.y, style: style) }
      if camera.y + pane.height < size.height {
        canvas.write("▼", x: middle.x, y: area.maxY - 1, style: style)
      }
    }
  }
}
