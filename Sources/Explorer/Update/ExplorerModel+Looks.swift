import Presentation
package import TextCanvas
import Widgets

extension ExplorerModel {
  /// Draws everything in another way.
  mutating func change(_ look: Look) {
    notice = StyledText(capabilities.change(look, on: screenCapabilities), .muted)
  }

  /// Draws with a glyph set from now on.
  package mutating func setGlyphs(_ glyphs: GlyphSet) {
    capabilities.draw(with: glyphs, on: screenCapabilities)
  }

  /// Draws with so many colours from now on.
  package mutating func setColors(_ colors: ColorDepth) { capabilities.colors = colors }

  /// Draws for a light or a dark background from now on.
  package mutating func setBackground(isLight: Bool) { capabilities.isLight = isLight }
}
