import CNcurses
import TextCanvas

/// Hands cells to curses as this terminal can show them.
struct CellWriter {
  let capabilities: Capabilities
  let support: ColorSupport
  /// Whether only a console font's characters can be shown.
  let isConsole: Bool
  private var pairs: ColorPairs
  /// What is stored, up to a 0: one memory for all cells.
  private var text: [wchar_t] = []
  /// The style of the cell before, which most cells share.
  private var last: (style: Style, pair: Int32, attributes: attr_t) = (.plain, 0, 0)

  init(capabilities: Capabilities, support: ColorSupport, isConsole: Bool, pairs: ColorPairs) {
    self.capabilities = capabilities
    self.support = support
    self.isConsole = isConsole
    self.pairs = pairs
  }

  /// Whether so many colours are used that the next frame should start over.
  var isNearlyFull: Bool { pairs.isNearlyFull }

  /// Forgets all colours.
  mutating func startOver() {
    pairs.startOver()
    last = (.plain, 0, 0)
  }

  /// Stores the cell; `columns` is 2 for a wide character, whose second half is not stored.
  mutating func put(_ cell: Cell, columns: Int, x: Int, y: Int) {
    spell(cell, columns: columns)
    if cell.style != last.style {
      last = (cell.style, pairNumber(cell.style), curses(cell.style.attributes))
    }
    let (_, pair, attributes) = last
    cn_put(Int32(y), Int32(x), text, attributes, pair)
    if columns == 2, text.first == Self.blank {
      cn_put(Int32(y), Int32(x + 1), [Self.blank, 0], attributes, pair)
    }
  }

  private static let blank = wchar_t(0x20)

  /// Puts into `text` what the terminal is sent for the cell.
  private mutating func spell(_ cell: Cell, columns: Int) {
    text.removeAll(keepingCapacity: true)
    defer { text.append(0) }
    var character = cell.glyph(in: capabilities.glyphs)
    if isConsole { character = ConsoleFont.drawable(character) }
    for scalar in character.unicodeScalars.prefix(capabilities.hasCombiningMarks ? 3 : 1) {
      text.append(wchar_t(truncatingIfNeeded: scalar.value))
    }
    // Where the C library disagrees on a width, curses and the terminal would drift apart.
    guard !character.isASCII else { return }
    guard let base = text.first, cn_width(base) == columns,
      text.dropFirst().allSatisfy({ cn_width($0) == 0 })
    else {
      text.removeAll(keepingCapacity: true)
      return text.append(columns == 1 ? wchar_t(UInt8(ascii: "?")) : Self.blank)
    }
  }

  private mutating func pairNumber(_ style: Style) -> Int32 {
    let pair = ColorPairs.Pair(
      foreground: support.number(of: style.foreground),
      background: support.number(of: style.background))
    return pairs.number(of: pair) { number, pair in
      cn_define_pair(number, pair.foreground, pair.background)
    }
  }

  private func curses(_ attributes: Attributes) -> attr_t {
    var result: attr_t = 0
    if attributes.contains(.bold) { result |= cn_bold() }
    if attributes.contains(.dim) { result |= cn_dim() }
    if attributes.contains(.underline) { result |= cn_underline() }
    if attributes.contains(.reverse) { result |= cn_reverse() }
    return result
  }
}
