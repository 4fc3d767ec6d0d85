package import Basics

/// An error as a person reads it: where, what, the line with carets, and what to type instead.
///
/// ```
/// formula:1:5: no function is called 'tahn'; did you mean 'tanh'?
///   y = tahn(x)
///       ^^^^
/// ```
package struct ErrorReport {
  package let error: FormulaError
  package let source: SourceText
  /// The columns that a line of the excerpt may take.
  package var width = 80

  package init(_ error: FormulaError, in source: SourceText) {
    self.error = error
    self.source = source
  }

  /// The line and column of the error.
  package var position: SourcePosition { source.position(of: error.span.lowerBound) }

  /// What is wrong and what to type instead, without the place.
  package var message: String { error.problem.message }

  /// The source line with carets, indented by two, and that of a related place on another line.
  package var excerpt: String {
    let isOnOneLine = error.related.map { line(of: $0) == line(of: error.span) } ?? true
    let first = Excerpt(of: error.span, related: isOnOneLine ? error.related : nil, in: source)
    guard let related = error.related, !isOnOneLine else { return first.text(width: width) }
    let position = source.position(of: related.lowerBound)
    let second = Excerpt(of: related, related: nil, in: source)
    return first.text(width: width) + "\n"
      + "\(source.origin):\(position.line):\(position.column): \(error.problem.relation)\n"
      + second.text(width: width)
  }

  /// The whole report, without a line break at its end.
  package var text: String {
    let place = "\(source.origin):\(position.line):\(position.column)"
    return "\(place): \(message)\n\(excerpt)"
  }

  /// The reports of several errors, one below the other.
  package static func text(of errors: [FormulaError], in source: SourceText) -> String {
    errors.map { ErrorReport($0, in: source).text }.joined(separator: "\n")
  }

  private func line(of span: SourceSpan) -> Int { source.line(at: span.lowerBound) }
}
