/// Text as it may safely go to a terminal: one line, no control or invisible characters.
extension Character {
  /// The character, or a stand-in for one that a terminal would obey instead of show.
  var displayed: Character {
    if self == "\t" || isNewline { return " " }
    return unicodeScalars.allSatisfy(\.isVisible) ? self : "\u{FFFD}"
  }

  /// The columns that the character takes on a terminal.
  var columns: Int {
    unicodeScalars.first?.isWide == true ? 2 : 1
  }
}

extension Unicode.Scalar {
  /// Whether the scalar leaves ink or blank space of its own, or an accent on another.
  var isVisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    default: !properties.isDefaultIgnorableCodePoint
    }
  }

  /// Whether the scalar can be shown in a message by itself.
  var standsAlone: Bool {
    isVisible && !properties.isGraphemeExtend && !properties.isWhitespace
  }

  /// Whether terminals give the scalar two columns: East Asian scripts and emoji.
  fileprivate var isWide: Bool {
    guard value >= 0x1100 else { return false }
    if properties.isEmojiPresentation { return true }
    return Self.wideRanges.contains { $0.contains(value) }
  }

  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
    0xFFE0...0xFFE6, 0x20000...0x3FFFD,
  ]
}

extension String {
  /// The text within quotation marks in a message, shortened when it is long.
  var quoted: String { "'\(shortened)'" }

  /// The text on one line, cut after some forty characters.
  var shortened: String {
    let limit = 40
    let start = String(prefix(limit + 1).map(\.displayed))
    return start.count <= limit ? start : start.prefix(limit - 3) + "..."
  }
}
