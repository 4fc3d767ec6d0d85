/// What a screen can show.
package struct Capabilities: Hashable, Sendable {
  package var glyphs: GlyphSet
  package var colors: ColorDepth
  /// Whether Braille patterns come out; the Linux console's font has none.
  package var hasBraille: Bool
  /// Whether a mark such as U+0304 is drawn over the letter before it.
  package var hasCombiningMarks: Bool
  /// Whether the background is light.
  package var isLight: Bool

  /// Capabilities; without a word on Braille and marks, a Unicode screen has both.
  package init(
    glyphs: GlyphSet = .unicode, colors: ColorDepth = .truecolor, hasBraille: Bool? = nil,
    hasCombiningMarks: Bool? = nil, isLight: Bool = false
  ) {
    self.glyphs = glyphs
    self.colors = colors
    self.hasBraille = glyphs == .unicode && (hasBraille ?? true)
    self.hasCombiningMarks = glyphs == .unicode && (hasCombiningMarks ?? true)
    self.isLight = isLight
  }
}
