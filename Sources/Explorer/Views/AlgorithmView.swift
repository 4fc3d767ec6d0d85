import Autodiff
import Inquiry
import Presentation
import TextCanvas
import Widgets

/// An algorithm in pseudo-code, the line marked that made the last event happen; beside it, or below, its
/// variables as they are now.
///
/// ```
///    for j = N, …, 1:                                  j    a = x*y
///      for each i in Pa(j) that varies:                i    x
/// ▸      dz/dvᵢ ← dz/dvᵢ + dz/dvⱼ · ∂gⱼ/∂vᵢ            …
/// ```
struct AlgorithmView {
  let model: ExplorerModel
  let algorithm: Algorithm

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    canvas.fill(area)
    model.drawFrame(.program, title: algorithm.title, on: &canvas, in: area)
    let pane = area.inset(columns: 1, rows: 1)
    guard let steps = AlgorithmSteps(algorithm, in: model.timeline.graph) else {
      canvas.write(
        "there are no layers in this program", x: pane.x + 1, y: pane.y,
        style: model.theme.style(.muted), clippedTo: pane)
      return
    }
    let lines = algorithm.lines(output: model.text.names[model.timeline.output])
    let variables = variables(steps)
    let (code, rest) = parts(of: pane, lines, variables)
    let mark = algorithm.mark(at: model.timeline, steps)
    draw(lines, marked: mark, on: &canvas, in: code)
    draw(variables, on: &canvas, in: rest)
  }

  private func variables(_ steps: AlgorithmSteps) -> [AlgorithmVariable] {
    AlgorithmVariables(
      algorithm, at: model.timeline, text: model.text, hidesLatest: model.hidesLatestNumber
    ).all(model.timeline.lastEvent.flatMap { steps.step($0, in: model.timeline) })
  }

  /// The code beside the variables, or above them where it is narrow.
  private func parts(
    of pane: Rect, _ lines: [Algorithm.Line], _ variables: [AlgorithmVariable]
  ) -> (code: Rect, variables: Rect) {
    let width = (lines.map(columns).max() ?? 0) + 3
    if pane.width >= width + 24 {
      let (left, right) = pane.columns(left: width)
      return (left, right)
    }
    let wanted = min(variables.count + 1, pane.height / 2)
    let (upper, lower) = pane.rows(top: min(lines.count, pane.height - wanted))
    return (upper, lower.rows(top: lower.height > variables.count ? 1 : 0).bottom)
  }

  private func columns(of line: Algorithm.Line) -> Int { 2 * line.depth + line.text.columns }

  private func draw(
    _ lines: [Algorithm.Line], marked mark: Int?, on canvas: inout Canvas, in area: Rect
  ) {
    let theme = model.theme
    let window = RowWindow(lines.count, in: area.height, about: mark ?? 0)
    for (y, number) in window.rows.enumerated() {
      let (line, isMarked) = (lines[number], number == mark)
      let role: Role = isMarked ? .current : line.step == nil ? .muted : .text
      canvas.write(
        isMarked ? "▸" : " ", x: area.x, y: area.y + y, style: theme.style(.strong),
        clippedTo: area)
      canvas.write(
        line.text.truncated(toColumns: area.width - 2 - 2 * line.depth),
        x: area.x + 2 + 2 * line.depth, y: area.y + y, style: theme.style(role), clippedTo: area)
    }
    let style = theme.style(.keyHint)
    if window.first > 0 { canvas.write("▲", x: area.maxX - 1, y: area.y, style: style) }
    if window.rows.upperBound < lines.count {
      canvas.write("▼", x: area.maxX - 1, y: area.maxY - 1, style: style)
    }
  }

  private func draw(_ variables: [AlgorithmVariable], on canvas: inout Canvas, in area: Rect) {
    let names = min((variables.map(\.name.columns).max() ?? 0) + 2, max(area.width / 2, 1))
    for (row, variable) in variables.prefix(max(area.height, 0)).enumerated() {
      let y = area.y + row
      canvas.write(
        variable.name.truncated(toColumns: names - 1), x: area.x + 2, y: y,
        style: model.theme.style(.muted), clippedTo: area)
      let field = Rect(
        x: area.x + 2 + names, y: y, width: max(area.maxX - area.x - 2 - names, 0), height: 1)
      let lines = variable.value.wrapped(toColumns: max(field.width - 1, 1))
      let isCut = lines.count > 1
      let columns =
        canvas.write(
          lines.first ?? StyledText(""), x: field.x, y: y, theme: model.theme, clippedTo: field)
      if isCut {
        canvas.write(
          "…", x: field.x + columns, y: y, style: model.theme.style(.muted), clippedTo: area)
      }
    }
  }
}
