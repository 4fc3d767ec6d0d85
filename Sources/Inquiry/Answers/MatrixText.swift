import Presentation
package import TextCanvas

/// A small matrix in lines of text: what it is, the names of its columns, then row by row.
///
/// ```
/// d(x1, x2)/d(s, t)
///       s  t
/// x1 [  2  1 ]
/// x2 [  1  4 ]
/// ```
package struct MatrixText {
  /// The caption, the names of the columns, then the rows.
  package let lines: [StyledText]
  /// How wide the lines are.
  package let columns: Int

  /// - Parameter chosen: The element that is marked.
  package init(_ matrix: NamedMatrix, chosen: (row: Int, column: Int)? = nil) {
    let (rows, columns) = (0..<matrix.rows.count, 0..<matrix.columns.count)
    let names = rows.map { matrix.rows.name(at: $0) }
    let margin = names.map(\.columns).max() ?? 0
    let numbers = rows.map { row in columns.map { NumberText.short(matrix[row, $0]) } }
    let headings = columns.map { matrix.columns.name(at: $0) }
    let widths = columns.map { column in
      numbers.map { $0[column].columns }.reduce(headings[column].columns, max)
    }
    var lines = [Self.caption(matrix)]
    lines.append(
      StyledText("".padded(toColumns: margin + 1))
        + zip(headings, widths).reduce(StyledText("")) { line, next in
          line + StyledText("  " + next.0.leftPadded(toColumns: next.1), .muted)
        })
    for row in rows {
      var line = StyledText(names[row].padded(toColumns: margin), .muted) + " ["
      for column in columns {
        let isChosen = chosen.map { $0 == (row, column) } ?? false
        let text = numbers[row][column].leftPadded(toColumns: widths[column])
        line =
          line
          + (isChosen
            ? StyledText("▸" + text + "◂", .current)
            : StyledText(" " + text + " ", Self.role(matrix[row, column])))
      }
      lines.append(line + "]")
    }
    self.lines = lines
    self.columns = lines.map(\.plain.columns).max() ?? 0
  }

  /// Whether a matrix is small enough to be spelled out.
  package static func canShow(_ matrix: NamedMatrix) -> Bool {
    matrix.rows.count <= 40 && matrix.columns.count <= 24
  }

  /// What stands above a matrix.
  package static func caption(_ matrix: NamedMatrix) -> StyledText {
    StyledText(matrix.title, .partial)
      + StyledText(matrix.remark.isEmpty ? "" : " \(matrix.remark)", .muted)
  }

  private static func role(_ number: Double) -> Role {
    number == 0 ? .muted : number.isFinite ? .text : .alarm
  }
}
