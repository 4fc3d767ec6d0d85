import Basics

/// What is drawn for a character of arbitrary text, and how many columns that takes.
///
/// Users' comments may hold anything. Terminals disagree on joined emoji, flags and variation
/// selectors, so those are reduced to a base character with at most two marks, on whose width all
/// agree; what has no width of its own, or would steer the terminal, becomes a dot.
package struct DrawableCharacter: Hashable, Sendable {
  /// A character without control or format codes in it.
  package let character: Character
  /// The columns it takes: 1 or 2.
  package let columns: Int

  /// What is drawn for `character`.
  package init(_ character: Character) {
    if let ascii = character.asciiValue {
      // Swift reads CR LF as one character with the ASCII value of LF.
      let isPrintable = ascii >= 0x20 && ascii < 0x7F
      self.character = isPrintable ? character : Self.dot
      columns = 1
      return
    }
    let scalars = character.unicodeScalars
    guard let base = scalars.first, base.standsAlone else {
      self.character = Self.dot
      columns = 1
      return
    }
    columns = base.isWide ? 2 : 1
    self.character = scalars.count == 1 ? character : Self.reduced(base, scalars.dropFirst())
  }

  private static let dot: Character = "·"

  private static func reduced(
    _ base: Unicode.Scalar, _ rest: Substring.UnicodeScalarView
  ) -> Character {
    var text = String(base)
    text.unicodeScalars.append(contentsOf: rest.filter(\.isMark).prefix(2))
    // A base and nonspacing marks are one grapheme; were they not, the base alone would do.
    return text.count == 1 ? Character(text) : Character(base)
  }
}

extension Unicode.Scalar {
  /// Whether it is drawn in columns of its own and keeps the terminal's state as it is.
  var standsAlone: Bool {
    if (0x1F1E6...0x1F1FF).contains(value) { return false }
    return switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .nonspacingMark, .enclosingMark, .spacingMark:
      false
    default: true
    }
  }

  /// Whether it is drawn over the character before it.
  var isMark: Bool {
    properties.generalCategory == .nonspacingMark && !(0xFE00...0xFE0F).contains(value)
  }
}

extension StringProtocol {
  /// The columns this text takes when it is written on a canvas.
  package var columns: Int {
    // Most texts are plain, and need not be taken apart into characters.
    let isPlain = utf8.withContiguousStorageIfAvailable { $0.allSatisfy { 0x20..<0x7F ~= $0 } }
    if isPlain == true { return utf8.count }
    return reduce(0) { $0 + DrawableCharacter($1).columns }
  }
}
