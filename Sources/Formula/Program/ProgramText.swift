import Syntax

extension String {
  /// The statements of a program in one line, without comments: for the header and for a prompt.
  ///
  /// A line that ends inside brackets continues in the next one. Where there are blocks, a mark stands
  /// for each line break, which is read as one: behind a semicolon the rest would belong to the block.
  package var asOneLine: String {
    let lines = linesOfCode
    let hasBlock = lines.contains { $0.code.isHeader }
    return hasBlock
      ? lines.map { $0.indentation + $0.code }.joined(separator: String(Character.lineBreakMark))
      : lines.map(\.code).joined(separator: "; ")
  }

  /// The lines that hold more than a comment, those within brackets joined.
  private var linesOfCode: [(indentation: String, code: String)] {
    var lines: [(indentation: String, code: String)] = []
    var depth = 0
    for line in split(whereSeparator: \.isNewline) {
      let indentation = line.prefix { $0.isWhitespace }
      let code = line.dropFirst(indentation.count).prefix { $0 != "#" }.droppingLastWhitespace
      guard !code.isEmpty else { continue }
      if depth > 0, let last = lines.indices.last {
        lines[last].code += " " + code
      } else {
        lines.append((String(indentation), String(code)))
      }
      depth += code.reduce(0) { sum, character in
        "([".contains(character) ? sum + 1 : ")]".contains(character) ? sum - 1 : sum
      }
    }
    return lines
  }

  /// Whether the line begins a block.
  private var isHeader: Bool {
    hasSuffix(":") || hasSuffix("=")
      || split(separator: ";").contains { statement in
        let words = statement.drop(while: \.isWhitespace)
        return ["for ", "if ", "else:", "else "].contains { words.hasPrefix($0) }
      }
  }

  /// What was pasted into a line. Lines become statements, and their comments go: behind a `#` in
  /// the middle nothing would be read.
  package var pastedInOneLine: String { contains(where: \.isNewline) ? asOneLine : self }
}

extension Substring {
  /// The text without the spaces that stood before a comment.
  fileprivate var droppingLastWhitespace: Substring {
    lastIndex { !$0.isWhitespace }.map { self[...$0] } ?? ""
  }
}

extension Character {
  /// What stands for a line break where a program is one line.
  fileprivate static let lineBreakMark: Character = "↵"
}

extension [UInt8] {
  /// The text with a line break in place of each mark for one; all else stays, UTF-8 or not.
  var withLineBreaks: [UInt8] {
    let mark = Array(String(Character.lineBreakMark).utf8)
    guard contains(mark[0]) else { return self }
    var result: [UInt8] = []
    var rest = self[...]
    while let byte = rest.first {
      if rest.starts(with: mark) {
        result.append(UInt8(ascii: "\n"))
        rest = rest.dropFirst(mark.count)
      } else {
        result.append(byte)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}
