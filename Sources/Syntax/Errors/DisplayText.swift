import Basics

/// Text as it may safely go to a terminal: one line, no control or invisible characters.
extension Character {
  /// The character, or a stand-in for one that a terminal would obey instead of show.
  package var displayed: Character {
    if self == "\t" || isNewline { return " " }
    return unicodeScalars.allSatisfy(\.isVisible) ? self : "\u{FFFD}"
  }

  /// The columns that the character takes on a terminal.
  package var columns: Int {
    unicodeScalars.first?.isWide == true ? 2 : 1
  }
}

extension Unicode.Scalar {
  /// Whether the scalar leaves ink or blank space of its own, or an accent on another.
  package var isVisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    default: !properties.isDefaultIgnorableCodePoint
    }
  }

  /// Whether the scalar can be shown in a message by itself.
  package var standsAlone: Bool {
    isVisible && !properties.isGraphemeExtend && !properties.isWhitespace
  }
}

extension String {
  /// The text on one line, with a stand-in for each character that a terminal would obey.
  package var displayed: String {
    let isPlain = utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    return isPlain ? self : String(map(\.displayed))
  }

  /// The text within quotation marks in a message, shortened when it is long.
  package var quoted: String { "'\(shortened)'" }

  /// The text on one line, cut after some forty characters.
  package var shortened: String {
    let limit = 40
    let start = String(prefix(limit + 1).map(\.displayed))
    return start.count <= limit ? start : start.prefix(limit - 3) + "..."
  }
}
