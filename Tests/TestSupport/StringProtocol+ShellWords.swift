extension StringProtocol {
  /// The text split at spaces outside single quotes, as a shell does.
  package var shellWords: [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    for character in self {
      switch character {
      case "'":
        isQuoted.toggle()
        word = word ?? ""
      case " " where !isQuoted:
        if let finished = word { words.append(finished) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    return words + (word.map { [$0] } ?? [])
  }
}
