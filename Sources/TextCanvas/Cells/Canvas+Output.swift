extension Canvas {
  /// What the rows show, without colours; every row has the full width.
  package func rows(glyphs: GlyphSet = .unicode) -> [String] {
    (0..<size.height).map { y in
      var text = ""
      for cell in row(y) where !(cell.isSecondHalf && glyphs == .unicode) {
        text.append(cell.glyph(in: glyphs))
      }
      return text
    }
  }

  /// The rows as lines without trailing blanks, each ended by a newline.
  package func text(glyphs: GlyphSet = .unicode) -> String {
    rows(glyphs: glyphs).map { $0.droppingTrailingSpaces() + "\n" }.joined()
  }

  /// The rows as lines with the escape sequences that colour them; colours end with every line.
  package func ansi(glyphs: GlyphSet = .unicode, colors: ColorDepth = .truecolor) -> String {
    var text = ""
    for y in 0..<size.height {
      var current = Style.plain
      for cell in row(y) where !(cell.isSecondHalf && glyphs == .unicode) {
        if cell.style != current {
          text += cell.style.escapeSequence(colors)
          current = cell.style
        }
        text.append(cell.glyph(in: glyphs))
      }
      if current != .plain { text += Style.plain.escapeSequence(colors) }
      text += "\n"
    }
    return text
  }
}

extension Style {
  /// The SGR sequence that sets this style, whatever was set before.
  package func escapeSequence(_ depth: ColorDepth) -> String {
    let codes =
      ["0"] + attributes.codes
      + (foreground.codes(depth, isBackground: false) + background.codes(depth, isBackground: true))
    return "\u{1B}[\(codes.joined(separator: ";"))m"
  }
}

extension Attributes {
  fileprivate var codes: [String] {
    [(Attributes.bold, "1"), (.dim, "2"), (.underline, "4"), (.reverse, "7")]
      .filter { contains($0.0) }.map { $0.1 }
  }
}

extension Color {
  fileprivate func codes(_ depth: ColorDepth, isBackground: Bool) -> [String] {
    guard case .rgb(let red, let green, let blue) = self else { return [] }
    let extended = isBackground ? "48" : "38"
    switch depth {
    case .none: return []
    case .truecolor: return [extended, "2", "\(red)", "\(green)", "\(blue)"]
    case .palette256: return paletteIndex.map { [extended, "5", "\($0)"] } ?? []
    case .basic16:
      return basicIndex.map { index in
        let base = (isBackground ? 40 : 30) + (index < 8 ? index : index - 8 + 60)
        return ["\(base)"]
      } ?? []
    }
  }
}

extension String {
  fileprivate func droppingTrailingSpaces() -> String {
    var text = Substring(self)
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
