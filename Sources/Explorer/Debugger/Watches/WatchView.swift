import Presentation
import TextCanvas

/// The watched expressions with their values at the present position; what the last command changed
/// is marked.
struct WatchView {
  let model: ExplorerModel

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    canvas.box(
      area, title: "watch", pen: Pen(style: model.theme.style(.border)),
      titleStyle: model.theme.style(.title))
    let pane = area.inset(by: 1)
    for (row, watch) in model.debugger.watches.all.prefix(max(pane.height, 0)).enumerated() {
      draw(watch, number: row + 1, on: &canvas, in: pane, y: pane.y + row)
    }
  }

  private func draw(
    _ watch: Watch, number: Int, on canvas: inout Canvas, in pane: Rect, y: Int
  ) {
    let theme = model.theme
    let value = watch.look(columns: max(pane.width / 2, 1))
    let left = StyledText("\(number) ", .muted) + watch.text
    let mark = StyledText(watch.hasChanged ? "▸" : " ", .strong)
    canvas.write(
      mark + left.plain.truncated(toColumns: pane.width - value.plain.columns - 2),
      x: pane.x, y: y, theme: theme, clippedTo: pane)
    canvas.write(
      value, x: pane.maxX - value.plain.columns, y: y, theme: theme, clippedTo: pane)
  }
}
