/// A column and a row, counted from the upper left corner at (0, 0).
package struct Position: Hashable, Sendable {
  package var x: Int
  package var y: Int

  /// The cell in column `x` of row `y`.
  package init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}
