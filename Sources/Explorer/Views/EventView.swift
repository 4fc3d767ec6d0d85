import Autodiff
import Inquiry
import Presentation
import TextCanvas
import Widgets

/// The last event in words and numbers.
struct EventView {
  let model: ExplorerModel

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    model.drawFrame(.event, on: &canvas, in: area)
    let (pane, rows) = (pane(in: area), rows(in: area))
    let window = window(of: rows, in: area)
    for (y, line) in rows[window.rows].enumerated() {
      canvas.write(line, x: pane.x, y: pane.y + y, theme: model.theme, clippedTo: pane)
    }
    model.drawScrollMarks(of: window, on: &canvas, in: area)
  }

  /// The rows that are seen of all.
  func window(in area: Rect) -> RowWindow { window(of: rows(in: area), in: area) }

  private func window(of rows: [StyledText], in area: Rect) -> RowWindow {
    RowWindow(rows.count, in: pane(in: area).height, from: model.panes.firstRows[.event] ?? 0)
  }

  private func pane(in area: Rect) -> Rect { area.inset(columns: 2, rows: 1) }

  /// What a check found of the selected input, then what happened.
  private func rows(in area: Rect) -> [StyledText] {
    let pane = pane(in: area)
    let check =
      model.hidesNumbers ? [] : model.selectedCheckLine?.wrapped(toColumns: pane.width) ?? []
    return check + wrapped(in: pane.rows(top: check.count).bottom.size)
  }

  /// With the elements of small tensors where they fit, else with fewer, else with shapes alone.
  private func wrapped(in size: Size) -> [StyledText] {
    let duals = model.dualLines(at: model.timeline, columns: size.width)
    guard duals.isEmpty else { return duals.flatMap { $0.wrapped(toColumns: size.width) } }
    if model.panes.isPresenting, let spaced = spaced(in: size) { return spaced }
    for detail in EventDetail.all {
      let lines = lines(detail).flatMap { $0.wrapped(toColumns: size.width) }
      if lines.count <= size.height { return lines }
    }
    return lines(.least).flatMap { $0.wrapped(toColumns: size.width) }
  }

  /// A blank line between what is said, where there is room: large letters stand close.
  private func spaced(in size: Size) -> [StyledText]? {
    let parts = lines(.most).map { $0.wrapped(toColumns: size.width) }
    let rows: [StyledText] = Array(parts.joined(separator: [StyledText("")]))
    return rows.count <= size.height ? rows : nil
  }

  private func lines(_ detail: EventDetail) -> [StyledText] {
    guard model.timeline.position > 0 || model.isAtUpdate else {
      return [
        StyledText("Nothing is computed yet."),
        StyledText("n", .keyHint) + StyledText(" runs the next node,", .muted),
        StyledText("N", .keyHint) + StyledText(" goes back.", .muted),
      ]
    }
    let stages = model.eventStages(detail)
    guard let revealed = model.revealed, revealed < stages.count else {
      return stages.flatMap { $0 }
    }
    let hint =
      StyledText("n", .keyHint)
      + StyledText(" shows line \(revealed + 1) of \(stages.count)", .muted)
    return stages.prefix(revealed).flatMap { $0 } + [hint]
  }
}
