/// Why what was typed cannot be taken as an answer at all, so that it does not count as a try.
package struct AnswerProblem: Error, Hashable, Sendable {
  /// What is wrong and what to type instead.
  package let message: String

  package init(_ message: String) {
    self.message = message
  }
}
