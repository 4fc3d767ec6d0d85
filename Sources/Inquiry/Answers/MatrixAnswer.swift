package import Autodiff
import Presentation
package import TextCanvas

/// Matrices that answer a question.
package struct MatrixAnswer: Hashable, Sendable {
  /// How the matrices belong together.
  package enum Relation: Hashable, Sendable {
    /// The first is the product of the others.
    case product
    /// They stand side by side.
    case list
  }

  /// What they are about.
  package let title: String
  /// What is to be said below them.
  package let remarks: [StyledText]
  /// In the order in which they are shown.
  package let matrices: [NamedMatrix]
  private let relation: Relation
  /// What the elements were computed in.
  package let precision: Precision

  /// Matrices under a title.
  package init(
    title: String, remarks: [StyledText], whole: NamedMatrix?, others: [NamedMatrix],
    relation: Relation, precision: Precision
  ) {
    self.precision = precision
    self.title = title
    self.remarks = remarks
    self.relation = relation
    matrices = [whole].compactMap(\.self) + others
  }

  /// What stands before a matrix: ` = `, ` · ` or a gap.
  package func sign(before place: Int) -> String {
    guard place > 0 else { return "" }
    return relation == .list ? "   " : place == 1 ? " = " : " · "
  }

  /// All of it in lines of text, of large matrices what can be said in few words.
  package var plainLines: [AnswerLine] {
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
package struct MatrixFacts {
  /// What is said, line by line.
  package let lines: [StyledText]

  /// Counts what there is.
  package init(_ matrix: NamedMatrix) {
    let facts = TensorStatistics(matrix.elements)
    func number(_ value: Double?) -> String {
      value.map { NumberText.short($0, digits: 4) } ?? Marks.none
    }
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
