extension Canvas {
  /// What a terminal is sent that shows one canvas, so that it shows this one: everything where there
  /// is none before, or one of another size, else only what changed of each row.
  ///
  /// The sequences are those that every terminal knows: places, styles and the clearing of the screen.
  package func sequences(
    from old: Canvas?, glyphs: GlyphSet = .unicode, colors: ColorDepth = .truecolor
  ) -> String {
    let isNew = old?.size != size
    var text = isNew ? "\u{1B}[0m\u{1B}[2J" : ""
    for y in 0..<size.height {
      let cells = Array(row(y))
      let before = isNew ? cells.map { _ in Cell.blank } : Array(old?.row(y) ?? [])
      guard let changed = cells.changed(since: before) else { continue }
      text += "\u{1B}[\(y + 1);\(changed.lowerBound + 1)H"
      text += cells[changed].sequences(glyphs, colors)
    }
    return text
  }
}

extension [Cell] {
  /// The columns from the first that is another to the last; a wide character is whole.
  fileprivate func changed(since old: [Cell]) -> Range<Int>? {
    guard let first = indices.first(where: { self[$0] != old[$0] }),
      let last = indices.last(where: { self[$0] != old[$0] })
    else { return nil }
    let start =
      self[first].isSecondHalf || old[first].isSecondHalf ? Swift.max(first - 1, 0) : first
    let isCut = last + 1 < count && (self[last + 1].isSecondHalf || old[last + 1].isSecondHalf)
    return start..<(isCut ? last + 2 : last + 1)
  }
}

extension ArraySlice<Cell> {
  /// The cells with the sequences that colour them, plain again at the end.
  fileprivate func sequences(_ glyphs: GlyphSet, _ colors: ColorDepth) -> String {
    var (text, style) = ("", Style.plain)
    for cell in self where !(cell.isSecondHalf && glyphs == .unicode) {
      if cell.style != style {
        text += cell.style.escapeSequence(colors)
        style = cell.style
      }
      text.append(cell.glyph(in: glyphs))
    }
    return style == .plain ? text : text + Style.plain.escapeSequence(colors)
  }
}
