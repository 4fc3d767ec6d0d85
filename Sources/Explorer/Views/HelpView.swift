import TextCanvas
import Widgets

extension KeyHelpView {
  /// The help of the explorer: what an event is, then the keys.
  static func explorer(theme: Theme, scroll: Int = 0) -> KeyHelpView {
    KeyHelpView(
      KeyTable.explorer, theme: theme,
      introduction: [
        "A run is a sequence of numbered events: first each node gets",
        "its value, then the output gets its seed, then each node adds a",
        "contribution to the adjoint of each of its operands.",
      ],
      closing: [
        "A number before a key repeats it: 5n.",
        "⋅ is a number that is not there yet or, of data, never.",
        "A grey 0 is the adjoint of what does not reach the output.",
        "A + after an adjoint means that more contributions are to come.",
        "", "Inside a tensor:",
      ] + lines(of: KeyTable.tensor) + ["", "In a network of units:"]
        + lines(of: KeyTable.units) + ["", "In the panes program, this event and watch:"]
        + lines(of: KeyTable.pane),
      scroll: scroll)
  }
  private static func lines<Command>(of table: KeyTable<Command>) -> [String] {
    table.bindings.map { "\($0.keyText.padded(toColumns: 12))\($0.help)" }
  }
}
