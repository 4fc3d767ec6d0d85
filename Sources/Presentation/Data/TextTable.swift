/// Columns of text for people: the first one to the left, the others to the right.
struct TextTable {
  private var rows: [[String]]
  private let leftColumns: Int
  private let endsInWords: Bool

  /// A table of headings; the first few columns stand to the left, and the last one if it holds
  /// words.
  init(headings: [String], leftColumns: Int = 1, endsInWords: Bool = false) {
    rows = [headings]
    self.leftColumns = leftColumns
    self.endsInWords = endsInWords
  }

  /// Adds a row of as many cells as there are headings.
  mutating func append(_ cells: [String]) {
    rows.append(cells)
  }

  /// Writes the headings and all rows.
  func write(to write: (String) throws -> Void) rethrows {
    var widths = rows[0].map { _ in 0 }
    for row in rows {
      for (column, cell) in row.enumerated() where widths.indices.contains(column) {
        widths[column] = max(widths[column], cell.columnCount)
      }
    }
    var text = ""
    for row in rows {
      text += line(row, widths) + "\n"
      try text.flush(to: write)
    }
    try write(text)
  }

  private func line(_ row: [String], _ widths: [Int]) -> String {
    var line = ""
    for (column, (cell, width)) in zip(row, widths).enumerated() {
      if column > 0 { line += "  " }
      let padding = String(repeating: " ", count: max(width - cell.columnCount, 0))
      let isLeft = column < leftColumns || (endsInWords && column == widths.count - 1)
      line += isLeft ? cell + padding : padding + cell
    }
    while line.utf8.last == UInt8(ascii: " ") { line.removeLast() }
    return line
  }
}

extension String {
  /// The number of characters, which takes long to count where some may be beyond ASCII.
  fileprivate var columnCount: Int {
    utf8.allSatisfy { $0 < 0x80 } ? utf8.count : count
  }
}
