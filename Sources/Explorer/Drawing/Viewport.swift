import TextCanvas

/// The pane through which a drawing is seen: which cell of the one is which of the other.
struct Viewport: Hashable, Sendable {
  /// The cells of the screen.
  let pane: Rect
  /// The cell of the drawing in the upper left corner of the pane.
  let camera: Position

  /// The part of the drawing that is seen.
  var visible: Rect { Rect(x: camera.x, y: camera.y, width: pane.width, height: pane.height) }

  func onScreen(_ position: Position) -> Position {
    Position(x: position.x - camera.x + pane.x, y: position.y - camera.y + pane.y)
  }

  func onScreen(_ rect: Rect) -> Rect {
    rect.offset(dx: pane.x - camera.x, dy: pane.y - camera.y)
  }

  /// The cell of the drawing that is seen in a cell of the screen.
  func inDrawing(_ position: Position) -> Position {
    Position(x: position.x - pane.x + camera.x, y: position.y - pane.y + camera.y)
  }
}
