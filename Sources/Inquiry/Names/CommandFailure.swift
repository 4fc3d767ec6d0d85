package import Formula

/// Why a command cannot be done, as a person reads it.
package struct CommandFailure: Error, Hashable, Sendable {
  /// What is wrong, then the text with carets below it if there is a place to point at.
  package let lines: [String]

  /// A failure in one sentence.
  package init(_ message: String) {
    lines = [message]
  }

  /// A failure at a place of a line.
  package init(_ message: String, at range: Range<String.Index>, of line: String) {
    let before = line[..<range.lowerBound].count
    let carets = max(line[range].count, 1)
    lines = [
      message, "  " + line,
      String(repeating: " ", count: before + 2) + String(repeating: "^", count: carets),
    ]
  }

  /// A failure that the formula language words.
  package init(_ failure: FormulaFailure) {
    lines = failure.report.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
  }

  /// The whole text, line by line.
  package var text: String { lines.joined(separator: "\n") }
}
