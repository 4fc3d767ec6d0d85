/// Braille patterns: two by four dots in one cell, each of which is a bit.
///
/// ```
/// 1 4    the bits by their numbers
/// 2 5
/// 3 6
/// 7 8
/// ```
package enum Braille {
  /// The dots across and down.
  package static let dots = Size(width: 2, height: 4)
  /// The dots of the upper half of a cell, and those of the lower.
  package static let upper: UInt8 = 0b0001_1011
  package static let lower: UInt8 = 0b1110_0100

  private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
  private static let first: UInt32 = 0x2800

  /// The bit of a dot. Requires: the dot lies within a cell.
  package static func bit(x: Int, y: Int) -> UInt8 { bits[y][x] }

  /// The character that has the dots of a pattern.
  package static func character(_ pattern: UInt8) -> Character {
    Unicode.Scalar(first + UInt32(pattern)).map { Character($0) } ?? " "
  }

  /// The dots of a character, or `nil` for one that is no pattern.
  package static func pattern(of character: Character) -> UInt8? {
    guard let value = character.unicodeScalars.first?.value,
      (first...first + 0xFF).contains(value)
    else { return nil }
    return UInt8(truncatingIfNeeded: value)
  }
}
