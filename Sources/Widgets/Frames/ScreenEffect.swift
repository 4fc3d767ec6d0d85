/// What every screen may ask for outside its own model, as data.
package enum ScreenEffect: Hashable, Sendable {
  case quit
  /// Paint everything again, whatever other programs wrote over it.
  case redrawAll
  /// Turn mouse support on, or off when it is on.
  case toggleMouse
  /// Change between explorer and training screen; the first time, training begins.
  case switchScreen
  /// Go back to where this screen was opened from.
  case goBack
}
