package import Basics
import Formula
import Syntax

/// Something that is wrong with a lesson's file, and where.
package struct LessonError: Error, Hashable, Sendable {
  /// What is wrong and what to type instead.
  package let message: String
  package let span: SourceSpan
  /// What else is wrong with the same piece of the file.
  private var others: [LessonError] = []

  package init(_ message: String, at span: SourceSpan) {
    self.message = message
    self.span = span
  }

  /// Several as one, to be thrown together; `nil` for none.
  init?(all errors: [LessonError]) {
    guard let first = errors.first else { return nil }
    self = first
    others += errors.dropFirst()
  }

  /// This one and those that were thrown with it.
  package var all: [LessonError] {
    var alone = self
    alone.others = []
    return [alone] + others.flatMap(\.all)
  }
}

/// A lesson that was refused: all that is wrong, in the order of the file.
package struct LessonFailure: Error, Sendable {
  package let errors: [LessonError]
  package let source: SourceText

  package init(_ errors: [LessonError], in source: SourceText) {
    self.errors = errors.flatMap(\.all).sorted { $0.span.lowerBound < $1.span.lowerBound }
    self.source = source
  }

  /// Every error as a person reads it, as those of programs: place, what is wrong, the line, carets.
  package var report: String { errors.map { text(of: $0) }.joined(separator: "\n") }

  private func text(of error: LessonError) -> String {
    let position = source.position(of: error.span.lowerBound)
    return "\(source.origin):\(position.line):\(position.column): \(error.message)\n"
      + Excerpt(of: error.span, related: nil, in: source).text(width: 80)
  }
}

extension LessonError {
  /// What is wrong with a formula or program that stands in a lesson.
  /// Names that are `drawn` stand in braces, which is said of one that does not.
  init(_ failure: FormulaFailure, in written: Filled, drawn: [String: Double]) {
    let errors = failure.errors.map { error in
      let word = failure.source.text(from: error.span.lowerBound, to: error.span.upperBound)
      return LessonError(
        drawn[word] == nil
          ? ErrorReport(error, in: failure.source).message : "\(word) is drawn; type {\(word)}",
        at: written.span(of: error.span))
    }
    self = LessonError(all: errors) ?? LessonError("this cannot be read", at: written.whole)
  }
}
