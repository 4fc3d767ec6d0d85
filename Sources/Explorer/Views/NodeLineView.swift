import Autodiff
import Presentation
import TextCanvas

/// An item in one line: its definition, and its value or, once that flows back, its adjoint.
///
/// ```
/// ▸a = x*y       6     the node that acted last
/// ›b = sin(x) 0.91‹    the selected one
/// ```
struct NodeLineView {
  let item: Outline.Item
  let model: ExplorerModel

  func draw(on canvas: inout Canvas, in box: Rect, clippedTo clip: Rect) {
    let area = box.intersection(clip)
    guard !area.isEmpty else { return }
    let look = NodeLook(item, in: model, columns: ItemSize.lineNumber)
    let number = look.text(of: model.quantityInLine)
    canvas.fill(area)
    canvas.write(
      look.isCurrent ? "▸" : look.hasBreakpoint ? "●" : look.isSelected ? "›" : " ", x: box.x,
      y: box.y, style: model.theme.style(look.isSelected ? .selected : .strong), clippedTo: area)
    let room = box.width - 3 - number.plain.columns
    canvas.write(
      model.itemText.title(of: item).truncated(toColumns: room), x: box.x + 1, y: box.y,
      style: titleStyle(look), clippedTo: area)
    canvas.write(
      number, x: box.maxX - 1 - number.plain.columns, y: box.y, theme: model.theme,
      clippedTo: area)
    guard look.isSelected else { return }
    canvas.write(
      "‹", x: box.maxX - 1, y: box.y, style: model.theme.style(.selected), clippedTo: area)
  }

  private func titleStyle(_ look: NodeLook) -> Style {
    model.theme.style(
      look.isCurrent ? .current : look.isSelected ? .selected : look.isPending ? .pending : .text)
  }
}

extension ExplorerModel {
  /// What is shown of a node where there is room for one number.
  var quantityInLine: Quantity { timeline.lastEvent?.isBackward == true ? .adjoint : .value }
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
