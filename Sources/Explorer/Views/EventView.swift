import Autodiff
import Presentation
import TextCanvas

/// The last event in words and numbers.
struct EventView {
  let model: ExplorerModel

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    canvas.box(
      area, title: "this event", pen: Pen(style: model.theme.style(.border)),
      titleStyle: model.theme.style(.title))
    let pane = area.inset(columns: 2, rows: 1)
    // What a check found of the selected input stands above what happened.
    let check = model.selectedCheckLine?.wrapped(toColumns: pane.width) ?? []
    let wrapped = check + wrapped(in: pane.rows(top: check.count).bottom.size)
    for (row, line) in wrapped.prefix(max(pane.height, 0)).enumerated() {
      canvas.write(line, x: pane.x, y: pane.y + row, theme: model.theme, clippedTo: pane)
    }
  }

  /// With the elements of small tensors where they fit, else with shapes alone.
  private func wrapped(in size: Size) -> [StyledText] {
    let duals = model.dualLines(at: model.timeline, columns: size.width)
    guard duals.isEmpty else { return duals.flatMap { $0.wrapped(toColumns: size.width) } }
    let spelledOut = lines(elements: TensorText.lineLimit).flatMap {
      $0.wrapped(toColumns: size.width)
    }
    if spelledOut.count <= size.height { return spelledOut }
    return lines(elements: 0).flatMap { $0.wrapped(toColumns: size.width) }
  }

  private func lines(elements limit: Int) -> [StyledText] {
    guard model.timeline.position > 0 else {
      return [
        StyledText("Nothing is computed yet."),
        StyledText("n", .keyHint) + StyledText(" makes the next node happen,", .muted),
        StyledText("N", .keyHint) + StyledText(" takes it back.", .muted),
      ]
    }
    return EventText(
      model.timeline, text: model.text, notation: model.notation,
      combining: model.capabilities.hasCombiningMarks, elements: limit
    ).lines
  }
}
