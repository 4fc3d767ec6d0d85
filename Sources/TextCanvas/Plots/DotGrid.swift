/// Dots finer than cells: Braille has two by four in a cell, elsewhere there is one above another.
///
/// ```
/// Braille   1 4     halves   ▀ ' upper
///           2 5              ▄ . lower
///           3 6
///           7 8
/// ```
struct DotGrid {
  let columns: Int
  let rows: Int
  private let isBraille: Bool
  private let glyphs: GlyphSet
  private var dots: [UInt8]
  private var styles: [Style]

  /// An empty grid that fills cells of the given number.
  init(_ size: Size, _ capabilities: Capabilities) {
    columns = size.width
    rows = size.height
    isBraille = capabilities.hasBraille
    glyphs = capabilities.glyphs
    dots = Array(repeating: 0, count: columns * rows)
    styles = Array(repeating: .plain, count: columns * rows)
  }

  /// The dots across and down.
  var width: Int { columns * (isBraille ? Braille.dots.width : 1) }
  var height: Int { rows * (isBraille ? Braille.dots.height : 2) }

  /// Sets a dot; the style of the latest dot in a cell is that of the cell.
  mutating func set(_ x: Int, _ y: Int, style: Style) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    let cell = isBraille ? y / 4 * columns + x / 2 : y / 2 * columns + x
    dots[cell] |= isBraille ? Braille.bit(x: x % 2, y: y % 4) : 1 << (y % 2)
    styles[cell] = style
  }

  /// Draws the cells that have dots.
  func draw(on canvas: inout Canvas, at origin: Position, clippedTo clip: Rect) {
    for row in 0..<rows {
      for column in 0..<columns {
        let cell = row * columns + column
        guard dots[cell] != 0 else { continue }
        let position = Position(x: origin.x + column, y: origin.y + row)
        guard clip.contains(position) else { continue }
        canvas[position.x, position.y] = Cell(glyph(dots[cell]), style: styles[cell])
      }
    }
  }

  private func glyph(_ bits: UInt8) -> Character {
    if isBraille { return Braille.character(bits) }
    switch (bits, glyphs) {
    case (1, .unicode): return "▀"
    case (2, .unicode): return "▄"
    case (_, .unicode): return "█"
    case (1, .ascii): return "'"
    case (2, .ascii): return "."
    case (_, .ascii): return ":"
    }
  }
}

extension DotGrid {
  /// Sets the dots of a straight line, those that have ink.
  mutating func line(
    from start: Position, to end: Position, style: Style, _ line: LinePlot.Line = .solid
  ) {
    let steps = max(abs(end.x - start.x), abs(end.y - start.y))
    guard steps > 0 else {
      if line != .none { set(start.x, start.y, style: style) }
      return
    }
    for step in 0...steps {
      let x = start.x + Self.share(step, of: steps, end.x - start.x)
      let y = start.y + Self.share(step, of: steps, end.y - start.y)
      if line.hasInk(at: x + y) { set(x, y, style: style) }
    }
  }

  /// `distance * step / steps`, rounded to the nearest.
  private static func share(_ step: Int, of steps: Int, _ distance: Int) -> Int {
    (2 * distance * step + (distance < 0 ? -steps : steps)) / (2 * steps)
  }
}
