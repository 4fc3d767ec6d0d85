import Glibc

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
    guard let luminance else { return .terminal }
    // White and black have the same contrast to a luminance of about 0.18, of 4.58 to 1.
    return luminance > 0.179 ? .rgb(0, 0, 0) : .rgb(255, 255, 255)
  }

  /// How well one colour is read on the other, from 1 to 21; 1 where one is the terminal's own.
  func contrast(with other: Color) -> Double {
    guard let first = luminance, let second = other.luminance else { return 1 }
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  /// The light of a colour, from 0 to 1.
  private var luminance: Double? {
    guard case .rgb(let red, let green, let blue) = self else { return nil }
    return 0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
  }

  /// The light of a channel, from 0 to 1: about the square of its number (sRGB has 2.4 and a toe).
  private static func linear(_ channel: UInt8) -> Double {
    let part = Double(channel) / 255
    guard part > 0.04045 else { return part / 12.92 }
    return pow((part + 0.055) / 1.055, 2.4)
  }
}

/// How many colours a terminal can show.
package enum ColorDepth: String, Hashable, Sendable, CaseIterable {
  case truecolor
  case palette256 = "256"
  case basic16 = "16"
  case none
}
