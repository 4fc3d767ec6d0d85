import Debugging
import Inquiry
import Presentation
import TextCanvas
import Widgets

/// The watched expressions with their values at the present position; what the last command changed
/// is marked.
struct WatchView {
  let model: ExplorerModel

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    model.drawFrame(.watch, on: &canvas, in: area)
    let (pane, window) = (area.inset(by: 1), window(in: area))
    for (y, place) in window.rows.enumerated() {
      draw(place, on: &canvas, in: pane, y: pane.y + y)
    }
    model.drawScrollMarks(of: window, on: &canvas, in: area)
  }

  /// The watches that are seen of all.
  func window(in area: Rect) -> RowWindow {
    RowWindow(
      model.debugger.watches.all.count, in: area.inset(by: 1).height,
      from: model.panes.firstRows[.watch] ?? 0)
  }

  /// The watch at a cell of the screen, counted from 0.
  func place(at position: Position, in area: Rect) -> Int? {
    window(in: area).row(at: position, in: area.inset(by: 1))
  }

  private func draw(_ place: Int, on canvas: inout Canvas, in pane: Rect, y: Int) {
    let (theme, watch) = (model.theme, model.debugger.watches.all[place])
    let isChosen = model.frame.focus == .watch && place == model.panes.watch
    let value = model.look(of: watch, columns: max(pane.width / 2, 1))
    let text = "\(place + 1) \(watch.text)"
      .truncated(toColumns: pane.width - value.plain.columns - 2)
    let mark = StyledText(isChosen ? "›" : watch.hasChanged ? "▸" : " ", .strong)
    canvas.write(
      mark + StyledText(text, isChosen ? .selected : .text), x: pane.x, y: y, theme: theme,
      clippedTo: pane)
    canvas.write(
      value, x: pane.maxX - value.plain.columns, y: y, theme: theme, clippedTo: pane)
  }
}
