import Formula

/// A program that was opened before, as one would type it behind `retrograde`.
package struct RecentProgram: Hashable, Sendable {
  /// The program or its file, and options: `z = x*y`, `--at=x=2`. Invariant: not empty.
  package let words: [String]

  /// What a command line was; `nil` without a word.
  package init?(words: [String]) {
    guard words.contains(where: { !$0.isEmpty }) else { return nil }
    self.words = words
  }

  /// A formula or a program that was typed, with options; kept in one line.
  package init?(formula text: String, options: [String] = []) {
    self.init(words: [text.asOneLine] + options)
  }

  /// A session in a file.
  package init?(session path: String) { self.init(words: ["--session=\(path)"]) }

  /// The words as a line.
  package var title: String { words.joined(separator: "  ") }
}
