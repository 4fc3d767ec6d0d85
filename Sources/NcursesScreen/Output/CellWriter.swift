import CNcurses
import TextCanvas

/// Hands cells to curses as this terminal can show them.
struct CellWriter {
  let capabilities: Capabilities
  let support: ColorSupport
  /// Whether only a console font's characters can be shown.
  let isConsole: Bool
  var pairs: ColorPairs

  /// Stores the cell; `columns` is 2 for a wide character, whose second half is not stored.
  mutating func put(_ cell: Cell, columns: Int, x: Int, y: Int) {
    var text = wideCharacters(cell, columns: columns)
    let pair = pairNumber(cell.style)
    let attributes = curses(cell.style.attributes)
    text.append(0)
    cn_put(Int32(y), Int32(x), text, attributes, pair)
    if columns == 2, text.first == Self.blank {
      cn_put(Int32(y), Int32(x + 1), [Self.blank, 0], attributes, pair)
    }
  }

  private static let blank = wchar_t(0x20)

  private func wideCharacters(_ cell: Cell, columns: Int) -> [wchar_t] {
    var character = cell.glyph(in: capabilities.glyphs)
    if isConsole { character = ConsoleFont.drawable(character) }
    if character.isASCII { return character.unicodeScalars.map { wchar_t($0.value) } }
    let scalars = character.unicodeScalars
    let shown = capabilities.hasCombiningMarks ? scalars.prefix(3) : scalars.prefix(1)
    let text = shown.map { wchar_t(truncatingIfNeeded: $0.value) }
    // Where the C library disagrees on a width, curses and the terminal would drift apart.
    guard let base = text.first, cn_width(base) == columns,
      text.dropFirst().allSatisfy({ cn_width($0) == 0 })
    else { return [columns == 1 ? wchar_t(UInt8(ascii: "?")) : Self.blank] }
    return text
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
