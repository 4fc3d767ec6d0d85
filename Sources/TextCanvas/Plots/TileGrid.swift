/// Places for many equal tiles in an area, row after row.
package struct TileGrid: Hashable, Sendable {
  /// The tiles' places, each inside the area.
  package let tiles: [Rect]
  /// The tiles in one row.
  package let columns: Int

  /// As many places as fit, at most `count`, with `gap` columns and `rowGap` rows between.
  package init(_ count: Int, of size: Size, in area: Rect, gap: Int = 1, rowGap: Int = 0) {
    guard !size.isEmpty, count > 0, size.width <= area.width, size.height <= area.height else {
      tiles = []
      columns = 0
      return
    }
    let (gap, rowGap) = (max(gap, 0), max(rowGap, 0))
    let across = (area.width.addingClamped(gap)) / size.width.addingClamped(gap)
    let down = (area.height.addingClamped(rowGap)) / size.height.addingClamped(rowGap)
    let fitting = min(count, across.multipliedClamped(by: down))
    columns = across
    tiles = (0..<fitting).map { index in
      Rect(
        x: area.x + index % across * (size.width + gap),
        y: area.y + index / across * (size.height + rowGap), width: size.width,
        height: size.height)
    }
  }
}
