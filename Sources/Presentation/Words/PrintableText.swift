import TextCanvas

extension StringProtocol {
  /// The text as a canvas would show it: control characters and what would reorder or join the
  /// characters around it are dots.
  var printable: String { String(map { DrawableCharacter($0).character }) }
}
