import TextCanvas

/// Where cells lie in a picture, in user units: a cell is 8 wide and 16 high, so that eighths of it
/// and the dots of Braille patterns have whole coordinates.
enum CellGrid {
  static let width = 8
  static let height = 16
  /// The size of a font whose characters are 0.6 of it wide, as most monospaced ones are.
  static let fontSize = "13.33"
  /// From the upper edge of a cell to the line that its letters stand on.
  static let baseline = 12
  /// Around all cells.
  static let margin = 8

  /// The left edge of a column.
  static func x(_ column: Int) -> Int { margin + column * width }

  /// The upper edge of a row.
  static func y(_ row: Int) -> Int { margin + row * height }
}
