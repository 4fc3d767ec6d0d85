import Autodiff
import Inquiry
import Presentation
import TextCanvas

/// An item in one line: its definition and its numbers.
///
/// ```
/// ▸a = x*y    6      1      the node that acted last
/// ›b = sin(x) 0.9093 1     ‹ the selected one
/// ```
struct NodeLineView {
  let item: Outline.Item
  let model: ExplorerModel

  func draw(on canvas: inout Canvas, in box: Rect, clippedTo clip: Rect) {
    let area = box.intersection(clip)
    guard !area.isEmpty else { return }
    let shape = model.timeline.graph.shape(of: item.node)
    let look = NodeLook(
      item, in: model,
      columns: shape.isScalar || ItemSize.spellsOut(shape) ? ItemSize.rowNumber : ItemSize.rowNorm)
    canvas.fill(area)
    canvas.write(
      mark(look), x: box.x, y: box.y,
      style: model.theme.style(
        look.recorded != nil ? .alarm : look.isSelected ? .selected : .strong), clippedTo: area)
    let title = model.itemText.title(of: item).truncated(toColumns: ItemSize.lineTitle(shape))
    canvas.write(
      title, x: box.x + 1, y: box.y, style: titleStyle(look), clippedTo: area)
    let start = box.x + title.columns + 2
    let field = Rect(x: start, y: box.y, width: 0, height: box.height)
    NodeNumbersView(item: item, model: model, zoom: .line, look: look)
      .draw(on: &canvas, in: field, clippedTo: area)
    guard look.isSelected else { return }
    canvas.write(
      "‹", x: box.maxX - 1, y: box.y, style: model.theme.style(.selected), clippedTo: area)
  }

  private func mark(_ look: NodeLook) -> String {
    if look.recorded != nil, !look.isCurrent { return "≠" }
    return look.isCurrent ? "▸" : look.hasBreakpoint ? "●" : look.isSelected ? "›" : " "
  }

  private func titleStyle(_ look: NodeLook) -> Style {
    model.theme.style(
      look.isCurrent ? .current : look.isSelected ? .selected : look.isPending ? .pending : .text)
  }
}

/// An item as one sign: how far it has come, and whether it is the current or the selected one.
struct NodeGlyphView {
  let item: Outline.Item
  let model: ExplorerModel

  func draw(on canvas: inout Canvas, in box: Rect, clippedTo clip: Rect) {
    let look = NodeLook(item, in: model, columns: 1)
    canvas.write(
      glyph(look), x: box.x, y: box.y, style: model.theme.style(role(look)), clippedTo: clip)
  }

  private func glyph(_ look: NodeLook) -> String {
    if look.isCurrent { return "◆" }
    if look.isSelected { return look.isPending ? "□" : "■" }
    switch look.stage {
    case .pending: return "◦"
    case .hasValue: return "○"
    case .hasPart: return "◎"
    case .complete: return "●"
    }
  }

  private func role(_ look: NodeLook) -> Role {
    if look.hasBreakpoint { return .breakpoint }
    if look.isCurrent { return .strong }
    if look.isSelected { return .selected }
    switch look.stage {
    case .pending: return .pending
    case .hasValue: return .value
    case .hasPart, .complete: return .adjoint
    }
  }
}
