package import TextCanvas

extension Canvas {
  /// A pane's frame with its title on the left and a remark on the right; one that has the focus
  /// stands out.
  package mutating func pane(
    _ title: String, remark: String = "", hasFocus: Bool = false, in area: Rect, theme: Theme
  ) {
    box(
      area, title: title, pen: Pen(style: theme.style(hasFocus ? .focusedBorder : .border)),
      titleStyle: theme.style(.title))
    guard !remark.isEmpty, remark.columns + title.columns + 8 <= area.width else { return }
    write(
      " \(remark) ", x: area.maxX - remark.columns - 4, y: area.y, style: theme.style(.text),
      clippedTo: area)
  }
}
