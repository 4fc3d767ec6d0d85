import ArgumentParser

/// The shell's words as the argument parser is to see them.
///
/// A formula may begin with a minus, and so may the value of an option; the parser would take both
/// for options: `trace -x^2 --at x=3` becomes `trace --at x=3 -- -x^2`, `--rate -1` is `--rate=-1`.
struct ArgumentWords {
  private let options: [KnownOption]
  private let optionsWithValue: Set<String>
  private let names: Set<String>

  /// What the commands' help says of an option.
  private struct KnownOption {
    let names: [String]
    let takesValue: Bool
  }

  /// Knows the options of a command and of all below it.
  init(_ command: any ParsableCommand.Type = RetrogradeCommand.self) {
    options = Self.helpTexts(of: command).flatMap { help in
      help.split(separator: "\n").compactMap(Self.option)
    }
    names = Set(options.flatMap(\.names))
    optionsWithValue = Set(options.filter(\.takesValue).flatMap(\.names))
  }

  /// The words for the parser.
  static func shielded(_ words: [String]) throws -> [String] {
    // What can only be an option needs no knowledge of options, and the help takes time.
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
      "there is no option '\(word)'; did you mean '-\(word)'? (A formula goes behind '--'.)")
  }
}

extension ArgumentWords {
  private static func helpTexts(of command: any ParsableCommand.Type) -> [String] {
    [command.helpMessage(includeHidden: true, columns: 200)]
      + command.configuration.subcommands.flatMap { helpTexts(of: $0) }
  }

  /// The option that a line of a help text is about: `  -o, --to <file>  The file to write.`
  private static func option(in line: Substring) -> KnownOption? {
    guard line.hasPrefix("  -") else { return nil }
    let words = line.dropFirst(2).split(separator: " ", omittingEmptySubsequences: false)
    let head = words.prefix { !$0.isEmpty }
    let names = head.prefix { $0.hasPrefix("-") }.flatMap { $0.split(separator: "/") }
    return KnownOption(
      names: names.map { String($0.prefix { $0 != "," }) },
      takesValue: head.contains { $0.hasPrefix("<") })
  }
}
