/// A place where canvases are shown and keys come from.
package protocol Screen: ~Copyable {
  /// The columns and rows there are now.
  var size: Size { get }

  /// What can be shown.
  var capabilities: Capabilities { get }

  /// What interrupts `nextEvent` from other threads.
  var waker: Waker { get }

  /// Shows the canvas, with the cursor at a position or hidden; a canvas of another size is
  /// clipped.
  mutating func show(_ canvas: Canvas, cursor: Position?)

  /// Waits for the next event; `nil` when none came within `timeout`.
  ///
  /// Without a timeout it waits as long as it takes; a timeout of zero only looks.
  mutating func nextEvent(timeout: Duration?) -> ScreenEvent?

  /// Puts text on the user's clipboard, as far as the terminal lets programs do that.
  mutating func copy(_ text: String)

  /// Turns mouse reports on or off; at first they are off, so that the terminal
  /// keeps its own way to mark text.
  mutating func useMouse(_ isOn: Bool)

  /// Gives the screen to another program while `work` runs, and then shows the last frame again.
  mutating func lend(to work: () -> Void)

  /// Paints everything again with the next frame, whatever other programs wrote over it.
  mutating func redrawAll()
}
