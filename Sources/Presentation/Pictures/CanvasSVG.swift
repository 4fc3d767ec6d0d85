package import TextCanvas

/// A canvas as a picture in SVG that holds all it needs.
///
/// Lines, blocks, dots and arrow heads are shapes; only what is left is text, in whatever monospaced
/// font there is, and every word of it is held to its cells.
package struct CanvasSVG {
  private let canvas: Canvas
  private let colors: PictureColors
  private let glyphs: GlyphSet
  private let title: String
  private var fills = PathLayer<Color>()
  private var dots = PathLayer<DotManner>()
  private var crossings: [LineTracing.Crossing] = []
  private var strokes = PathLayer<Color>()
  private var words = PathLayer<TextManner>()

  /// How a dot is drawn: its colour and its diameter.
  private struct DotManner: Hashable {
    let color: Color
    let diameter: String
  }

  /// How text is drawn.
  private struct TextManner: Hashable {
    let color: Color
    let isBold: Bool
  }

  /// A picture of what the canvas shows on a screen with the colours of a theme.
  package init(
    _ canvas: Canvas, theme: Theme, glyphs: GlyphSet = .unicode, isColored: Bool = true,
    title: String
  ) {
    self.canvas = canvas
    self.title = title
    self.glyphs = glyphs
    colors = PictureColors(theme, isColored: isColored)
    for row in 0..<canvas.size.height {
      addBackgrounds(row)
      addShapes(row)
      addWords(row)
    }
  }

  /// The cells of a picture that is at most so wide and high, in pixels.
  package static func cells(inWidth width: Int, height: Int) -> Size {
    Size(
      width: max((width - 2 * CellGrid.margin) / CellGrid.width, 1),
      height: max((height - 2 * CellGrid.margin) / CellGrid.height, 1))
  }

  /// Each run of cells on one background that is not the paper.
  private mutating func addBackgrounds(_ row: Int) {
    var start = 0
    let cells = Array(canvas.row(row))
    while start < cells.count {
      let paper = colors.paper(of: cells[start].style)
      let end =
        cells[start...].firstIndex { colors.paper(of: $0.style) != paper } ?? cells.count
      if paper != colors.paper {
        let width = (end - start) * CellGrid.width
        addFill(x: CellGrid.x(start), y: CellGrid.y(row), width, CellGrid.height, paper)
      }
      start = end
    }
  }

  private mutating func addFill(x: Int, y: Int, _ width: Int, _ height: Int, _ color: Color) {
    fills.add("M\(x) \(y)h\(width)v\(height)h-\(width)z", color)
  }

  private mutating func addShapes(_ row: Int) {
    for (column, cell) in canvas.row(row).enumerated() {
      let (x, y, ink) = (CellGrid.x(column), CellGrid.y(row), colors.ink(of: cell.style))
      if cell.style.attributes.contains(.underline) {
        strokes.add("M\(x) \(y + CellGrid.height - 2)h\(CellGrid.width)", ink)
      }
      switch CellShape(cell, glyphs: glyphs) {
      case .blank, .text: break
      case .lines(let arms, let weight):
        crossings.append(
          .init(
            column: column, row: row, arms: arms, stroke: Stroke(color: ink, weight: weight)))
      case .blocks(let blocks):
        for block in blocks {
          addFill(x: x + block.x, y: y + block.y * 2, block.width, block.height * 2, ink)
        }
      case .shade(let share):
        addFill(x: x, y: y, CellGrid.width, CellGrid.height, colors.shade(cell.style, share))
      case .braille(let bits): addBraille(bits, x: x, y: y, ink)
      case .dot(let diameter):
        dots.add("M\(x + 4) \(y + 8)h0", DotManner(color: ink, diameter: "\(diameter)"))
      case .head(let arm, let isLarge):
        fills.add(head(arm, isLarge: isLarge, x: x + 4, y: y + 8), ink)
      }
    }
  }

  /// Down the left column, down the right one, and then the two below.
  private static let brailleOrder = [
    (0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3),
  ]

  private mutating func addBraille(_ bits: UInt8, x: Int, y: Int, _ color: Color) {
    for (column, row) in Self.brailleOrder where bits & Braille.bit(x: column, y: row) != 0 {
      dots.add(
        "M\(x + 2 + 4 * column) \(y + 2 + 4 * row)h0", DotManner(color: color, diameter: "2.8"))
    }
  }

  private func head(_ arm: Arms, isLarge: Bool, x: Int, y: Int) -> String {
    let (back, front, half) = isLarge ? (-4, 4, 5) : (-2, 3, 3)
    switch arm {
    case .left: return "M\(x - front) \(y)L\(x - back) \(y - half)V\(y + half)z"
    case .up: return "M\(x) \(y - front)L\(x - half) \(y - back)H\(x + half)z"
    case .down: return "M\(x) \(y + front)L\(x - half) \(y + back)H\(x + half)z"
    default: return "M\(x + front) \(y)L\(x + back) \(y - half)V\(y + half)z"
    }
  }

  /// Each word on its own, so that no space has to be as wide as a cell.
  private mutating func addWords(_ row: Int) {
    var word = ""
    var start = 0
    var manner: TextManner?
    for (column, cell) in canvas.row(row).enumerated() {
      if cell.isSecondHalf { continue }
      var next: TextManner?
      var letter = ""
      if case .text(let character) = CellShape(cell, glyphs: glyphs) {
        let ink = colors.ink(of: cell.style)
        let marked = MarkedLetter(character)
        letter = String(marked.letter)
        next = TextManner(color: ink, isBold: cell.style.attributes.contains(.bold))
        addMark(of: marked, column: column, row: row, ink)
      }
      if next != manner {
        addWord(word, column: start, row: row, manner)
        (word, start, manner) = ("", column, next)
      }
      word += letter
    }
    addWord(word, column: start, row: row, manner)
  }

  private mutating func addMark(of letter: MarkedLetter, column: Int, row: Int, _ color: Color) {
    let (x, y) = (CellGrid.x(column) + 4, CellGrid.y(row) + (letter.isTall ? 1 : 3))
    switch letter.mark {
    case .bar: strokes.add("M\(x - 3) \(y)h6", color)
    case .dot: dots.add("M\(x) \(y)h0", DotManner(color: color, diameter: "2"))
    case nil: break
    }
  }

  private mutating func addWord(_ word: String, column: Int, row: Int, _ manner: TextManner?) {
    guard let manner else { return }
    let columns = word.columns
    // A single character needs no stretching: it stands where its cell begins.
    let length =
      columns > 1
      ? " textLength=\"\(columns * CellGrid.width)\" lengthAdjust=\"spacingAndGlyphs\"" : ""
    words.add(
      "<text x=\"\(CellGrid.x(column))\" y=\"\(CellGrid.y(row) + CellGrid.baseline)\"\(length)>"
        + "\(word.xmlEscaped)</text>\n", manner)
  }
}

extension CanvasSVG {
  /// Writes the picture as one SVG document; one that is larger than `limit`, in pixels, is scaled
  /// down to it.
  package func write(
    fitting limit: (width: Int, height: Int)? = nil, to write: (String) throws -> Void
  ) rethrows {
    let width = CellGrid.x(canvas.size.width) + CellGrid.margin
    let height = CellGrid.y(canvas.size.height) + CellGrid.margin
    let (most, highest) = limit ?? (width, height)
    let scale = min(1, Double(most) / Double(width), Double(highest) / Double(height))
    let (shown, high) = (Int(Double(width) * scale), Int(Double(height) * scale))
    try write(
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(shown)" height="\(high)" \
      viewBox="0 0 \(width) \(height)" role="img">
      <title>\(title.printable.xmlEscaped)</title>
      <rect width="\(width)" height="\(height)" rx="6" fill="\(colors.paper.hex)"/>

      """)
    for (color, data) in fills.paths {
      try write(
        "<path fill=\"\(color.hex)\" shape-rendering=\"crispEdges\" d=\"\(data)\"/>\n")
    }
    try writeLines(to: write)
    for (manner, data) in dots.paths {
      try write(
        "<path fill=\"none\" stroke=\"\(manner.color.hex)\" stroke-width=\"\(manner.diameter)\" "
          + "stroke-linecap=\"round\" d=\"\(data)\"/>\n")
    }
    try writeWords(to: write)
    try write("</svg>\n")
  }

  private func writeLines(to write: (String) throws -> Void) rethrows {
    for (stroke, data) in LineTracing(crossings).layer.paths {
      let path = { (color: Color, attributes: String) in
        "<path fill=\"none\" stroke=\"\(color.hex)\" \(attributes) d=\"\(data)\"/>\n"
      }
      switch stroke.weight {
      case .light: try write(path(stroke.color, "stroke-width=\"1.2\" stroke-linecap=\"round\""))
      case .heavy:
        try write(path(stroke.color, "stroke-width=\"2.6\" stroke-linecap=\"square\""))
      case .dashed: try write(path(stroke.color, "stroke-width=\"1.2\" stroke-dasharray=\"3 2\""))
      case .double:
        // A broad line with a line of paper in it.
        try write(path(stroke.color, "stroke-width=\"4\" stroke-linecap=\"square\""))
        try write(path(colors.paper, "stroke-width=\"1.6\" stroke-linecap=\"square\""))
      }
    }
    for (color, data) in strokes.paths {
      try write("<path fill=\"none\" stroke=\"\(color.hex)\" d=\"\(data)\"/>\n")
    }
  }

  private func writeWords(to write: (String) throws -> Void) rethrows {
    try write(
      "<g font-family=\"'DejaVu Sans Mono',Menlo,Consolas,monospace\" "
        + "font-size=\"\(CellGrid.fontSize)\">\n")
    for (manner, data) in words.paths {
      let weight = manner.isBold ? " font-weight=\"bold\"" : ""
      try write("<g fill=\"\(manner.color.hex)\"\(weight)>\n\(data)</g>\n")
    }
    try write("</g>\n")
  }
}

extension String {
  /// The text as content of an element or a quoted attribute. A mark may lie over any character, so
  /// it is the scalars that are looked at.
  var xmlEscaped: String {
    unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
