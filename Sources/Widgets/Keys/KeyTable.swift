package import TextCanvas

/// What the keys of one screen mean; help and documentation are printed from it.
package struct KeyTable<Command: Hashable & Sendable>: Sendable {
  /// Keys that mean the same, and the words for it.
  package struct Binding: Sendable {
    package let keys: [Key]
    package let command: Command
    package let help: String
    /// A word or two for the bottom line; empty for keys that are not shown there.
    package let hint: String

    package init(_ keys: [Key], _ command: Command, _ help: String, hint: String = "") {
      self.keys = keys
      self.command = command
      self.help = help
      self.hint = hint
    }

    /// The keys as they are written in help: `n Space`.
    package var keyText: String { keys.map(\.description).joined(separator: " ") }
  }

  /// Keys that belong together, under a heading of the help.
  package struct Section: Sendable {
    /// What they are about; empty for a table without headings.
    package let heading: String
    package let bindings: [Binding]

    package init(_ heading: String, _ bindings: [Binding]) {
      self.heading = heading
      self.bindings = bindings
    }
  }

  package let sections: [Section]
  /// All keys, section by section.
  package let bindings: [Binding]

  /// A table of keys under headings, in the order in which help lists them.
  package init(sections: [Section]) {
    self.sections = sections
    bindings = sections.flatMap(\.bindings)
  }

  /// A table of keys without headings.
  package init(bindings: [Binding]) {
    self.init(sections: [Section("", bindings)])
  }

  /// Only the keys that a condition is true of, and the headings of those.
  package func filter(_ isIncluded: (Binding) -> Bool) -> KeyTable {
    KeyTable(
      sections: sections.map { Section($0.heading, $0.bindings.filter(isIncluded)) }
        .filter { !$0.bindings.isEmpty })
  }

  /// What the key means, if anything.
  package func command(for key: Key) -> Command? {
    bindings.first { $0.keys.contains(key) }?.command
  }
}
