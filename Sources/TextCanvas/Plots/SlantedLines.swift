/// Straight lines between any two cells, drawn in dots finer than cells, such as those of a network.
///
/// ```
/// ⠤⠤⣀⣀⡀     ⣀⡠⠤⠒     Where lines share a cell their dots unite, and the style is that of the later
///     ⠈⠉⠒⠒⠊⠉          one: draw the most important last.
/// ```
package struct SlantedLines {
  private var dots: DotGrid
  private let area: Rect

  /// No lines yet, within an area of a canvas.
  package init(in area: Rect, _ capabilities: Capabilities) {
    self.area = area
    dots = DotGrid(area.size, capabilities)
  }

  /// Adds a line from the middle of a cell to that of another, so many dots thick.
  package mutating func add(
    from start: Position, to end: Position, thickness: Int = 1, style: Style,
    _ line: LinePlot.Line = .solid
  ) {
    for shift in 0..<max(thickness, 1) {
      // One on the line, one above, one below.
      let offset = shift % 2 == 0 ? shift / 2 : -(shift + 1) / 2
      let (a, b) = (dot(at: start), dot(at: end))
      dots.line(
        from: Position(x: a.x, y: a.y + offset), to: Position(x: b.x, y: b.y + offset),
        style: style, line)
    }
  }

  /// Draws them on the canvas.
  package func draw(on canvas: inout Canvas) {
    dots.draw(on: &canvas, at: area.origin, clippedTo: area)
  }

  private func dot(at position: Position) -> Position {
    let (across, down) = (dots.width / max(area.width, 1), dots.height / max(area.height, 1))
    return Position(
      x: (position.x - area.x) * across + across / 2, y: (position.y - area.y) * down + down / 2)
  }
}
