extension String {
  /// The statements of a program in one line, without comments: for the header and for a prompt.
  ///
  /// A line that ends inside brackets goes on in the next one.
  var asOneLine: String {
    var result = ""
    var depth = 0
    for line in split(whereSeparator: \.isNewline) {
      let code = line.prefix { $0 != "#" }.drop(while: \.isWhitespace)
      guard !code.isEmpty else { continue }
      result += result.isEmpty ? "" : depth > 0 ? " " : "; "
      result += code.droppingLastWhitespace
      depth += code.reduce(0) { sum, character in
        "([".contains(character) ? sum + 1 : ")]".contains(character) ? sum - 1 : sum
      }
    }
    return result
  }
}

extension Substring {
  /// The text without the spaces that stood before a comment.
  fileprivate var droppingLastWhitespace: Substring {
    self[...(lastIndex { !$0.isWhitespace } ?? startIndex)]
  }
}
