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

  /// Black or white, whichever is read more easily on this colour.
  var contrasting: Color {
    guard case .rgb(let red, let green, let blue) = self else { return .terminal }
    let brightness = 299 * Int(red) + 587 * Int(green) + 114 * Int(blue)
    return brightness > 128_000 ? .rgb(0, 0, 0) : .rgb(255, 255, 255)
  }
}

/// How many colours a terminal can show.
package enum ColorDepth: String, Hashable, Sendable, CaseIterable {
  case truecolor
  case palette256 = "256"
  case basic16 = "16"
  case none
}
