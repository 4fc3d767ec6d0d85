/// How much of each node a drawing shows.
package enum Zoom: Int, CaseIterable, Hashable, Sendable {
  /// A sign for the node's state.
  case glyph
  /// Its definition and its numbers in one line.
  case line
  /// Its definition in the upper edge of a low box, its numbers in the lower one.
  case compact
  /// A box with all its numbers.
  case box

  /// The next closer or farther level; at either end the same.
  func moved(by step: Int) -> Zoom { Zoom(rawValue: rawValue + step) ?? self }
}
