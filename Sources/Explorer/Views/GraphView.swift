import Autodiff
import Debugging
import Formula
import Inquiry
import Presentation
import Syntax
import TextCanvas

/// The graph as boxes and edges; the edge along which something moves just now is lit.
///
/// Only what is in sight is looked at: a frame of a large graph costs what one of a small graph
/// does.
struct GraphView {
  let model: ExplorerModel

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    model.drawFrame(.graph, remark: remark, on: &canvas, in: area)
    let pane = area.inset(by: 1)
    guard let drawing = model.drawing else { return drawWaiting(on: &canvas, in: pane) }
    let scene = Scene(model: model, drawing: drawing, pane: pane)
    scene.draw(on: &canvas)
    MinimapView(model: model, drawing: drawing).draw(on: &canvas, in: pane)
    drawScrollMarks(of: drawing, on: &canvas, in: area)
  }

  private var remark: String {
    if model.isLayingOut { return "laying out …" }
    if model.debugger.checks.isRunning { return "checking …" }
    // Where nothing stands before the numbers, the frame says which is which.
    guard let zoom = model.drawing?.zoom, zoom == .line || zoom == .compact else { return "" }
    return Quantity.shown(in: model.mode).map(\.word).joined(separator: ", ")
  }

  private func drawWaiting(on canvas: inout Canvas, in pane: Rect) {
    let text = "laying out \(model.outline.items.count.counted("node")) …"
    let place = pane.centered(Size(width: text.columns, height: 1))
    canvas.write(text, x: place.x, y: place.y, style: model.theme.style(.muted), clippedTo: pane)
  }

  /// Arrows in the frame where the drawing continues outside the pane.
  private func drawScrollMarks(
    of drawing: GraphDrawing, on canvas: inout Canvas, in area: Rect
  ) {
    let (size, camera, pane) = (drawing.size, model.camera, area.inset(by: 1))
    let style = model.theme.style(.keyHint)
    let middle = (x: area.x + area.width / 2, y: area.y + area.height / 2)
    if camera.x > 0 { canvas.write("◀", x: area.x, y: middle.y, style: style) }
    if camera.x + pane.width < size.width {
      canvas.write("▶", x: area.maxX - 1, y: middle.y, style: style)
    }
    if camera.y > 0 { canvas.write("▲", x: middle.x, y: area.y, style: style) }
    if camera.y + pane.height < size.height {
      canvas.write("▼", x: middle.x, y: area.maxY - 1, style: style)
    }
  }
}

/// The part of a drawing that is seen through the pane.
private struct Scene {
  let model: ExplorerModel
  let drawing: GraphDrawing
  let pane: Rect
  /// The same part in the drawing's own cells.
  private let visible: Rect
  /// What lies along the edges on which something moves just now.
  private let lit: Set<GraphDrawing.Use>
  /// Whether it is an answer that these edges are about.
  private let isAnswer: Bool

  init(model: ExplorerModel, drawing: GraphDrawing, pane: Rect) {
    self.model = model
    self.drawing = drawing
    self.pane = pane
    visible = Rect(
      x: model.camera.x, y: model.camera.y, width: pane.width, height: pane.height)
    let light = model.answerLight
    lit = model.isStill ? [] : light?.uses ?? model.timeline.movingUses
    isAnswer = light != nil
  }

  func draw(on canvas: inout Canvas) {
    for frame in drawing.frames(touching: visible) { draw(frame, on: &canvas) }
    let pieces = drawing.pieces(touching: visible)
    for piece in pieces { draw(piece, on: &canvas) }
    drawJunctions(of: pieces, on: &canvas)
    let items = drawing.items(touching: visible)
    for item in items { drawExit(of: item, on: &canvas) }
    let ends = drawing.ends(touching: visible)
    for edge in ends where !isLit(edge) { drawHead(of: edge, on: &canvas) }
    for edge in litEdges { drawLit(edge, on: &canvas) }
    for edge in ends { drawLabel(of: edge, on: &canvas) }
    for item in items { drawItem(item, on: &canvas) }
  }

  private var viewport: Viewport { Viewport(pane: pane, camera: model.camera) }

  private func onScreen(_ position: Position) -> Position { viewport.onScreen(position) }

  private func onScreen(_ rect: Rect) -> Rect { viewport.onScreen(rect) }

  private func drawItem(_ number: Int, on canvas: inout Canvas) {
    let box = onScreen(drawing.boxes[number])
    guard !box.intersection(pane).isEmpty else { return }
    let item = drawing.outline.items[number]
    switch drawing.zoom {
    case .box: NodeBoxView(item: item, model: model).draw(on: &canvas, in: box, clippedTo: pane)
    case .compact:
      NodeCompactView(item: item, model: model).draw(on: &canvas, in: box, clippedTo: pane)
    case .line: NodeLineView(item: item, model: model).draw(on: &canvas, in: box, clippedTo: pane)
    case .glyph: NodeGlyphView(item: item, model: model).draw(on: &canvas, in: box, clippedTo: pane)
    }
  }

  /// A group's frame is written as text, not as lines, so that edges pass it without joining it.
  private func draw(_ frame: GroupFrame, on canvas: inout Canvas) {
    let (rect, style) = (onScreen(frame.rect), model.theme.style(.pending))
    let clip = pane.intersection(rect)
    for y in [rect.y, rect.maxY - 1] {
      for x in clip.x..<max(clip.maxX, clip.x) {
        canvas.write("┄", x: x, y: y, style: style, clippedTo: clip)
      }
    }
    for x in [rect.x, rect.maxX - 1] {
      for y in clip.y..<max(clip.maxY, clip.y) {
        canvas.write("┆", x: x, y: y, style: style, clippedTo: clip)
      }
    }
    let title = " \(frame.name) ".truncated(toColumns: rect.width - 4)
    canvas.write(
      title, x: rect.x + 2, y: rect.y, style: model.theme.style(.muted), clippedTo: clip)
  }
}

extension Scene {
  private func draw(_ piece: WireIndex.Piece, on canvas: inout Canvas) {
    canvas.line(
      through: [onScreen(piece.start), onScreen(piece.end)],
      pen: Pen(style: model.theme.style(.border)), clippedTo: pane)
  }

  /// Lines of different sources only ever cross; where those of one source meet crosswise, a dot
  /// says that they belong together.
  private func drawJunctions(of pieces: [WireIndex.Piece], on canvas: inout Canvas) {
    let bySource = Dictionary(grouping: pieces, by: \.source)
    for wires in bySource.values where wires.count > 1 {
      let upright = wires.filter { !$0.isHorizontal }
      for level in wires where level.isHorizontal {
        for wire in upright where wire.crossesInside(level) {
          let place = onScreen(Position(x: wire.start.x, y: level.start.y))
          canvas.write(
            "•", x: place.x, y: place.y, style: model.theme.style(.border), clippedTo: pane)
        }
      }
    }
  }

  /// Dots where the consumers of an item lie in another band.
  private func drawExit(of item: Int, on canvas: inout Canvas) {
    guard let place = drawing.exit(of: item).map({ onScreen($0) }) else { return }
    canvas.write(
      "┄", x: place.x, y: place.y, style: model.theme.style(.border), clippedTo: pane)
  }

  private func isLit(_ edge: GraphDrawing.Edge) -> Bool { edge.uses.contains { lit.contains($0) } }

  /// The edges on which something moves or which an answer is about, wherever they lie.
  private var litEdges: [GraphDrawing.Edge] {
    Set(lit.compactMap { drawing.outline.number(of: $0.node) }).sorted()
      .flatMap { drawing.edges(into: $0).filter(isLit) }
  }

  private var isBackward: Bool {
    isAnswer || model.timeline.lastEvent?.isBackward == true
  }

  private func drawLit(_ edge: GraphDrawing.Edge, on canvas: inout Canvas) {
    let corners = edge.path.map { onScreen($0) }
    guard let first = (edge.exit ?? edge.route.first).map({ onScreen($0) }),
      let last = corners.last
    else { return }
    let style = model.theme.style(isBackward ? .adjoint : .value)
    // Of a line across many screens only both ends are lit, which is all that one looks for.
    let parts = isAnswer ? [corners] : corners.ends(longest: Self.longestLit)
    for part in parts {
      canvas.line(through: part, pen: Pen(style: style, weight: .heavy), clippedTo: pane)
    }
    // The head says where the number goes: to the user, or back to the operand. Of a line that is cut
    // both ends say so.
    let heads = edge.exit != nil ? [first, last] : [isBackward ? first : last]
    for place in heads {
      canvas.write(
        isBackward ? backwardHead : forwardHead, x: place.x, y: place.y, style: style,
        clippedTo: pane)
    }
  }

  /// The cells of a line up to which it is lit as a whole.
  private static let longestLit = 240

  private func drawHead(of edge: GraphDrawing.Edge, on canvas: inout Canvas) {
    guard let place = edge.route.last.map({ onScreen($0) }) else { return }
    canvas.write(
      forwardHead, x: place.x, y: place.y, style: model.theme.style(.border), clippedTo: pane)
  }

  private var forwardHead: String { drawing.plan.flow.isDownward ? "▼" : "▶" }

  private var backwardHead: String { drawing.plan.flow.isDownward ? "▲" : "◀" }

  /// The local partial, once the values that it needs are there.
  private func drawLabel(of edge: GraphDrawing.Edge, on canvas: inout Canvas) {
    guard !model.leavesOutPartials, let place = edge.label.map({ onScreen($0) }),
      let partial = model.partial(along: edge, in: drawing.outline)
    else { return }
    let text = "·" + NumberText.fitting(partial, columns: place.width - 1, digits: 3)
    let role: Role = partial.isFinite ? (isLit(edge) ? .strong : .partial) : .alarm
    // Beside a head that points down the label begins at once, on a line it ends before the head.
    let spare = place.width - text.columns
    let x = drawing.plan.flow.isDownward ? place.x : place.x + max(spare - 1, 0)
    canvas.write(text, x: x, y: place.y, style: model.theme.style(role), clippedTo: pane)
  }
}

extension [Position] {
  /// The line through these corners or, of one that takes more cells, so many in all of its two ends.
  fileprivate func ends(longest: Int) -> [[Position]] {
    let length = zip(self, dropFirst()).reduce(0) {
      $0 + abs($1.1.x - $1.0.x) + abs($1.1.y - $1.0.y)
    }
    guard length > longest else { return [self] }
    return [cut(to: longest / 4), Array(reversed()).cut(to: longest - longest / 4)]
  }

  /// The beginning of the line through these corners, as long as so many cells.
  private func cut(to cells: Int) -> [Position] {
    var (rest, line) = (cells, Array(prefix(1)))
    for (start, end) in zip(self, dropFirst()) where rest > 0 {
      let (across, down) = (end.x - start.x, end.y - start.y)
      let part = Swift.min(abs(across) + abs(down), rest)
      line.append(
        Position(x: start.x + across.signum() * part, y: start.y + down.signum() * part))
      rest -= part
    }
    return line
  }
}

extension WireIndex.Piece {
  /// Whether an upright piece and a level one continue, all four ways, from where they meet.
  fileprivate func crossesInside(_ level: WireIndex.Piece) -> Bool {
    start.x > level.start.x && start.x < level.end.x && level.start.y > start.y
      && level.start.y < end.y
  }
}

extension Run {
  /// The uses along which the last event moved something.
  fileprivate var movingUses: Set<GraphDrawing.Use> {
    switch lastEvent {
    case .contribution(let node, let place): [GraphDrawing.Use(node: node, place: place)]
    case .value(let node), .tangent(let node):
      Set(graph.operands(of: node).indices.map { GraphDrawing.Use(node: node, place: $0) })
    case .seed, .tangentSeed, nil: []
    }
  }
}
