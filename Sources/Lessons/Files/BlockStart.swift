/// The first line of a block: `hint 3: Count the arrows.`
struct BlockStart {
  let word: String
  let rule: String
  let ruleOffset: Int
  let value: String
  let valueOffset: Int

  /// `nil` for a line that begins otherwise, which is text.
  init?(_ line: String) {
    let word = line.prefix { $0.isASCII && $0.isLetter }
    let behind = line[word.endIndex...]
    // A sentence begins with a capital letter, unless the word is a block's.
    guard word.allSatisfy(\.isLowercase) || LessonBlock.words.contains(word.lowercased()),
      !word.isEmpty, let colon = Self.colon(in: behind, after: String(word))
    else { return nil }
    let between = behind[..<colon]
    let blanks = between.prefix { $0 == " " }
    let after = behind[behind.index(after: colon)...]
    let space = after.prefix { $0.isWhitespace }
    self.word = String(word)
    rule = String(between).trimmed
    ruleOffset = word.utf8.count + blanks.utf8.count
    value = String(after.dropFirst(space.count)).withoutTrailingBlanks
    valueOffset = word.utf8.count + between.utf8.count + 1 + space.utf8.count
  }

  /// The colon that ends the beginning: right behind the word, or behind what two words may have
  /// between, which is no sentence.
  private static func colon(in rest: Substring, after word: String) -> Substring.Index? {
    if rest.first == ":" { return rest.startIndex }
    guard ["hint", "right"].contains(word), rest.first == " " else { return nil }
    return rest.indices.first { index in
      rest[index] == ":"
        && (rest.index(after: index) == rest.endIndex
          || rest[rest.index(after: index)].isWhitespace)
    }
  }
}

extension String {
  /// The text without blanks behind it.
  var withoutTrailingBlanks: String {
    lastIndex { !$0.isWhitespace }.map { String(self[...$0]) } ?? ""
  }
}
