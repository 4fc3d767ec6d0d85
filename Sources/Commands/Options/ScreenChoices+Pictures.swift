import Presentation
import TextCanvas

extension ScreenChoices {
  /// What a screen can show that is only drawn for: all that was not asked to be left out.
  var drawnCapabilities: Capabilities {
    adjusted(
      Capabilities(
        glyphs: glyphSet ?? .unicode, colors: colorDepth ?? .truecolor,
        hasCombiningMarks: glyphSet != .ascii))
  }
}

extension CanvasSVG {
  /// The picture of a canvas that was drawn for a screen of the given capabilities.
  init(_ canvas: Canvas, _ capabilities: Capabilities, title: String) {
    self.init(
      canvas, theme: Theme.fitting(capabilities), glyphs: capabilities.glyphs,
      isColored: capabilities.colors != .none, title: title)
  }
}
