import Presentation
package import TextCanvas

extension ExplorerModel {
  /// Draws with the other glyph set.
  package mutating func changeGlyphs() {
    let isUnicode = capabilities.glyphs == .unicode
    setGlyphs(isUnicode ? .ascii : .unicode)
    notice = StyledText("drawn in \(isUnicode ? "ASCII" : "Unicode")", .muted)
  }

  /// Draws with a glyph set from now on.
  package mutating func setGlyphs(_ glyphs: GlyphSet) {
    capabilities = Capabilities(
      glyphs: glyphs, colors: capabilities.colors, isLight: capabilities.isLight)
  }

  /// Draws with the next number of colours.
  package mutating func changeColors() {
    let depths = ColorDepth.allCases
    let place = depths.firstIndex(of: capabilities.colors) ?? 0
    setColors(depths[(place + 1) % depths.count])
    notice = StyledText("colours: \(capabilities.colors.rawValue)", .muted)
  }

  /// Draws with so many colours from now on.
  package mutating func setColors(_ colors: ColorDepth) { capabilities.colors = colors }

  /// Draws for the other kind of background.
  package mutating func changeBackground() {
    setBackground(isLight: !capabilities.isLight)
    notice = StyledText(
      "for a \(capabilities.isLight ? "light" : "dark") background", .muted)
  }

  /// Draws for a light or a dark background from now on.
  package mutating func setBackground(isLight: Bool) { capabilities.isLight = isLight }

  /// Makes the panes beside or below the graph larger or smaller.
  mutating func changeSide(by columns: Int) {
    let before = frame
    sideShift += columns
    guard frame != before else {
      sideShift -= columns
      notice = StyledText("the panes cannot be made larger or smaller here", .muted)
      return
    }
    resetCamera()
  }
}
