package import Formula
package import Learning

/// Something to be done outside a screen's own model, as data.
package enum Effect: Hashable, Sendable {
  case quit
  /// Paint everything anew, whatever other programs wrote over it.
  case redrawAll
  /// Let the mouse do something from now on, or no more.
  case useMouse(Bool)
  /// The one or the other, as it is not now.
  case toggleMouse
  /// Change between explorer and training screen; the first time, training begins.
  case switchScreen
  /// Open an example in the explorer.
  case open(Example)
  /// Open a formula in the explorer.
  case openText(String)
  /// Open once more what was opened before.
  case openAgain(RecentProgram)
  /// Remember what was opened, for the start screen.
  case remember(RecentProgram)
  /// Put a text in place of a file.
  case save(String, path: String)
  /// The same for what is no session.
  case export(String, path: String)
  /// Do the commands in a file.
  case readCommands(path: String)
  /// Put a text on the clipboard.
  case copy(String)
  /// Tell the training run something.
  case train(TrainingRun.Command)
  /// Read a saved run, to show its curves.
  case compare(path: String)
}
