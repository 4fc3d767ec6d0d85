extension Canvas {
  /// The same picture with fewer glyphs and colours, as a poorer screen would show it.
  package func limited(to glyphs: GlyphSet, _ colors: ColorDepth) -> Canvas {
    var limited = self
    for y in 0..<size.height {
      for x in 0..<size.width {
        let cell = self[x, y]
        var style = cell.style
        style.foreground = style.foreground.rounded(to: colors)
        style.background = style.background.rounded(to: colors)
        if glyphs == .ascii {
          limited[x, y] = Cell(cell.glyph(in: .ascii), style: style)
        } else if style != cell.style {
          limited.restyle(Rect(x: x, y: y, width: 1, height: 1)) { $0 = style }
        }
      }
    }
    return limited
  }
}
