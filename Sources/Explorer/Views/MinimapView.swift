import Autodiff
import Presentation
import TextCanvas

/// The whole drawing in a corner of the pane that holds no box, when it does not fit, with the part
/// in sight shaded.
struct MinimapView {
  let model: ExplorerModel
  let drawing: GraphDrawing

  func draw(on canvas: inout Canvas, in pane: Rect) {
    guard let box = place(in: pane) else { return }
    canvas.fill(box)
    canvas.box(box, pen: Pen(style: model.theme.style(.border)), clippedTo: pane)
    let seen = drawing.minimap.cells(
      under: Rect(
        x: model.camera.x, y: model.camera.y, width: pane.width, height: pane.height))
    let marked = (drawing.box(of: model.currentNode) ?? drawing.box(of: model.selection)).map {
      drawing.minimap.cells(under: $0).origin
    }
    let inside = box.inset(by: 1)
    for y in 0..<inside.height {
      for x in 0..<inside.width {
        let place = Position(x: x, y: y)
        canvas[inside.x + x, inside.y + y] = cell(
          at: place, isSeen: seen.contains(place), isMarked: place == marked)
      }
    }
  }

  /// Where the map and its frame lie, if they are shown.
  func place(in pane: Rect) -> Rect? {
    let size = Size(
      width: drawing.minimap.cells.width + 2, height: drawing.minimap.cells.height + 2)
    guard isMuchLarger(than: pane), pane.width >= 2 * size.width, pane.height >= 2 * size.height
    else { return nil }
    return corner(for: size, in: pane)
  }

  /// The place of the drawing that a cell of the shown map stands for; at its frame, the nearest.
  func target(of position: Position, in place: Rect) -> Position {
    let inside = place.inset(by: 1)
    return drawing.minimap.middle(
      ofCell: Position(x: position.x - inside.x, y: position.y - inside.y))
  }

  /// Whether so little of the drawing is in sight that a map is worth the part that it covers.
  private func isMuchLarger(than pane: Rect) -> Bool {
    2 * drawing.size.width > 3 * pane.width || 2 * drawing.size.height > 3 * pane.height
  }

  private func cell(at place: Position, isSeen: Bool, isMarked: Bool) -> Cell {
    if isMarked { return Cell("◆", style: model.theme.style(.strong)) }
    let pattern = drawing.minimap.pattern(x: place.x, y: place.y)
    let style = model.theme.style(isSeen ? .keyHint : .muted)
    guard pattern != 0 else { return Cell(isSeen ? "░" : " ", style: style) }
    return Cell(glyph(pattern), style: style)
  }

  private func glyph(_ pattern: UInt8) -> Character {
    if model.capabilities.hasBraille { return Braille.character(pattern) }
    return pattern & Braille.upper == 0 ? "▄" : pattern & Braille.lower == 0 ? "▀" : "█"
  }

  /// The first corner, from the lower right on, in which no box lies.
  private func corner(for size: Size, in pane: Rect) -> Rect? {
    let (left, right) = (pane.x, pane.maxX - size.width)
    let (top, bottom) = (pane.y, pane.maxY - size.height)
    return [(right, bottom), (left, bottom), (right, top), (left, top)].lazy
      .map { Rect(x: $0.0, y: $0.1, width: size.width, height: size.height) }
      .first { corner in
        let covered = corner.offset(dx: model.camera.x - pane.x, dy: model.camera.y - pane.y)
        return drawing.items(touching: covered).allSatisfy {
          drawing.boxes[$0].intersection(covered).isEmpty
        }
      }
  }
}
