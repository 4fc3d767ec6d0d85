package import TextCanvas

/// What one can change of how all screens are drawn.
package enum Look: Hashable, Sendable {
  case glyphs, colors, background
}

extension Capabilities {
  /// Draws with the other glyph set, the next number of colours or for the other background, and
  /// says so.
  package mutating func change(_ look: Look, on screen: Capabilities) -> String {
    switch look {
    case .glyphs:
      draw(with: glyphs == .unicode ? .ascii : .unicode, on: screen)
      return "drawn in \(glyphs == .unicode ? "Unicode" : "ASCII")"
    case .colors:
      colors = colors.next
      return "colours: \(colors.rawValue)"
    case .background:
      isLight.toggle()
      return "for a \(isLight ? "light" : "dark") background"
    }
  }

  /// Draws with a glyph set; the screen's font is what it was.
  package mutating func draw(with glyphs: GlyphSet, on screen: Capabilities) {
    let isAsBefore = glyphs == screen.glyphs
    self = Capabilities(
      glyphs: glyphs, colors: colors, hasBraille: isAsBefore ? screen.hasBraille : nil,
      hasCombiningMarks: isAsBefore ? screen.hasCombiningMarks : nil, isLight: isLight)
  }
}
