package import TextCanvas

/// The keys worth knowing in one line.
package struct KeyHints {
  private struct Hint {
    let text: StyledText
    /// Whether it stays where there is no room for all: one can get out, and find the other keys.
    let isKept: Bool
  }

  private let hints: [Hint]
  private let theme: Theme

  /// The keys of a table that have a hint.
  package init<Command>(_ table: KeyTable<Command>, theme: Theme) {
    self.init(table.bindings, theme: theme)
  }

  /// The keys of a table for some commands, in their order, and those by which one can get out and
  /// find the others.
  package init<Command>(
    _ table: KeyTable<Command>, for commands: [Command], theme: Theme
  ) {
    let wanted = commands.compactMap { command in
      table.bindings.first { $0.command == command }
    }
    let kept = table.bindings.filter { $0.isKept && !commands.contains($0.command) }
    self.init(wanted + kept, theme: theme)
  }

  private init<Command>(_ bindings: [KeyTable<Command>.Binding], theme: Theme) {
    self.theme = theme
    hints = bindings.compactMap { binding in
      guard !binding.hint.isEmpty, let key = binding.keys.first else { return nil }
      let text =
        StyledText(key.description, .keyHint) + StyledText(" \(binding.hint)  ", .muted)
      return Hint(text: text, isKept: binding.isKept)
    }
  }

  /// Draws the hints that fit into a line.
  package func draw(on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    var column = area.x + 1
    for hint in fitting(columns: area.width) {
      column += canvas.write(hint.text, x: column, y: area.y, theme: theme, clippedTo: area)
    }
  }

  /// The hints that fit, in their order: those that are kept, and the first of the others.
  private func fitting(columns: Int) -> [Hint] {
    // Behind the last one nothing follows that two blanks would keep apart.
    var room = columns + 1
    for hint in hints where hint.isKept { room -= hint.text.plain.columns }
    var isFull = false
    return hints.filter { hint in
      guard !hint.isKept, !isFull else { return hint.isKept }
      room -= hint.text.plain.columns
      isFull = room < 0
      return !isFull
    }
  }
}

extension KeyTable.Binding {
  /// Whether its hint stays where there is no room for all.
  fileprivate var isKept: Bool {
    keys.first == .character("?") || keys.first == .character("q")
  }
}
