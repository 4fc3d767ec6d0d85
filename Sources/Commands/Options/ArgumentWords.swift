import ArgumentParser

/// The shell's words as the argument parser is to see them.
///
/// A formula may begin with a minus, and so may the value of an option; the parser would take both
/// for options: `trace -x^2 --at x=3` becomes `trace --at x=3 -- -x^2`, `--rate -1` is `--rate=-1`.
struct ArgumentWords {
  /// The names of all options, such as `-o` and `--to`.
  private let names: Set<String>
  /// Those that a value follows.
  private let optionsWithValue: Set<String>

  /// Knows the options of a command and of all below it.
  init(_ command: any ParsableCommand.Type = RetrogradeCommand.self) throws {
    let options = try KnownOption.all(of: command)
    names = Set(options.flatMap(\.names))
    optionsWithValue = Set(options.filter(\.takesValue).flatMap(\.names))
  }

  /// The words for the parser.
  static func shielded(_ words: [String]) throws -> [String] {
    // What can only be an option needs no knowledge of options, which takes time.
    guard words.contains(where: { looksShort($0) }) else { return words }
    return try ArgumentWords().shielded(words)
  }

  private func shielded(_ words: [String]) throws -> [String] {
    let end = words.firstIndex(of: "--") ?? words.endIndex
    var (shielded, formulas): ([String], [String]) = ([], [])
    var rest = words[..<end]
    while let word = rest.popFirst() {
      if optionsWithValue.contains(word), let value = rest.first, isValue(value) {
        rest.removeFirst()
        let isLong = word.hasPrefix("--")
        shielded += isLong && value.hasPrefix("-") ? ["\(word)=\(value)"] : [word, value]
      } else if Self.looksShort(word), !names.contains(word) {
        try refuseMisspelled(word)
        formulas.append(word)
      } else {
        shielded.append(word)
      }
    }
    let isParted = end < words.endIndex || !formulas.isEmpty
    return shielded + (isParted ? ["--"] : []) + formulas + words[end...].dropFirst()
  }

  /// One minus and something behind it.
  private static func looksShort(_ word: String) -> Bool {
    word.hasPrefix("-") && !word.hasPrefix("--") && word != "-"
  }

  /// Whether the word can only be the value of the option before it.
  private func isValue(_ word: String) -> Bool { !names.contains(word) && !word.hasPrefix("--") }

  private func refuseMisspelled(_ word: String) throws {
    guard names.contains("-" + word) else { return }
    throw Failure(
      .wrongUsage,
      "there is no option '\(word)'; did you mean '-\(word)'? (Put a formula after '--'.)")
  }
}
