package import Autodiff

/// Columns of text for people: the first one to the left, the others to the right.
///
/// A table that is wider than it may be gets narrower columns, the widest first: numbers then have
/// fewer digits, tensors are told by their shape and range, and words end in an ellipsis.
package struct TextTable {
  /// What stands in a cell.
  package enum Cell {
    case words(String)
    /// Numbers that were computed in a precision.
    case number(Tensor<Double>, Precision)
  }

  /// A cell and its text where there is room for all of it.
  private struct Entry {
    let cell: Cell
    let text: String

    /// The text in at most so many columns.
    func text(columns: Int) -> String {
      guard text.columnCount > columns else { return text }
      switch cell {
      case .words: return text.shortened(toColumns: columns)
      case .number(let tensor, _): return TensorText.summary(tensor, columns: columns)
      }
    }
  }

  private var rows: [[Entry]] = []
  private let leftColumns: Int
  private let endsInWords: Bool
  private let width: Int?

  /// A table of headings; the first few columns stand to the left, and the last one if it holds
  /// words. Without a width it is as wide as it needs to be, and every number has all its digits.
  package init(
    headings: [String], leftColumns: Int = 1, endsInWords: Bool = false, width: Int? = nil
  ) {
    self.leftColumns = leftColumns
    self.endsInWords = endsInWords
    self.width = width
    append(headings.map { .words($0) })
  }

  /// Adds a row of as many cells as there are headings.
  package mutating func append(_ cells: [Cell]) {
    rows.append(cells.map { Entry(cell: $0, text: text(of: $0)) })
  }

  private func text(of cell: Cell) -> String {
    switch cell {
    case .words(let words): words
    case .number(let tensor, let precision):
      width == nil || tensor.elements.count <= TensorText.tableLimit
        ? TensorText.exact(tensor, precision, limit: .max)
        : TensorText.summary(tensor, columns: .max)
    }
  }

  /// Writes the headings and all rows.
  package func write(to write: (String) throws -> Void) rethrows {
    let widths = widths
    var text = ""
    for row in rows {
      text += line(row, widths) + "\n"
      try text.flush(to: write)
    }
    try write(text)
  }

  /// The width of each column: what it needs, but that none is wider than it takes to fit them all.
  private var widths: [Int] {
    var widths = (rows.first ?? []).map { _ in 0 }
    for row in rows {
      for (column, entry) in row.enumerated() where widths.indices.contains(column) {
        widths[column] = max(widths[column], entry.text.columnCount)
      }
    }
    guard let width else { return widths }
    let room = width - 2 * (widths.count - 1)
    var most = widths.max() ?? 0
    while most > Self.leastWidth, widths.reduce(0, { $0 + min($1, most) }) > room { most -= 1 }
    return widths.map { min($0, most) }
  }

  /// The narrowest that a column is made: room for a short number with its sign and exponent.
  private static let leastWidth = 8

  private func line(_ row: [Entry], _ widths: [Int]) -> String {
    var line = ""
    for (column, (entry, width)) in zip(row, widths).enumerated() {
      if column > 0 { line += "  " }
      let cell = entry.text(columns: width)
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

  fileprivate func shortened(toColumns columns: Int) -> String {
    count <= columns ? self : prefix(max(columns - 1, 0)) + "…"
  }
}
