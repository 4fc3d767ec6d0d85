import TextCanvas

extension KeyHelpView {
  /// The help of the explorer: what an event is, then the keys.
  static func explorer(theme: Theme, scroll: Int = 0) -> KeyHelpView {
    KeyHelpView(
      KeyTable.explorer, theme: theme,
      introduction: [
        "What happens is a row of numbered events: first each node gets",
        "its value, then the output its seed, then each node sends its",
        "contribution to the adjoint of each operand.",
      ],
      closing: [
        "A number before a key repeats it: 5n.",
        "An adjoint followed by + is not complete: contributions will come.",
        "", "Inside a tensor:",
      ] + lines(of: KeyTable.tensor) + ["", "Within program, this event and watch:"]
        + lines(of: KeyTable.pane),
      scroll: scroll)
  }
  private static func lines<Command>(of table: KeyTable<Command>) -> [String] {
    table.bindings.map { "\($0.keyText.padded(toColumns: 12))\($0.help)" }
  }
}
