import Autodiff
import Inquiry
import Presentation
import TextCanvas

/// Matrices to look at in a box over the panes, with a cursor on one of their elements.
struct MatrixSheet: Hashable, Sendable {
  let answer: MatrixAnswer
  /// The place of the matrix with the cursor.
  private(set) var chosen = 0
  private(set) var row = 0
  private(set) var column = 0

  init(_ answer: MatrixAnswer) {
    self.answer = answer
  }

  var title: String { answer.title }
  var remarks: [StyledText] { answer.remarks }
  var matrices: [NamedMatrix] { answer.matrices }

  /// The matrix with the cursor.
  var matrix: NamedMatrix? { matrices.indices.contains(chosen) ? matrices[chosen] : nil }

  func sign(before place: Int) -> String { answer.sign(before: place) }

  /// Moves the cursor within its matrix; at an edge it stays.
  mutating func move(rows: Int, columns: Int) {
    guard let matrix else { return }
    row = min(max(row + rows, 0), max(matrix.rows.count - 1, 0))
    column = min(max(column + columns, 0), max(matrix.columns.count - 1, 0))
  }

  /// Goes to another matrix, round at the ends.
  mutating func changeMatrix(by step: Int) {
    guard !matrices.isEmpty else { return }
    chosen = (chosen + step + matrices.count) % matrices.count
    (row, column) = (0, 0)
  }

  /// `df/dt = 28`, every digit.
  var elementText: StyledText {
    guard let matrix, matrix.rows.count > 0, matrix.columns.count > 0 else {
      return StyledText("no elements", .muted)
    }
    let name = matrix.name(row: row, column: column)
    let number = matrix[row, column]
    return StyledText(name, .partial) + " = "
      + StyledText(NumberText.exact(number, answer.precision), number.isFinite ? .text : .alarm)
  }
}

extension MatrixSheet {
  /// The matrices with their signs, side by side.
  func equation(withCursor: Bool) -> [StyledText] {
    let blocks = matrices.indices.map { place in
      let cursor = withCursor && place == chosen ? (row: row, column: column) : nil
      return MatrixText(matrices[place], chosen: cursor)
    }
    let height = blocks.map(\.lines.count).max() ?? 0
    // The signs stand before the rows of numbers, which begin below two lines.
    let middle = 2 + max(height - 3, 0) / 2
    return (0..<height).map { y in
      blocks.enumerated().reduce(StyledText("")) { line, next in
        let (place, block) = next
        let top = (height - block.lines.count) / 2
        let sign = sign(before: place)
        let gap = y == middle ? sign : String(repeating: " ", count: sign.columns)
        let part =
          block.lines.indices.contains(y - top) ? block.lines[y - top] : StyledText("")
        let blanks = String(repeating: " ", count: block.columns - part.plain.columns)
        return line + gap + part + blanks
      }
    }
  }
}
