import Formula
package import Inquiry
import Syntax

/// A command line taken apart: its first word, and the rest as it was typed.
package struct CommandText {
  /// The whole line.
  package let line: String
  /// Where the first word stands.
  package let name: Range<String.Index>
  /// Where the rest stands, without the blanks around it.
  package let rest: Range<String.Index>

  /// Takes a line apart at its first blanks.
  package init(_ line: String) {
    self.line = line
    let start = line.firstIndex { !$0.isWhitespace } ?? line.endIndex
    let end = line[start...].firstIndex { $0.isWhitespace } ?? line.endIndex
    name = start..<end
    let restStart = line[end...].firstIndex { !$0.isWhitespace } ?? line.endIndex
    let restEnd = line.lastIndex { !$0.isWhitespace }.map { line.index(after: $0) } ?? line.endIndex
    rest = restStart..<max(restStart, restEnd)
  }

  /// The first word.
  package var nameText: String { String(line[name]) }
  var restText: String { String(line[rest]) }
  /// The words of the rest; blanks in quotes part nothing.
  package var words: [Substring] {
    var quotes = QuoteScanner()
    let separators = line[rest].indices.filter {
      !quotes.isInside(after: line[$0]) && line[$0].isWhitespace
    }
    let starts = [rest.lowerBound] + separators.map { line.index(after: $0) }
    return zip(starts, separators + [rest.upperBound]).map { line[$0..<$1] }.filter { !$0.isEmpty }
  }
  /// The first two words of the rest, as far as there are any: names that a command may do without.
  package var names: (first: String?, second: String?) {
    let words = words.prefix(2).map(String.init)
    return (words.first, words.dropFirst().first)
  }

  /// A failure that points at the rest, or behind the name when there is none.
  package func failure(_ message: String) -> CommandFailure {
    CommandFailure(message, at: rest, of: line)
  }

  /// The rest, which must not be empty.
  func required(_ what: String) throws(CommandFailure) -> String {
    guard !rest.isEmpty else { throw failure("\(what) is missing") }
    return restText
  }

  /// The first word of the rest, which may have blanks in brackets or quotes, and what follows it.
  package func pair(_ first: String, _ second: String) throws(CommandFailure) -> (String, String) {
    guard !rest.isEmpty else { throw failure("\(first) is missing") }
    var depth = 0
    var quotes = QuoteScanner()
    let end = line[rest].firstIndex { character in
      guard !quotes.isInside(after: character) else { return false }
      depth += character == "[" ? 1 : character == "]" ? -1 : 0
      return depth <= 0 && character.isWhitespace
    }
    guard let end else { throw failure("\(second) is missing") }
    return (
      String(line[rest.lowerBound..<end]),
      String(line[end..<rest.upperBound].drop(while: \.isWhitespace))
    )
  }

  /// The rest as whole numbers.
  package func numbers() throws(CommandFailure) -> [Int] {
    var numbers: [Int] = []
    for word in words {
      guard let number = Int(word) else {
        throw CommandFailure(
          "'\(word)' is not a number", at: word.startIndex..<word.endIndex, of: line)
      }
      numbers.append(number)
    }
    return numbers
  }

  /// Nothing may follow the name.
  package func nothing() throws(CommandFailure) {
    guard rest.isEmpty else { throw failure("'\(nameText)' takes nothing more") }
  }
}

extension DebuggerCommand {
  /// The commands of a text, which lie between semicolons outside of brackets and quotes, or on lines; a line
  /// that begins with `#` is a comment.
  package static func lines(of text: String) -> [String] {
    var lines: [String] = []
    for line in text.split(whereSeparator: \.isNewline) {
      let trimmed = line.drop(while: \.isWhitespace)
      guard !trimmed.isEmpty, trimmed.first != "#" else { continue }
      lines += separated(trimmed)
    }
    return lines
  }

  private static func separated(_ line: Substring) -> [String] {
    // A program has semicolons of its own.
    if CommandText(String(line)).nameText == "edit" { return [String(line)] }
    var (depth, start) = (0, line.startIndex)
    var parts: [Substring] = []
    var quotes = QuoteScanner()
    for index in line.indices where !quotes.isInside(after: line[index]) {
      switch line[index] {
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      case ";" where depth <= 0:
        parts.append(line[start..<index])
        start = line.index(after: index)
      default: break
      }
    }
    parts.append(line[start...])
    return parts.filter { $0.contains { !$0.isWhitespace } }.map(String.init)
  }
}
