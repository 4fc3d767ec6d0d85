import TextCanvas

/// An image with two pixels to a cell, or two cells to a pixel where there is room, and a cursor.
struct PixelView {
  let map: Heatmap
  let cursor: SlicePlan.Place
  let scale: HeatmapScale
  let capabilities: Capabilities
  let theme: Theme

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    shown(in: area).draw(on: &canvas, in: area, scale: scale, capabilities)
    // The cursor stands beside the image, too: a single pixel of another colour is soon overlooked.
    let cell = cell(of: cursor, in: area)
    let style = theme.style(.current)
    for x in cell.x..<cell.maxX where area.contains(Position(x: x, y: cell.y)) {
      canvas.write("◆", x: x, y: cell.y, style: style, clippedTo: area)
    }
  }

  /// The row and the column of the pixel at a cell of the screen.
  func pixel(at position: Position, in area: Rect) -> (row: Int, column: Int)? {
    guard area.contains(position) else { return nil }
    let (down, across) = pixelsPerCell(in: area)
    let row = Int(Double(position.y - area.y) * down)
    let column = Int(Double(position.x - area.x) * across)
    return row < map.rows && column < map.columns ? (row, column) : nil
  }

  private func cell(of place: SlicePlan.Place, in area: Rect) -> Rect {
    let (down, across) = pixelsPerCell(in: area)
    return Rect(
      x: area.x + Int(Double(place.column) / across), y: area.y + Int(Double(place.row) / down),
      width: max(Int(1 / across), 1), height: 1)
  }

  /// The image as large as it fits: doubled, as it is, or halved.
  private func shown(in area: Rect) -> Heatmap {
    let isLarge = 2 * map.columns <= area.width && map.rows <= area.height
    return isLarge ? map.magnified(by: 2) : map.fitted(to: area.size)
  }

  /// How many rows and columns of pixels a cell shows.
  private func pixelsPerCell(in area: Rect) -> (down: Double, across: Double) {
    let shown = shown(in: area)
    guard shown.rows > 0, shown.columns > 0 else { return (1, 1) }
    let (down, across) = (
      Double(map.rows) / Double(shown.rows), Double(map.columns) / Double(shown.columns)
    )
    return (2 * down, across)
  }
}
