/// A command line taken apart: its first word, and the rest as it was typed.
struct CommandText {
  let line: String
  /// Where the first word stands.
  let name: Range<String.Index>
  /// Where the rest stands, without the blanks around it.
  let rest: Range<String.Index>

  init(_ line: String) {
    self.line = line
    let start = line.firstIndex { !$0.isWhitespace } ?? line.endIndex
    let end = line[start...].firstIndex { $0.isWhitespace } ?? line.endIndex
    name = start..<end
    let restStart = line[end...].firstIndex { !$0.isWhitespace } ?? line.endIndex
    let restEnd = line.lastIndex { !$0.isWhitespace }.map { line.index(after: $0) } ?? line.endIndex
    rest = restStart..<max(restStart, restEnd)
  }

  var nameText: String { String(line[name]) }
  var restText: String { String(line[rest]) }
  var words: [Substring] { line[rest].split { $0.isWhitespace } }

  /// A failure that points at the rest, or behind the name when there is none.
  func failure(_ message: String) -> CommandFailure {
    CommandFailure(message, at: rest, of: line)
  }

  /// The rest, which must not be empty.
  func required(_ what: String) throws(CommandFailure) -> String {
    guard !rest.isEmpty else { throw failure("\(what) is missing") }
    return restText
  }

  /// The first word of the rest, which may have blanks within brackets, and what follows it.
  func pair(_ first: String, _ second: String) throws(CommandFailure) -> (String, String) {
    guard !rest.isEmpty else { throw failure("\(first) is missing") }
    var depth = 0
    let end = line[rest].firstIndex { character in
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
  func numbers() throws(CommandFailure) -> [Int] {
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
  func nothing() throws(CommandFailure) {
    guard rest.isEmpty else { throw failure("'\(nameText)' takes nothing more") }
  }
}

extension DebuggerCommand {
  /// The commands of a text, which lie between semicolons outside of brackets, or on lines; a line
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
    for index in line.indices {
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
