/// What the mouse draws on the sheet with a button held down.
struct MouseStroke: Hashable, Sendable {
  /// The square it was on last; `nil` after it left the sheet.
  var last: DigitDrawing.Square?
  /// The right button rubs out.
  let isErasing: Bool
}
