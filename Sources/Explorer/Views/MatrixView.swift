import Autodiff
import TextCanvas

/// A matrix with each element in a place of its own: in digits where there is room, else as a
/// coloured cell whose sign is written into it. Of what does not fit, the part about the cursor.
struct MatrixView {
  let map: Heatmap
  let cursor: SlicePlan.Place
  let scale: HeatmapScale
  let capabilities: Capabilities
  let theme: Theme
  /// What stands before a row.
  var rowName: (Int) -> String = { "\($0)" }

  /// The columns that an element takes, the widest that fit first; the first shows digits.
  private static let widths = [8, 2, 1]

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard let grid = grid(in: area) else { return }
    for row in grid.rows {
      let isHere = row == cursor.row
      canvas.write(
        rowName(row), x: grid.margin.x, y: grid.cell(row, grid.columns.lowerBound).y,
        style: theme.style(isHere ? .strong : .muted), clippedTo: grid.margin)
      for column in grid.columns {
        draw(row, column, on: &canvas, in: grid.cell(row, column))
      }
    }
  }

  /// Where the elements stand that are seen.
  struct Grid {
    /// For the rows' numbers; empty where there is no room for them.
    let margin: Rect
    let field: Rect
    let rows: Range<Int>
    let columns: Range<Int>
    /// The columns of the screen that an element takes.
    let width: Int

    func cell(_ row: Int, _ column: Int) -> Rect {
      Rect(
        x: field.x + (column - columns.lowerBound) * width, y: field.y + row - rows.lowerBound,
        width: width, height: 1)
    }

    /// The row and the column of the element at a cell of the screen.
    func element(at position: Position) -> (row: Int, column: Int)? {
      guard field.contains(position) else { return nil }
      let row = rows.lowerBound + position.y - field.y
      let column = columns.lowerBound + (position.x - field.x) / width
      return rows.contains(row) && columns.contains(column) ? (row, column) : nil
    }
  }

  func grid(in area: Rect) -> Grid? {
    guard map.rows > 0, map.columns > 0 else { return nil }
    let rows = Self.window(map.rows, about: cursor.row, in: area.height)
    let labels = 1 + max(rows.map { rowName($0).columns }.max() ?? 0, "\(map.rows - 1)".count)
    let (margin, field) = area.columns(left: area.width > labels + 8 ? labels : 0)
    guard !field.isEmpty else { return nil }
    let width = Self.widths.first { $0 * map.columns <= field.width } ?? 1
    return Grid(
      margin: margin, field: field, rows: rows,
      columns: Self.window(map.columns, about: cursor.column, in: field.width / width),
      width: width)
  }

  /// As many of `count` as there is room for, with one of them near the middle.
  static func window(_ count: Int, about place: Int, in room: Int) -> Range<Int> {
    let shown = max(min(count, room), 0)
    let first = min(max(place - shown / 2, 0), count - shown)
    return first..<first + shown
  }

  private func draw(_ row: Int, _ column: Int, on canvas: inout Canvas, in cell: Rect) {
    let value = map[row, column]
    let isHere = row == cursor.row && column == cursor.column
    let text = text(value, width: cell.width)
    var style = style(value)
    if isHere { style = theme.style(.current) }
    canvas.fill(cell, with: Cell(" ", style: style))
    let start = cell.maxX - (cell.width > 2 ? 1 : 0) - text.columns
    canvas.write(text, x: max(start, cell.x), y: cell.y, style: style, clippedTo: cell)
    guard isHere, cell.width > 2 else { return }
    canvas.write("▸", x: cell.x, y: cell.y, style: style, clippedTo: cell)
  }

  private var hasColors: Bool {
    capabilities.colors == .truecolor || capabilities.colors == .palette256
  }

  private func text(_ value: Double, width: Int) -> String {
    if width > 2 { return value.fitting(columns: width - 2) }
    guard hasColors else { return String(repeating: scale.character(value), count: width) }
    return !value.isFinite ? "!" : value < 0 ? "-" : " "
  }

  private func style(_ value: Double) -> Style { scale.style(under: value, capabilities) }
}

extension Double {
  /// The number in so many columns.
  fileprivate func fitting(columns: Int) -> String {
    for digits in stride(from: 4, through: 1, by: -1) {
      let text = abbreviated(digits: digits)
      if text.columns <= columns { return text }
    }
    return "…"
  }
}
