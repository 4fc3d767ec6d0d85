import TextCanvas
import Widgets

extension ExplorerModel {
  /// A pane's frame with its title on the left and a remark on the right; the one that has the
  /// focus stands out. While a count is typed, each shows the number that Tab would take it for.
  func drawFrame(
    _ pane: ExplorerPane, title: String? = nil, remark: String = "", on canvas: inout Canvas,
    in area: Rect
  ) {
    let hasFocus = !isStill && pane == frame.focus
    let number = typedCount == nil ? "" : "\(pane.rawValue)"
    let marks = (hasFocus ? "▸" : "") + number
    let title = (marks.isEmpty ? "" : marks + " ") + (title ?? pane.title)
    canvas.pane(title, remark: remark, hasFocus: hasFocus, in: area, theme: theme)
  }

  /// Arrows in a list's frame where it continues above or below what is seen.
  func drawScrollMarks(of window: RowWindow, on canvas: inout Canvas, in area: Rect) {
    guard area.height >= 3, area.width >= 2 else { return }
    let style = theme.style(.keyHint)
    if window.first > 0 {
      canvas.write("▲", x: area.maxX - 1, y: area.y + 1, style: style, clippedTo: area)
    }
    if window.rows.upperBound < window.count {
      canvas.write("▼", x: area.maxX - 1, y: area.maxY - 2, style: style, clippedTo: area)
    }
  }
}
