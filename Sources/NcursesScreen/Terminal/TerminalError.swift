/// Why the terminal cannot be used as a screen.
package enum TerminalError: Error, Hashable, Sendable {
  case outputIsNoTerminal
  case inputIsNoTerminal
  case typeIsUnset
  case typeIsUnknown(String)
  case noTerminfoDatabase
  case typeCannotPlaceCursor(String)
  case alreadyInUse
  case refused(code: Int32)

  /// The reason in one line, with what to do instead.
  package var message: String {
    switch self {
    case .outputIsNoTerminal:
      "standard output is not a terminal; 'retrograde trace' prints the numbers, 'retrograde "
        + "render' "
        + "a frame; 'retrograde train --headless' trains"
    case .inputIsNoTerminal:
      "there is no terminal to read keys from; 'retrograde render --keys' takes them as text"
    case .typeIsUnset:
      "TERM is not set, so the terminal is unknown; set it, for example to xterm-256color"
    case .typeIsUnknown(let type):
      "the terminal type '\(type)' (TERM) is unknown here; try TERM=xterm-256color"
    case .noTerminfoDatabase:
      "no terminal descriptions are installed (terminfo, package ncurses-base); "
        + "'retrograde trace' prints the numbers without"
    case .typeCannotPlaceCursor(let type):
      "a terminal of type '\(type)' (TERM) cannot place its cursor; "
        + "'retrograde trace' prints the numbers"
    case .alreadyInUse: "the terminal is in use by another screen of this program"
    case .refused(let code): "the terminal's settings cannot be changed (error \(code))"
    }
  }
}
