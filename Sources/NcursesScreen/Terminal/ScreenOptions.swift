package import TextCanvas

/// What the user asked of the screen; `nil` leaves it to what the terminal can do.
package struct ScreenOptions: Hashable, Sendable {
  package var glyphs: GlyphSet?
  package var colors: ColorDepth?

  /// The wishes of `--glyphs` and `--color`.
  package init(glyphs: GlyphSet? = nil, colors: ColorDepth? = nil) {
    self.glyphs = glyphs
    self.colors = colors
  }
}
