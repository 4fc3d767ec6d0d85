package import TextCanvas

/// What a model looks like: the whole screen, and where the cursor stands if it is shown.
package struct Frame: Hashable, Sendable {
  package let canvas: Canvas
  package let cursor: Position?

  /// What is drawn on a canvas, and where the cursor stands.
  package init(canvas: Canvas, cursor: Position?) {
    self.canvas = canvas
    self.cursor = cursor
  }
}

extension Frame {
  /// The frame with no more glyphs and colours than were chosen, which may be fewer than the screen
  /// has.
  package func limited(to chosen: Capabilities, on screen: Capabilities) -> Frame {
    guard chosen != screen else { return self }
    return Frame(canvas: canvas.limited(to: chosen.glyphs, chosen.colors), cursor: cursor)
  }
}
