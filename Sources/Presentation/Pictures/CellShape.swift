import TextCanvas

/// What a character is drawn as: lines, blocks and dots need no font, the rest is text.
enum CellShape: Hashable {
  case blank
  case text(Character)
  case lines(Arms, LineWeight)
  /// Rectangles in eighths of a cell.
  case blocks([Block])
  /// The whole cell in a mixture of ink and paper.
  case shade(Double)
  /// The dots of a Braille pattern, as Unicode numbers their bits.
  case braille(UInt8)
  /// A dot in the middle, by its diameter.
  case dot(Int)
  /// An arrow head that points where the arm does.
  case head(Arms, isLarge: Bool)

  /// A part of a cell, in eighths of its width and height.
  struct Block: Hashable {
    let x: Int
    let y: Int
    let width: Int
    let height: Int
  }

  init(_ cell: Cell, glyphs: GlyphSet) {
    guard glyphs == .unicode else {
      let glyph = cell.glyph(in: .ascii)
      self = glyph == " " ? .blank : .text(glyph)
      return
    }
    self =
      cell.arms.isEmpty ? CellShape(cell.character) : .lines(cell.arms, cell.weight)
  }

  private init(_ character: Character) {
    if character == " " || character.isASCII {
      self = character == " " ? .blank : .text(character)
    } else if let shape = Self.known[character] {
      self = shape
    } else if let pattern = Braille.pattern(of: character) {
      self = .braille(pattern)
    } else {
      self = .text(character)
    }
  }

  /// The characters that are drawn as shapes, but for Braille.
  private static let known: [Character: CellShape] = {
    var shapes: [Character: CellShape] = [
      "░": .shade(0.25), "▒": .shade(0.5), "▓": .shade(0.75),
      "·": .dot(2), "⋅": .dot(2), "•": .dot(4), "●": .dot(6),
      "▶": .head(.right, isLarge: true), "◀": .head(.left, isLarge: true),
      "▲": .head(.up, isLarge: true), "▼": .head(.down, isLarge: true),
      "▸": .head(.right, isLarge: false), "◂": .head(.left, isLarge: false),
      "▴": .head(.up, isLarge: false), "▾": .head(.down, isLarge: false),
    ]
    shapes.merge(lines) { first, _ in first }
    shapes.merge(blocks) { first, _ in first }
    return shapes
  }()

  /// Lines may also stand in text. Of the sets of arms that share a glyph the largest is meant.
  private static let lines: [Character: CellShape] = {
    var shapes: [Character: CellShape] = [:]
    for weight in LineWeight.allCases.reversed() {
      for arms in Arms.allCases where !arms.isEmpty && !arms.isSingle {
        shapes[weight.glyph(arms, in: .unicode)] = .lines(arms, weight)
      }
    }
    for (glyph, arm) in zip("╴╵╶╷", [Arms.left, .up, .right, .down]) {
      shapes[glyph] = .lines(arm, .light)
    }
    return shapes
  }()

  private static let blocks: [Character: CellShape] = {
    var shapes: [Character: CellShape] = [
      "▀": .blocks([Block(x: 0, y: 0, width: 8, height: 4)]),
      "▐": .blocks([Block(x: 4, y: 0, width: 4, height: 8)]),
      "▔": .blocks([Block(x: 0, y: 0, width: 8, height: 1)]),
      "▕": .blocks([Block(x: 7, y: 0, width: 1, height: 8)]),
    ]
    for (eighths, glyph) in zip(1...8, "▁▂▃▄▅▆▇█") {
      shapes[glyph] = .blocks([Block(x: 0, y: 8 - eighths, width: 8, height: eighths)])
    }
    for (eighths, glyph) in zip(1...7, "▏▎▍▌▋▊▉") {
      shapes[glyph] = .blocks([Block(x: 0, y: 0, width: eighths, height: 8)])
    }
    for (glyph, quarters) in zip("▖▗▘▝▚▞▙▛▜▟", quarters) {
      shapes[glyph] = .blocks(
        quarters.map { Block(x: $0 % 2 * 4, y: $0 / 2 * 4, width: 4, height: 4) })
    }
    return shapes
  }()

  /// Which quarters are filled, counted as one reads.
  private static let quarters = [
    [2], [3], [0], [1], [0, 3], [1, 2], [0, 2, 3], [0, 1, 2], [0, 1, 3], [1, 2, 3],
  ]
}

extension Arms {
  /// Whether there is only one arm.
  fileprivate var isSingle: Bool { rawValue.nonzeroBitCount == 1 }
}
