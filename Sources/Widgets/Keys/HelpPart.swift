package import TextCanvas

/// A part of a help: lines under a heading, which stay together when something is looked for.
package struct HelpPart: Sendable {
  let heading: String
  let lines: [StyledText]

  /// Lines under a heading; without one where it is empty.
  package init(_ heading: String, _ lines: [StyledText]) {
    self.heading = heading
    self.lines = lines
  }

  /// Words under a heading.
  package init(_ heading: String = "", words: [String]) {
    self.init(heading, words.map { StyledText($0, .muted) })
  }

  /// Keys or marks under a heading, with what each means in a column of its own.
  package init(_ heading: String, signs: [(sign: String, meaning: String)]) {
    self.init(
      heading,
      signs.map { StyledText($0.sign.padded(toColumns: 12), .keyHint) + StyledText($0.meaning) })
  }

  /// The parts of a table of keys, one a section.
  package static func parts<Command>(of table: KeyTable<Command>) -> [HelpPart] {
    table.sections.map { section in
      HelpPart(section.heading, signs: section.bindings.map { ($0.keyText, $0.help) })
    }
  }

  /// The part with only the lines that have a text in them, whatever its case; all of it where the
  /// heading has it, and `nil` where nothing has.
  func found(_ text: String) -> HelpPart? {
    guard !text.isEmpty, !heading.has(text) else { return self }
    let found = lines.filter { $0.plain.has(text) }
    return found.isEmpty ? nil : HelpPart(heading, found)
  }
}

extension String {
  fileprivate func has(_ text: String) -> Bool { lowercased().contains(text.lowercased()) }
}
