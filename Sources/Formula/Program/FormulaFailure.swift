package import Basics
package import Syntax

/// A program, or a value given to it, that was refused: all that is wrong, in the order of the text.
package struct FormulaFailure: Error {
  package let errors: [FormulaError]
  /// The text that the errors point into: the program's, or that of an option.
  package let source: SourceText

  package init(_ errors: [FormulaError], in source: SourceText) {
    self.errors = errors
    self.source = source
  }

  /// Every error as a person reads it, one below the other.
  package var report: String { ErrorReport.text(of: errors, in: source) }
}
