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

  /// Whether it takes two columns: East Asian wide and full-width forms, and most emoji.
  var isWide: Bool {
    guard value >= 0x1100 else { return false }
    var low = 0
    var high = Self.wideRanges.count
    while low < high {
      let middle = (low + high) / 2
      let range = Self.wideRanges[middle]
      if range.contains(value) { return true }
      if value < range.lowerBound { high = middle } else { low = middle + 1 }
    }
    return false
  }

  // Unicode 14 with room for what came later; East_Asian_Width W and F, joined over unassigned gaps.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0...0x23F0,
    0x23F3...0x23F3, 0x25FD...0x25FE, 0x2614...0x2615, 0x2648...0x2653, 0x267F...0x267F,
    0x2693...0x2693, 0x26A1...0x26A1, 0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5,
    0x26CE...0x26CE, 0x26D4...0x26D4, 0x26EA...0x26EA, 0x26F2...0x26F3, 0x26F5...0x26F5,
    0x26FA...0x26FA, 0x26FD...0x26FD, 0x2705...0x2705, 0x270A...0x270B, 0x2728...0x2728,
    0x274C...0x274C, 0x274E...0x274E, 0x2753...0x2755, 0x2757...0x2757, 0x2795...0x2797,
    0x27B0...0x27B0, 0x27BF...0x27BF, 0x2B1B...0x2B1C, 0x2B50...0x2B50, 0x2B55...0x2B55,
    0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4C6, 0xA960...0xA97C,
    0xAC00...0xD7A3, 0xF900...0xFAD9, 0xFE10...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
    0x16FE0...0x1B2FB, 0x1F004...0x1F004, 0x1F0CF...0x1F0CF, 0x1F18E...0x1F18E, 0x1F191...0x1F19A,
    0x1F200...0x1F320, 0x1F32D...0x1F335, 0x1F337...0x1F37C, 0x1F37E...0x1F393, 0x1F3A0...0x1F3CA,
    0x1F3CF...0x1F3D3, 0x1F3E0...0x1F3F0, 0x1F3F4...0x1F3F4, 0x1F3F8...0x1F43E, 0x1F440...0x1F440,
    0x1F442...0x1F4FC, 0x1F4FF...0x1F53D, 0x1F54B...0x1F54E, 0x1F550...0x1F567, 0x1F57A...0x1F57A,
    0x1F595...0x1F596, 0x1F5A4...0x1F5A4, 0x1F5FB...0x1F64F, 0x1F680...0x1F6C5, 0x1F6CC...0x1F6CC,
    0x1F6D0...0x1F6D2, 0x1F6D5...0x1F6DF, 0x1F6EB...0x1F6EC, 0x1F6F4...0x1F6FC, 0x1F7E0...0x1F7F0,
    0x1F90C...0x1F93A, 0x1F93C...0x1F945, 0x1F947...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD,
  ]
}

extension StringProtocol {
  /// The columns this text takes when it is written on a canvas.
  package var columns: Int {
    reduce(0) { $0 + DrawableCharacter($1).columns }
  }
}
