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

  package let bindings: [Binding]

  /// A table of keys, in the order in which help lists them.
  package init(bindings: [Binding]) {
    self.bindings = bindings
  }

  /// What the key means, if anything.
  package func command(for key: Key) -> Command? {
    bindings.first { $0.keys.contains(key) }?.command
  }
}
