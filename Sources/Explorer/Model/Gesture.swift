import TextCanvas

/// What is being done in the explorer with a button of the mouse held down.
enum Gesture: Hashable, Sendable {
  /// The drawing is moved along, or else the selected item is opened when the button is released.
  case graph(last: Position, opens: Bool)
  case minimap
  case timeBar, stepBar
}
