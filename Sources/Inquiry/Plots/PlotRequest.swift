import Formula
import Syntax

/// What is to be plotted, as it was typed: `phi`, `z by x -3 3`, `z by x, y -3 3 -1 1`.
package struct PlotRequest: Hashable, Sendable {
  /// A function, or the name of a node or of an element of one; what is selected where it is missing.
  package let subject: String?
  /// The numbers that vary: none for a function.
  package let variables: [String]
  /// Between what they vary, as far as that was said.
  package let ranges: [ClosedRange<Double>]

  /// Something over something.
  package init(_ subject: String?, by variables: [String] = [], ranges: [ClosedRange<Double>] = [])
  {
    (self.subject, self.variables, self.ranges) = (subject, variables, ranges)
  }

  /// Reads what follows the word `plot`.
  package init(typed text: String) throws(CommandFailure) {
    var words = text.wordsOutsideBrackets
    let numbers = words.reversed().prefix { Self.number($0) != nil }.count
    // A number cannot be the subject, but it may be all that follows it.
    let bounds = words.suffix(words.first.flatMap { Self.number($0) } == nil ? numbers : 0)
      .compactMap { Self.number($0) }
    words.removeLast(bounds.count)
    subject = words.first
    var rest = Array(words.dropFirst())
    if rest.first == "by" {
      rest.removeFirst()
    } else if !rest.isEmpty {
      throw CommandFailure("type by after what is plotted, as in plot \(words[0]) by x -3 3")
    }
    variables = rest
    guard words.count == 1 || words.count < 2 || !rest.isEmpty else {
      throw CommandFailure("type the name of an input after by, as in plot \(words[0]) by x")
    }
    guard rest.count <= 2 else {
      throw CommandFailure("a plot has one variable or two, not \(rest.count)")
    }
    ranges = try Self.ranges(bounds)
  }

  private static func number(_ word: String) -> Double? {
    Double(word.replacing("−", with: "-")).flatMap { $0.isFinite ? $0 : nil }
  }

  private static func ranges(
    _ bounds: [Double]
  ) throws(CommandFailure) -> [ClosedRange<Double>] {
    guard bounds.count.isMultiple(of: 2), bounds.count <= 4 else {
      throw CommandFailure("type both ends of a range, as in -3 3")
    }
    var ranges: [ClosedRange<Double>] = []
    for place in stride(from: 0, to: bounds.count, by: 2) {
      let (low, high) = (bounds[place], bounds[place + 1])
      guard low < high, (high - low).isFinite else {
        throw CommandFailure("a range ends above where it begins: \(word(low)) to \(word(high))")
      }
      ranges.append(low...high)
    }
    return ranges
  }

  private static func word(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
  }
}

extension String {
  /// The words between blanks and commas that stand outside of brackets and quotes.
  fileprivate var wordsOutsideBrackets: [String] {
    var (words, depth, quotes) = ([""], 0, QuoteScanner())
    for character in self {
      let isQuoted = quotes.isInside(after: character)
      if !isQuoted { depth += "([".contains(character) ? 1 : ")]".contains(character) ? -1 : 0 }
      if !isQuoted, depth <= 0, character.isWhitespace || character == "," {
        words.append("")
      } else {
        words[words.count - 1].append(character)
      }
    }
    return words.filter { !$0.isEmpty }
  }
}
