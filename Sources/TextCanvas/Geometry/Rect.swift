/// A rectangle of cells.
///
/// ```
/// Rect(x: 1, y: 0, width: 3, height: 2)      ·███·    maxX is 4 and maxY is 2:
///                                            ·███·    the first column and row behind it
/// ```
package struct Rect: Hashable, Sendable {
  package var x: Int
  package var y: Int
  package var width: Int
  package var height: Int

  /// A rectangle from its upper left corner and its extents; negative extents count as none.
  package init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(width, 0)
    self.height = max(height, 0)
  }

  /// The rectangle of all cells of a canvas of the given size.
  package init(_ size: Size) {
    self.init(x: 0, y: 0, width: size.width, height: size.height)
  }

  /// The rectangle between two corners, of which the second lies just outside.
  package init(minX: Int, minY: Int, maxX: Int, maxY: Int) {
    self.init(
      x: minX, y: minY, width: maxX.subtractingClamped(minX), height: maxY.subtractingClamped(minY))
  }

  /// The first column behind the rectangle.
  package var maxX: Int { x.addingClamped(width) }

  /// The first row below the rectangle.
  package var maxY: Int { y.addingClamped(height) }

  /// The columns and rows it spans.
  package var size: Size { Size(width: width, height: height) }

  /// The upper left cell.
  package var origin: Position { Position(x: x, y: y) }

  /// Whether it holds no cell.
  package var isEmpty: Bool { width <= 0 || height <= 0 }

  /// Whether the cell at `position` lies inside.
  package func contains(_ position: Position) -> Bool {
    position.x >= x && position.x < maxX && position.y >= y && position.y < maxY
  }

  /// The cell inside that is nearest to a position; of an empty rectangle its corner.
  package func nearest(to position: Position) -> Position {
    Position(
      x: max(min(position.x, maxX.subtractingClamped(1)), x),
      y: max(min(position.y, maxY.subtractingClamped(1)), y))
  }

  /// Whether every cell of `other` lies inside; an empty rectangle lies in any.
  package func contains(_ other: Rect) -> Bool {
    other.isEmpty
      || (other.x >= x && other.maxX <= maxX && other.y >= y && other.maxY <= maxY)
  }

  /// The smallest rectangle around both.
  package func union(_ other: Rect) -> Rect {
    Rect(
      minX: min(x, other.x), minY: min(y, other.y), maxX: max(maxX, other.maxX),
      maxY: max(maxY, other.maxY))
  }

  /// The cells that lie in both rectangles, which may be none.
  package func intersection(_ other: Rect) -> Rect {
    Rect(
      minX: max(x, other.x), minY: max(y, other.y), maxX: min(maxX, other.maxX),
      maxY: min(maxY, other.maxY))
  }

  /// The rectangle without a margin of `margin` cells on each side: what a box leaves inside.
  package func inset(by margin: Int) -> Rect { inset(columns: margin, rows: margin) }

  /// The rectangle without `columns` at the left and right and `rows` at the top and bottom.
  package func inset(columns: Int, rows: Int) -> Rect {
    Rect(
      minX: x.addingClamped(columns), minY: y.addingClamped(rows),
      maxX: maxX.subtractingClamped(columns), maxY: maxY.subtractingClamped(rows))
  }

  /// The rectangle moved by `dx` columns and `dy` rows.
  package func offset(dx: Int, dy: Int) -> Rect {
    Rect(x: x.addingClamped(dx), y: y.addingClamped(dy), width: width, height: height)
  }

  /// A rectangle of at most `size`, centred in this one: where a dialog goes.
  package func centered(_ size: Size) -> Rect {
    let fitting = Size(width: min(size.width, width), height: min(size.height, height))
    return Rect(
      x: x.addingClamped((width - fitting.width) / 2),
      y: y.addingClamped((height - fitting.height) / 2), width: fitting.width,
      height: fitting.height)
  }
}
