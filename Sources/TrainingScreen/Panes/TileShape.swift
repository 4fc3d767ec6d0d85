import TextCanvas

/// How many pixels of an image a tile shows.
struct TileShape: Hashable {
  /// With fewer rows nothing is made out.
  private static let leastRows = 6
  /// With so few rows the pixels are shown larger where there is room.
  private static let fewRows = 10

  let rows: Int
  let columns: Int

  /// The cells it takes: one shows two rows.
  var size: Size { Size(width: columns, height: (rows + 1) / 2) }

  func shown(_ image: Heatmap) -> Heatmap {
    image.rows == rows && image.columns == columns
      ? image : image.resampled(rows: rows, columns: columns)
  }

  /// The shapes in which an image may be shown, the largest first: one of few rows several times its size,
  /// then as it is, then with two rows less at a time and, where a column matters, also a little narrower.
  static func all(for image: Heatmap?) -> [TileShape] {
    let (rows, columns) = (image?.rows ?? 1, image?.columns ?? 1)
    let smaller = stride(from: rows - 2, through: leastRows, by: -2).flatMap { fewer in
      let width = max(columns * fewer / rows, 1)
      return (fewer <= 12 && width > 8 ? [width, width - 1] : [width])
        .map { TileShape(rows: fewer, columns: $0) }
    }
    let times = 2..<fewRows ~= rows ? [4, 3, 2] : []
    let larger = times.map { TileShape(rows: $0 * rows, columns: $0 * columns) }
    return larger + [TileShape(rows: rows, columns: columns)] + smaller
  }
}

/// Images side by side, as large as they can be while there are enough of them.
struct TileWall {
  let shape: TileShape
  let grid: TileGrid

  /// The largest shape of which all images fit, or else of which `enough` do; when there is not even
  /// room for those, as many as fit of the smallest that can still be read.
  ///
  /// - Parameter size: the cells that a tile takes, with what is written beside its image.
  init(
    _ count: Int, of shapes: [TileShape], readableRows: Int, enough: Int, in area: Rect,
    size: (TileShape) -> Size = \.size
  ) {
    let walls = shapes.map { ($0, TileGrid(count, of: size($0), in: area)) }
    let readable = walls.filter { $0.0.rows >= readableRows }
    let best =
      readable.first { $0.1.tiles.count == count } ?? readable.first { $0.1.tiles.count >= enough }
      ?? readable.last { !$0.1.tiles.isEmpty } ?? walls.first { !$0.1.tiles.isEmpty }
      ?? walls.last
    shape = best?.0 ?? TileShape(rows: 1, columns: 1)
    grid = best?.1 ?? TileGrid(0, of: shape.size, in: area)
  }
}
