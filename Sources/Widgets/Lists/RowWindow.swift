package import TextCanvas

/// Which of some rows are seen through a pane.
package struct RowWindow: Hashable, Sendable {
  /// How many rows there are.
  package let count: Int
  /// How many of them are seen.
  package let shown: Int
  /// The first that is seen.
  package let first: Int

  /// As many of `count` rows as fit, from one on, or from as near to it as leaves no room empty.
  package init(_ count: Int, in height: Int, from first: Int) {
    self.count = count
    shown = max(min(count, height), 0)
    self.first = min(max(first, 0), count - shown)
  }

  /// The same with one of the rows near the middle.
  package init(_ count: Int, in height: Int, about row: Int) {
    self.init(count, in: height, from: height > 0 ? row - height / 2 : 0)
  }

  /// The same, moved by half a pane at a time: along rows that are looked at one after another, the
  /// list keeps still most of the time. A low pane would move all the time anyway.
  package init(_ count: Int, in height: Int, pagingTo row: Int) {
    let half = height / 2
    guard height >= 12 else {
      self.init(count, in: height, about: row)
      return
    }
    self.init(count, in: height, from: max(row - height / 4, 0) / half * half)
  }

  /// The rows that are seen.
  package var rows: Range<Int> { first..<first + shown }

  /// The window moved just as far as it takes to show a row.
  package func showing(_ row: Int) -> RowWindow {
    let wanted = row < first ? row : row >= first + shown ? row - shown + 1 : first
    return RowWindow(count, in: shown, from: wanted)
  }

  /// The row that lies at a place of the pane through which the rows are seen.
  package func row(at position: Position, in pane: Rect) -> Int? {
    guard pane.contains(position) else { return nil }
    let row = first + position.y - pane.y
    return rows.contains(row) ? row : nil
  }
}
