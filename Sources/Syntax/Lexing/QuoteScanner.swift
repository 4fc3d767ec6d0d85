/// Tells, byte by byte, what of a line stands in quotes: there a comma, a blank or a bracket is part
/// of a name.
package struct QuoteScanner {
  private var isOpen = false
  private var isEscaped = false

  package init() {}

  /// Goes on by a character; whether it stands in quotes, or is one.
  package mutating func isInside(after character: Character) -> Bool {
    var isInside = false
    for byte in character.utf8 { isInside = self.isInside(after: byte) }
    return isInside
  }

  /// Goes on by a byte; whether it stands in quotes, or is one.
  package mutating func isInside(after byte: UInt8) -> Bool {
    guard byte == UInt8(ascii: "'"), !isEscaped else {
      isEscaped = isOpen && byte == UInt8(ascii: "\\") && !isEscaped
      return isOpen
    }
    isOpen.toggle()
    return true
  }
}
