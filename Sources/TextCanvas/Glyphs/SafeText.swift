import Basics

extension String {
  /// The text with a stand-in for everything that a terminal would obey instead of show: control
  /// characters other than line feed and tab, what turns the direction of writing, and separators
  /// that some take for the end of a line.
  package var withoutControls: String {
    // Nearly all text is passed on after a look at its bytes, or at its scalars.
    guard utf8.contains(where: \.mayBeginControl),
      unicodeScalars.contains(where: { $0.withoutControl != $0 })
    else { return self }
    var scalars = String.UnicodeScalarView()
    for character in self {
      // Swift reads the two halves of a Windows line break as one character.
      let shown = character == "\r\n" ? "\n" : character
      scalars.append(contentsOf: shown.unicodeScalars.lazy.map(\.withoutControl))
    }
    return String(scalars)
  }
}

extension Unicode.Scalar {
  fileprivate var withoutControl: Unicode.Scalar {
    self == "\n" || self == "\t" || !steersTerminals ? self : "\u{FFFD}"
  }
}

extension UInt8 {
  /// Whether a scalar that steers terminals may begin with this byte of UTF-8; text that has none
  /// need not be looked at closely.
  fileprivate var mayBeginControl: Bool {
    switch self {
    case 0x0A, 0x09: false
    case 0...0x1F, 0x7F, 0xC2, 0xD8, 0xE2: true
    default: false
    }
  }
}
