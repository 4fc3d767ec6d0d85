import Presentation
import TextCanvas

/// The last line: a notice, a count that is being typed, or the keys worth knowing.
struct HintsView {
  let model: ExplorerModel

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    if let notice = model.notice {
      canvas.write(notice, x: area.x + 1, y: area.y, theme: model.theme, clippedTo: area)
    } else if let count = model.typedCount {
      let panes = ExplorerPane(rawValue: count).map { ", or Tab: \($0.title)" } ?? ""
      let line =
        StyledText("\(count)", .prompt)
        + StyledText(" times: now a key such as n\(panes)", .muted)
      canvas.write(line, x: area.x + 1, y: area.y, theme: model.theme, clippedTo: area)
    } else {
      KeyHints(KeyTable.explorer, theme: model.theme).draw(on: &canvas, in: area)
    }
  }
}
