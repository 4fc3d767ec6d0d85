import Autodiff
import Presentation
import TextCanvas

/// Matrices to look at in a box over the panes, with a cursor on one of their elements.
package struct MatrixSheet: Hashable, Sendable {
  /// How the matrices belong together.
  enum Relation: Hashable, Sendable {
    /// The first is the product of the others.
    case product
    /// They stand side by side.
    case list
  }

  let title: String
  let remarks: [StyledText]
  let matrices: [NamedMatrix]
  private let relation: Relation
  /// The place of the matrix with the cursor.
  private(set) var chosen = 0
  private(set) var row = 0
  private(set) var column = 0

  init(
    title: String, remarks: [StyledText], whole: NamedMatrix?, others: [NamedMatrix],
    relation: Relation
  ) {
    self.title = title
    self.remarks = remarks
    self.relation = relation
    matrices = [whole].compactMap(\.self) + others
  }

  /// The matrix with the cursor.
  var matrix: NamedMatrix? { matrices.indices.contains(chosen) ? matrices[chosen] : nil }

  /// What stands before a matrix: ` = `, ` · ` or a gap.
  func sign(before place: Int) -> String {
    guard place > 0 else { return "" }
    return relation == .list ? "   " : place == 1 ? " = " : " · "
  }

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

  /// `∂f/∂t = 28`, every digit.
  var elementText: StyledText {
    guard let matrix, matrix.rows.count > 0, matrix.columns.count > 0 else {
      return StyledText("no elements", .muted)
    }
    let name = "∂\(matrix.rows.name(at: row))/∂\(matrix.columns.name(at: column))"
    let number = matrix[row, column]
    return StyledText(name, .partial) + " = "
      + StyledText(NumberText.exact(number), number.isFinite ? .text : .alarm)
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

  /// All of it in lines of text, of large matrices what can be said in few words.
  var plainLines: [AnswerLine] {
    let texts = matrices.enumerated().flatMap { place, matrix in
      let sign = relation == .product && place > 0 ? String(sign(before: place).dropFirst()) : ""
      let rows =
        MatrixText.canShow(matrix)
        ? Array(MatrixText(matrix).lines.dropFirst()) : MatrixFacts(matrix).lines
      return [StyledText(sign) + MatrixText.caption(matrix)] + rows
    }
    return (remarks + texts).map { AnswerLine($0) }
  }
}

/// What can be said of a matrix in few words.
struct MatrixFacts {
  let lines: [StyledText]

  init(_ matrix: NamedMatrix) {
    let facts = TensorStatistics(matrix.elements)
    func number(_ value: Double?) -> String { value.map { NumberText.short($0, digits: 4) } ?? "—" }
    let zeros = matrix.elements.count { $0 == 0 }
    lines = [
      StyledText(
        "\(matrix.rows.count)×\(matrix.columns.count), \(zeros) of \(facts.count) are 0, "
          + (facts.nonFinite == 0 ? "all finite" : "\(facts.nonFinite) not finite"),
        facts.nonFinite == 0 ? .muted : .alarm),
      StyledText("min ", .muted) + number(facts.least) + StyledText("  max ", .muted)
        + number(facts.greatest) + StyledText("  mean ", .muted) + number(facts.mean)
        + StyledText("  norm ", .muted) + number(facts.norm),
    ]
  }
}
