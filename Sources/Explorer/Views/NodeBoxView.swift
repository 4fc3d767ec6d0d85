import Autodiff
import Debugging
import Formula
import Inquiry
import Lessons
import Presentation
import Syntax
import TextCanvas

/// An item as a box: its definition in the upper edge, its numbers below.
///
/// ```
/// ╭ a = x*y ─╮    ╭ h = W @ x ──╮    ╭ h = phi(a) ─╮
/// │ v 6      │    │ v ▒▒▓▓░░██  │    │ v 0.98      │
/// │ ā 1      │    │ h̄ ░░▒▒▓▓░░  │    │ h̄ ⋅         │
/// ╰──────────╯    ╰─────── 4×2 ─╯    ╰─── 5 nodes ─╯
/// ```
struct NodeBoxView {
  let item: Outline.Item
  let model: ExplorerModel

  func draw(on canvas: inout Canvas, in box: Rect, clippedTo clip: Rect) {
    let labels = Quantity.shown(in: model.mode).map { ($0, label(for: $0)) }
    let start = box.x + 3 + (labels.map(\.1.columns).max() ?? 1)
    let look = NodeLook(item, in: model, columns: box.maxX - 1 - start)
    canvas.fill(box.intersection(clip))
    canvas.box(
      box, title: title(look), pen: pen(look), titleStyle: titleStyle(look), clippedTo: clip)
    drawRemark(on: &canvas, in: box, clippedTo: clip)
    if !drawWrong(look, on: &canvas, in: box, clippedTo: clip),
      !drawRecorded(look, on: &canvas, in: box, clippedTo: clip)
    {
      drawVerdict(on: &canvas, in: box, clippedTo: clip)
    }
    let inside = clip.intersection(box.inset(by: 1))
    let rows = ItemSize(zoom: .box, mode: model.mode, images: model.program.imageShape)
      .rowsPerNumber(shape)
    for (place, (quantity, label)) in labels.enumerated() {
      let y = box.y + 1 + place * rows
      canvas.write(label, x: box.x + 2, y: y, style: model.theme.style(.muted), clippedTo: inside)
      let field = Rect(x: start, y: y, width: box.maxX - 2 - start, height: rows)
      draw(quantity, look, on: &canvas, in: field, clippedTo: inside)
    }
  }

  private var shape: Shape { model.timeline.graph.shape(of: item.node) }

  /// A number in digits, a tensor as a picture.
  private func draw(
    _ quantity: Quantity, _ look: NodeLook, on canvas: inout Canvas, in field: Rect,
    clippedTo clip: Rect
  ) {
    let isLeftOut = model.leavesOut(quantity, of: item.node)
    guard item.isTensor, shape.count > 0, model.timeline.has(quantity, item.node), !isLeftOut
    else {
      let text =
        item.isTensor && !isLeftOut ? look.nothing : look.text(of: quantity)
      canvas.write(text, x: field.x, y: field.y, theme: model.theme, clippedTo: clip)
      return
    }
    TensorThumbnail(
      tensor: model.timeline.numbers(quantity, of: item.node), quantity: quantity,
      capabilities: model.capabilities, elementWidth: ItemSize.boxNumber,
      images: model.program.imageShape
    ).draw(on: &canvas, in: field, clippedTo: clip)
  }

  /// What is not seen in the box: the shape of a tensor, how many nodes are folded.
  private func drawRemark(on canvas: inout Canvas, in box: Rect, clippedTo clip: Rect) {
    var parts = item.isTensor ? ["\(shape)"] : []
    if let group = item.group, let entry = model.groups[group] {
      parts.append(entry.members.count.counted("node"))
    }
    guard !parts.isEmpty else { return }
    let text = " \(parts.joined(separator: ", ").truncated(toColumns: box.width - 5)) "
    canvas.write(
      text, x: box.maxX - 2 - text.columns, y: box.maxY - 1, style: model.theme.style(.muted),
      clippedTo: clip)
  }

  /// What a gradient check found of an input, in the lower left corner.
  private func drawVerdict(on canvas: inout Canvas, in box: Rect, clippedTo clip: Rect) {
    guard let verdict = model.debugger.checks[item.node] else { return }
    let room = box.width - 4 - (item.isTensor ? "\(shape)".columns + 3 : 0)
    let text = verdict.short.columns + 2 <= room ? verdict.short : verdict.sign
    canvas.write(
      " \(text) ", x: box.x + 1, y: box.maxY - 1, style: model.theme.style(verdict.role),
      clippedTo: clip)
  }

  /// What a wrong engine has instead of the adjoint, in the lower left corner; `false` where it has
  /// nothing else.
  private func drawWrong(
    _ look: NodeLook, on canvas: inout Canvas, in box: Rect, clippedTo clip: Rect
  ) -> Bool {
    guard look.isWrong, let engine = model.wrongRun?.engine.rawValue, let wrong = look.wrong else {
      return false
    }
    let room = box.width - 3 - (item.isTensor ? "\(shape)".columns + 3 : 0)
    let texts = ["\(engine): \(wrong.plain)", "≠ \(wrong.plain)", "≠"]
    let text = texts.first { $0.columns + 2 <= room } ?? "≠"
    canvas.write(
      " \(text) ", x: box.x + 1, y: box.maxY - 1, style: model.theme.style(.alarm), clippedTo: clip)
    return true
  }

  /// What was recorded instead of what is in the box, in the lower left corner; `false` where nothing
  /// else was.
  private func drawRecorded(
    _ look: NodeLook, on canvas: inout Canvas, in box: Rect, clippedTo clip: Rect
  ) -> Bool {
    guard let recorded = look.recorded else { return false }
    let room = box.width - 5 - (item.isTensor ? "\(shape)".columns + 3 : 0)
    let number = recorded.wrong.map { NumberText.short($0, digits: 4) } ?? Marks.none
    let label = label(for: recorded.quantity)
    let texts =
      shape.isScalar
      ? ["\(label) recorded \(number)", "recorded \(number)", "≠ \(number)"]
      : ["\(label) recorded ≠", "recorded ≠", "\(label) ≠"]
    let text = texts.first { $0.columns <= room } ?? "≠"
    canvas.write(
      " \(text) ", x: box.x + 1, y: box.maxY - 1,
      style: model.theme.style(look.isFault ? .alarm : .warning), clippedTo: clip)
    return true
  }

  private func label(for quantity: Quantity) -> String {
    model.numberLabels.label(for: quantity, of: model.text.names[item.node])
  }

  func titleStyle(_ look: NodeLook) -> Style {
    var style = model.theme.style(
      look.isSelected ? .selected : look.isPending ? .pending : .strong)
    // A line under the upper edge of a box would only look like a second edge.
    style.attributes.remove(.underline)
    return style
  }

  func title(_ look: NodeLook) -> String {
    let definition = model.itemText.title(of: item)
    return look.hasBreakpoint ? "● \(definition)" : definition
  }

  /// Light for the rest, heavy for the node that acted last, double for the selected one.
  func pen(_ look: NodeLook) -> Pen {
    let role: Role =
      look.isFirstWrong || look.isFault
      ? .alarm
      : look.isSelected ? .selected : look.isCurrent ? .strong : look.isPending ? .pending : .border
    let weight: LineWeight =
      look.isCurrent ? .heavy : look.isSelected ? .double : look.isPending ? .dashed : .light
    var style = model.theme.style(role)
    style.attributes.remove(.underline)
    return Pen(style: style, weight: weight)
  }
}

extension NodeLook {
  /// One of the numbers in words.
  func text(of quantity: Quantity) -> StyledText {
    let text =
      switch quantity {
      case .value: value
      case .tangent: tangent
      case .adjoint: adjoint
      }
    return text == StyledText(Marks.none, .muted) ? nothing : text
  }

  /// What stands for a number that is not there. In a box to which nothing has happened it looks like the
  /// rest of it, so that a terminal is sent one colour for all.
  var nothing: StyledText { StyledText(Marks.none, isPending ? .pending : .muted) }
}
