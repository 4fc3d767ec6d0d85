/// A matrix of numbers to be shown as colours.
///
/// A cell shows two rows of it, one above the other, so that its pixels are about square.
package struct Heatmap: Hashable, Sendable {
  package let rows: Int
  package let columns: Int
  /// The numbers, row after row. Invariant: `rows * columns` of them.
  package let values: [Double]

  /// A map of the given numbers; `nil` when their count does not fit.
  package init?(rows: Int, columns: Int, values: [Double]) {
    guard rows >= 0, columns >= 0 else { return nil }
    let (count, overflowed) = rows.multipliedReportingOverflow(by: columns)
    guard !overflowed, count == values.count else { return nil }
    self.init(values, rows: rows, columns: columns)
  }

  private init(_ values: [Double], rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// The number at a place; not a number outside.
  package subscript(row: Int, column: Int) -> Double {
    guard row >= 0, column >= 0, row < rows, column < columns else { return .nan }
    return values[row * columns + column]
  }

  /// The cells it takes.
  package var size: Size { Size(width: columns, height: rows / 2 + rows % 2) }

  /// The map at half the size: each number is the mean of up to four.
  package func halved() -> Heatmap {
    let newRows = rows / 2 + rows % 2
    let newColumns = columns / 2 + columns % 2
    var means: [Double] = []
    means.reserveCapacity(newRows * newColumns)
    for row in 0..<newRows {
      for column in 0..<newColumns { means.append(mean(2 * row, 2 * column, columns: 2)) }
    }
    return Heatmap(means, rows: newRows, columns: newColumns)
  }

  /// The mean of two rows and some columns from a place on, as far as there are any.
  ///
  /// What is not finite stays visible: it makes the mean so, too.
  private func mean(_ row: Int, _ column: Int, columns count: Int) -> Double {
    var sum = 0.0
    var terms = 0.0
    for y in row..<min(row + 2, rows) {
      for x in column..<min(column + count, columns) {
        // Divided first, since the sum of four large numbers may be too large.
        sum += self[y, x] / 4
        terms += 1
      }
    }
    return terms > 0 ? sum * (4 / terms) : .nan
  }

  /// The map halved as often as it takes to fit.
  package func fitted(to size: Size) -> Heatmap {
    guard !size.isEmpty, rows > 0, columns > 0 else { return Heatmap([], rows: 0, columns: 0) }
    var map = self
    while map.size.width > size.width || map.size.height > size.height { map = map.halved() }
    return map
  }

  /// The map with each number shown as a square of `factor` pixels, for small matrices.
  package func magnified(by factor: Int) -> Heatmap {
    let factor = factor.clamped(to: 1...64)
    var result: [Double] = []
    for row in 0..<rows {
      let line = (0..<columns).flatMap { Array(repeating: self[row, $0], count: factor) }
      for _ in 0..<factor { result += line }
    }
    return Heatmap(result, rows: rows * factor, columns: columns * factor)
  }
}

extension Heatmap {
  /// Whether maps are drawn in colours; sixteen are too few to grade by.
  static func usesColor(_ capabilities: Capabilities) -> Bool {
    capabilities.colors == .truecolor || capabilities.colors == .palette256
  }

  /// Draws the map, halved until it fits, into the upper left of the area.
  package func draw(
    on canvas: inout Canvas, in area: Rect, scale: HeatmapScale, _ capabilities: Capabilities
  ) {
    let map = fitted(to: area.size)
    let visible = Rect(x: area.x, y: area.y, width: map.size.width, height: map.size.height)
      .intersection(canvas.bounds)
    for y in visible.rowRange {
      for x in visible.columnRange {
        canvas[x, y] = map.cell(2 * (y - area.y), x - area.x, scale, capabilities)
      }
    }
  }

  /// The cell that shows rows `row` and `row + 1`.
  private func cell(
    _ row: Int, _ column: Int, _ scale: HeatmapScale, _ capabilities: Capabilities
  ) -> Cell {
    let isLast = row + 1 >= rows
    guard Self.usesColor(capabilities) else {
      let value = mean(row, column, columns: 1)
      return Cell(scale.character(value), style: scale.characterStyle(value))
    }
    let depth = capabilities.colors
    if capabilities.glyphs == .ascii {
      return Cell(" ", style: Style(background: scale.color(mean(row, column, columns: 1), depth)))
    }
    let upper = scale.color(self[row, column], depth)
    let lower = isLast ? Color.terminal : scale.color(self[row + 1, column], depth)
    return upper == lower
      ? Cell(" ", style: Style(background: upper))
      : Cell("▀", style: Style(foreground: upper, background: lower))
  }
}
