import TextCanvas

/// What the fonts of the Linux console hold: 256 or 512 characters, among them those of the first
/// PC. All else is drawn as the nearest of these.
enum ConsoleFont {
  /// What is drawn for a character there.
  static func drawable(_ character: Character) -> Character {
    if character.isASCII || characters.contains(character) { return character }
    if let square = corners[character] { return square }
    // Latin letters with their marks are in the usual fonts, as single characters.
    if let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1,
      (0xA1...0xFF).contains(scalar.value)
    {
      return character
    }
    return Glyphs.ascii(character)
  }

  private static let corners: [Character: Character] = [
    "╭": "┌", "╮": "┐", "╰": "└", "╯": "┘", "━": "═", "┃": "║", "┏": "╔", "┓": "╗", "┗": "╚",
    "┛": "╝", "┣": "╠", "┫": "╣", "┳": "╦", "┻": "╩", "╋": "╬", "┄": "─", "┆": "│", "▶": "►",
    "◀": "◄", "▸": "►", "◂": "◄", "●": "•", "−": "-", "⋅": "·",
  ]

  private static let characters = Set(
    "·•►◄▲▼↑↓→←─│┌┐└┘├┤┬┴┼═║╔╗╚╝╠╣╦╩╬░▒▓█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤÷≈°√ⁿ²■")
}
