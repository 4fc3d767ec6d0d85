import Testing
import TextCanvas

@testable import NcursesScreen

/// A type of terminal, and what of a frame it can show.
struct TerminalKind: Sendable, CustomTestStringConvertible {
  let name: String
  let colors: Int
  /// The attributes it has.
  var attributes: Attributes = [.bold, .dim, .underline, .reverse]
  /// The attributes that it cannot show in a colour.
  var colorless: Attributes = []
  var isConsole = false

  var testDescription: String { name }

  static let all = [
    TerminalKind(name: "xterm-256color", colors: 256), TerminalKind(name: "screen", colors: 8),
    TerminalKind(name: "vt100", colors: 0, attributes: [.bold, .underline, .reverse]),
    TerminalKind(name: "linux", colors: 8, colorless: [.dim, .underline], isConsole: true),
  ]

  /// What it makes of a cell.
  func shown(_ cell: Cell, glyphs: GlyphSet, _ support: ColorSupport) -> ShownCell {
    let glyph = cell.glyph(in: glyphs)
    var result = ShownCell(
      text: isConsole ? ConsoleFont.drawable(glyph) : glyph,
      foreground: support.number(of: cell.style.foreground),
      background: support.number(of: cell.style.background),
      attributes: cell.style.attributes.intersection(attributes))
    if result.foreground != -1 || result.background != -1 {
      result.attributes.subtract(colorless)
    }
    return result
  }
}
