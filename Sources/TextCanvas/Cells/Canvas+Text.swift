extension Canvas {
  /// Writes one line of text, whose first character goes to (x, y), and returns its columns.
  ///
  /// What lies outside is dropped, and a wide character that is cut is drawn as a blank. Control
  /// characters are written as dots: no text can steer the terminal.
  @discardableResult
  package mutating func write(
    _ text: some StringProtocol, x: Int, y: Int, style: Style = .plain, clippedTo clip: Rect? = nil
  ) -> Int {
    let visible = visible(in: clip)
    var column = x
    for character in text {
      let drawable = DrawableCharacter(character)
      if visible.rowRange.contains(y) {
        place(drawable, x: column, y: y, style: style, in: visible)
      }
      column = column.addingClamped(drawable.columns)
    }
    return column.subtractingClamped(x)
  }

  private mutating func place(
    _ drawable: DrawableCharacter, x: Int, y: Int, style: Style, in visible: Rect
  ) {
    let columns = visible.columnRange
    if drawable.columns == 1 {
      if columns.contains(x) { put(Cell(drawable.character, style: style), x: x, y: y) }
      return
    }
    let next = x.addingClamped(1)
    switch (columns.contains(x), columns.contains(next)) {
    case (true, true):
      put(Cell(drawable.character, style: style), x: x, y: y)
      put(Cell(Cell.secondHalf, style: style), x: next, y: y)
    case (true, false): put(Cell(style: style), x: x, y: y)
    case (false, true): put(Cell(style: style), x: next, y: y)
    case (false, false): break
    }
  }
}

extension StringProtocol {
  /// The text cut to `columns`, its last column an ellipsis when something was cut.
  package func truncated(toColumns columns: Int) -> String {
    guard columns > 0 else { return "" }
    var result = ""
    var used = 0
    var fitting = ""
    for character in self {
      let width = DrawableCharacter(character).columns
      if used + width > columns { return fitting + "…" }
      result.append(character)
      used += width
      if used < columns { fitting = result }
    }
    return result
  }

  /// The text followed by as many spaces as fill `columns`; longer text is left as it is.
  package func padded(toColumns columns: Int) -> String {
    String(self) + String(repeating: " ", count: Swift.max(columns - self.columns, 0))
  }

  /// The text after as many spaces as fill `columns`.
  package func leftPadded(toColumns columns: Int) -> String {
    String(repeating: " ", count: Swift.max(columns - self.columns, 0)) + self
  }

  /// The text in lines of at most `columns`, broken at spaces; a longer word has a line of its own.
  package func wrapped(toColumns columns: Int) -> [String] {
    var lines: [String] = []
    for word in split(whereSeparator: \.isWhitespace) {
      if let last = lines.last, last.columns + 1 + word.columns <= columns {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
