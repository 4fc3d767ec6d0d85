import Autodiff
import Presentation
import TextCanvas

/// A node as a box: its definition in the upper edge, its numbers below.
///
/// ```
/// ╭ a = x*y ─╮
/// │ v 6      │
/// │ ā 1      │
/// ╰──────────╯
/// ```
struct NodeBoxView {
  let node: NodeID
  let model: ExplorerModel

  func draw(on canvas: inout Canvas, in box: Rect, clippedTo clip: Rect) {
    let labels = labels
    let start = box.x + 3 + (labels.map(\.text.columns).max() ?? 1)
    let look = NodeLook(node, in: model, columns: box.maxX - 1 - start)
    canvas.fill(box.intersection(clip))
    canvas.box(
      box, title: title(look), pen: pen(look), titleStyle: titleStyle(look), clippedTo: clip)
    let inside = clip.intersection(box.inset(by: 1))
    for (row, label) in labels.enumerated() {
      let y = box.y + 1 + row
      canvas.write(
        label.text, x: box.x + 2, y: y, style: model.theme.style(.muted), clippedTo: inside)
      canvas.write(
        look[keyPath: label.number], x: start, y: y, theme: model.theme, clippedTo: inside)
    }
  }

  /// What a row of the box is called and which of the node's numbers it shows.
  private struct Label {
    let text: String
    let number: KeyPath<NodeLook, StyledText>
  }

  private var labels: [Label] {
    let name = model.text.names[node]
    let combining = model.capabilities.hasCombiningMarks
    var labels = [Label(text: "v", number: \.value)]
    if model.mode.hasTangentRow {
      let tangent = model.notation.tangent(name, combining: combining)
      labels.append(Label(text: short(tangent, or: "dot"), number: \.tangent))
    }
    if model.mode != .forward {
      let output = model.text.names[model.timeline.output]
      let adjoint = model.notation.adjoint(name, of: output, combining: combining)
      labels.append(Label(text: short(adjoint, or: "adj"), number: \.adjoint))
    }
    return labels
  }

  private func titleStyle(_ look: NodeLook) -> Style {
    var style = model.theme.style(
      look.isSelected ? .selected : look.isPending ? .pending : .strong)
    // A line under the upper edge of a box would only look like a second edge.
    style.attributes.remove(.underline)
    return style
  }

  private func title(_ look: NodeLook) -> String {
    let definition = model.text.definition(of: node)
    return look.hasBreakpoint ? "● \(definition)" : definition
  }

  /// Light for the rest, heavy for the node that acted last, double for the selected one.
  private func pen(_ look: NodeLook) -> Pen {
    let role: Role =
      look.isSelected ? .selected : look.isCurrent ? .strong : look.isPending ? .pending : .border
    let weight: LineWeight =
      look.isCurrent ? .heavy : look.isSelected ? .double : look.isPending ? .dashed : .light
    var style = model.theme.style(role)
    style.attributes.remove(.underline)
    return Pen(style: style, weight: weight)
  }

  /// A label that leaves room for the number.
  private func short(_ label: String, or other: String) -> String {
    label.columns <= 2 ? label : other
  }
}
