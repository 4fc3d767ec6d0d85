package import Basics
import Formula
import Syntax

/// Something that is wrong with a lesson's file, and where.
package struct LessonError: Error, Hashable, Sendable {
  /// What is wrong and what to type instead.
  package let message: String
  package let span: SourceSpan

  package init(_ message: String, at span: SourceSpan) {
    self.message = message
    self.span = span
  }
}

/// A lesson that was refused: all that is wrong, in the order of the file.
package struct LessonFailure: Error, Sendable {
  package let errors: [LessonError]
  package let source: SourceText

  package init(_ errors: [LessonError], in source: SourceText) {
    self.errors = errors.sorted { $0.span.lowerBound < $1.span.lowerBound }
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
  init(_ failure: FormulaFailure, in written: Filled) {
    let error = failure.errors.first
    message = error.map { ErrorReport($0, in: failure.source).message } ?? "this cannot be read"
    span = error.map { written.span(of: $0.span) } ?? written.whole
  }
}
