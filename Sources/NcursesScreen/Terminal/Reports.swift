/// What a terminal is asked to report beside keys.
struct Reports: Hashable {
  var hasMouse = false

  /// Pasted text in brackets, and the mouse: presses, releases and drags, with places in digits. A
  /// terminal that knows only presses and releases takes the first of these.
  private var modes: [String] { ["2004"] + (hasMouse ? ["1000", "1002", "1006"] : []) }

  /// Asks for the reports.
  var beginning: String { modes.map { "\u{1B}[?\($0)h" }.joined() }

  /// Wants none of them any more; the last that was asked for goes first.
  var end: String { modes.reversed().map { "\u{1B}[?\($0)l" }.joined() }
}
