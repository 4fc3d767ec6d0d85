import TextCanvas

/// Images side by side: weights around zero, or greys from 0 to 1.
struct LearnerTiles {
  let images: [[Float]]
  let kind: HeatmapScale.Kind

  /// Draws as many as there is room for, and returns how many.
  @discardableResult
  func draw(on canvas: inout Canvas, in area: Rect, _ capabilities: Capabilities) -> Int {
    let maps = images.compactMap(Self.map)
    guard let first = maps.first else { return 0 }
    let wall = TileWall(
      maps.count, of: TileShape.all(for: first), readableRows: 10, enough: 20, in: area)
    let shown = zip(wall.grid.tiles, maps).map { ($0, wall.shape.shown($1)) }
    let scale = HeatmapScale(
      kind, limit: kind == .grey ? 1 : Self.limit(of: shown.map(\.1)),
      isLight: capabilities.isLight)
    for (tile, map) in shown { map.draw(on: &canvas, in: tile, scale: scale, capabilities) }
    return shown.count
  }

  /// A square image where the pixels make one; else a single row.
  private static func map(_ pixels: [Float]) -> Heatmap? {
    let side = Int(Double(pixels.count).squareRoot().rounded())
    let isSquare = side * side == pixels.count
    return Heatmap(
      rows: isSquare ? side : 1, columns: isSquare ? side : pixels.count,
      values: pixels.map(Double.init))
  }

  /// A few outliers must not darken the rest.
  private static func limit(of maps: [Heatmap]) -> Double {
    let magnitudes = maps.flatMap(\.values).filter(\.isFinite).map(\.magnitude).sorted()
    return magnitudes.isEmpty ? 1 : magnitudes[magnitudes.count * 49 / 50]
  }
}
