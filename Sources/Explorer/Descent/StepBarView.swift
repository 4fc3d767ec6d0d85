import Autodiff
import Debugging
import Formula
import Inquiry
import Presentation
import TextCanvas

/// The steps of a descent as a line, with the one where the program is as a dot.
struct StepBarView {
  let model: ExplorerModel

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard let descent = model.debugger.descent, let bar = bar(in: area) else { return }
    let style = model.theme.style(.border)
    canvas.write("├", x: bar.x, y: bar.y, style: style)
    canvas.horizontalLine(
      from: bar.x + 1, to: bar.maxX - 2, y: bar.y, pen: Pen(style: style), clippedTo: bar)
    canvas.write("┤", x: bar.maxX - 1, y: bar.y, style: style)
    canvas.write(
      "●", x: bar.x + column(of: descent.position, in: bar), y: bar.y,
      style: model.theme.style(.tangent))
    canvas.write(words, x: bar.maxX + 1, y: bar.y, theme: model.theme, clippedTo: area)
  }

  /// The step whose dot is nearest to a column of the screen.
  func step(at x: Int, in area: Rect) -> Int? {
    guard let descent = model.debugger.descent, let bar = bar(in: area) else { return nil }
    let place = min(max(x - bar.x, 0), bar.width - 1)
    return (2 * place * descent.last + bar.width - 1) / (2 * max(bar.width - 1, 1))
  }

  private func column(of step: Int, in bar: Rect) -> Int {
    (bar.width - 1) * step / max(model.debugger.descent?.last ?? 0, 1)
  }

  private var words: StyledText {
    guard let descent = model.debugger.descent else { return StyledText("") }
    let name = model.text.names[model.program.output]
    return StyledText("<", .keyHint) + StyledText(" ", .muted) + StyledText(">", .keyHint)
      + StyledText(" step \(descent.position)/\(descent.last)", .strong)
      + StyledText("  \(name) ", .muted)
      + StyledText(NumberText.short(descent.now.loss), .value)
  }

  /// What the words leave of the row.
  private func bar(in area: Rect) -> Rect? {
    let bar = area.inset(columns: 1, rows: 0).columns(right: words.plain.columns + 1).left
    return bar.width >= 8 && !bar.isEmpty ? bar : nil
  }
}
