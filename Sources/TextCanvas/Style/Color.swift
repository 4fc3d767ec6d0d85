/// What colour a cell asks for; the screen gives the nearest it has.
package enum Color: Hashable, Sendable {
  /// Whatever the terminal's own foreground or background is.
  case terminal
  case rgb(UInt8, UInt8, UInt8)

  /// A colour as style guides write it: `Color(0xE69F00)`.
  package init(_ hex: UInt32) {
    self = .rgb(
      UInt8(truncatingIfNeeded: hex >> 16), UInt8(truncatingIfNeeded: hex >> 8),
      UInt8(truncatingIfNeeded: hex))
  }
}

/// How many colours a terminal can show.
package enum ColorDepth: String, Hashable, Sendable, CaseIterable {
  case truecolor
  case palette256 = "256"
  case basic16 = "16"
  case none
}
