/// A sequence of keys that cannot be read: what is wrong and where.
package struct KeySequenceError: Error, Hashable, Sendable {
  /// What is wrong.
  package enum Problem: Hashable, Sendable {
    case unknownKey(String, nearest: String?)
    case openQuote(Character)
    /// Something about the mouse that does not say where.
    case noPlace(String)
  }

  package let problem: Problem
  /// Character offsets into the text. Invariant: not empty.
  package let span: Range<Int>

  init(_ problem: Problem, at range: Range<String.Index>, of text: String) {
    self.problem = problem
    let start = text.distance(from: text.startIndex, to: range.lowerBound)
    span = start..<(start + max(text.distance(from: range.lowerBound, to: range.upperBound), 1))
  }

  /// The problem in words, with the text and carets under the place.
  package func report(in text: String) -> String {
    let line = String(text.map { DrawableCharacter($0).character })
    let indent = String(repeating: " ", count: text.prefix(span.lowerBound).columns)
    let length = text.dropFirst(span.lowerBound).prefix(span.count).columns
    return """
      keys, column \(span.lowerBound + 1): \(problem.message)
        \(line)
        \(indent)\(String(repeating: "^", count: max(length, 1)))
      """
  }
}

extension KeySequenceError.Problem {
  /// The problem in one line.
  package var message: String {
    switch self {
    case .unknownKey(let name, let nearest?):
      "no key is called '\(name)'; did you mean '\(nearest)'?"
    case .unknownKey(let name, nil):
      "no key is called '\(name)'; to type it as text, write \"'\(name)'\" in quotes"
    case .openQuote(let quote):
      "the text that begins here has no closing \(quote)"
    case .noPlace(let word):
      "'\(word)' needs a column and a row, counted from 1, as in Click(12,5) or Drag(12,5,30,5)"
    }
  }
}
