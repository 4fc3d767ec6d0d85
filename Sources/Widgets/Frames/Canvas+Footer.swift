package import TextCanvas

extension Canvas {
  /// Writes what the keys do into the lower edge of a box, within its corners: a box too narrow for
  /// all of it keeps its frame.
  package mutating func writeFooter(_ footer: String, in box: Rect, theme: Theme) {
    let room = box.width - 4
    guard room > 0, box.height > 1 else { return }
    let text = footer.truncated(toColumns: room)
    write(
      text, x: box.maxX - 2 - text.columns, y: box.maxY - 1, style: theme.style(.muted),
      clippedTo: box)
  }
}
