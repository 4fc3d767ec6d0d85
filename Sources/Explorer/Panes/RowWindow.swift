import TextCanvas

/// Which of some rows are seen through a pane.
struct RowWindow: Hashable, Sendable {
  let count: Int
  let shown: Int
  let first: Int

  /// As many of `count` rows as fit, from one on, or from as near to it as leaves no room empty.
  init(_ count: Int, in height: Int, from first: Int) {
    self.count = count
    shown = max(min(count, height), 0)
    self.first = min(max(first, 0), count - shown)
  }

  /// The same with one of the rows near the middle.
  init(_ count: Int, in height: Int, about row: Int) {
    self.init(count, in: height, from: height > 0 ? row - height / 2 : 0)
  }

  /// The rows that are seen.
  var rows: Range<Int> { first..<first + shown }

  /// The window moved just as far as it takes to show a row.
  func showing(_ row: Int) -> RowWindow {
    let wanted = row < first ? row : row >= first + shown ? row - shown + 1 : first
    return RowWindow(count, in: shown, from: wanted)
  }

  /// The row that lies at a place of the pane through which the rows are seen.
  func row(at position: Position, in pane: Rect) -> Int? {
    guard pane.contains(position) else { return nil }
    let row = first + position.y - pane.y
    return rows.contains(row) ? row : nil
  }
}
