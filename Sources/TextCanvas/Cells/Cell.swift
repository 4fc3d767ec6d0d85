/// One column of one row: a character, or the arms of lines, in a style.
///
/// Invariant: where there are arms the character is a space.
package struct Cell: Hashable, Sendable {
  package internal(set) var character: Character
  package internal(set) var arms: Arms
  package internal(set) var weight: LineWeight
  package var style: Style

  /// A cell that shows a character.
  package init(_ character: Character = " ", style: Style = .plain) {
    self.character = character
    self.arms = []
    self.weight = .light
    self.style = style
  }

  /// A cell through which lines go.
  package init(arms: Arms, weight: LineWeight = .light, style: Style = .plain) {
    self.character = " "
    self.arms = arms
    self.weight = weight
    self.style = style
  }

  /// The empty cell.
  package static let blank = Cell()

  // Text never holds U+0000: writing shows control characters as dots.
  static let secondHalf: Character = "\0"

  /// Whether this is the second column of the wide character at its left.
  package var isSecondHalf: Bool { character == Self.secondHalf }

  /// What the cell shows in the given glyph set; the second half of a wide character shows nothing
  /// of its own, which reads as a space.
  package func glyph(in glyphs: GlyphSet) -> Character {
    if !arms.isEmpty { return weight.glyph(arms, in: glyphs) }
    if isSecondHalf { return " " }
    return glyphs == .unicode ? character : Glyphs.ascii(character)
  }
}
