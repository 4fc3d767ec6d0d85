/// The directions in which lines leave a cell.
///
/// Lines are drawn as arms, never as glyphs: cells unite the arms of all lines that meet there, and
/// corners, tees and crossings come out of one table.
package struct Arms: OptionSet, Hashable, Sendable, CaseIterable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue & 15 }

  package static let up = Arms(rawValue: 1)
  package static let right = Arms(rawValue: 2)
  package static let down = Arms(rawValue: 4)
  package static let left = Arms(rawValue: 8)

  package static let horizontal: Arms = [.left, .right]
  package static let vertical: Arms = [.up, .down]

  /// All sixteen sets, in the order of the glyph tables.
  package static var allCases: [Arms] { (0..<16).map { Arms(rawValue: $0) } }

  /// Whether the lines `self` and `other` pass each other at a right angle.
  func crosses(_ other: Arms) -> Bool {
    (self == .horizontal && other == .vertical) || (self == .vertical && other == .horizontal)
  }
}

/// How heavy a line is drawn; this also tells boxes apart where there is no colour.
package enum LineWeight: Hashable, Sendable, CaseIterable {
  case light, heavy, double, dashed

  /// The glyph in which these arms meet; a single arm is drawn as a whole line.
  package func glyph(_ arms: Arms, in glyphs: GlyphSet) -> Character {
    switch glyphs {
    case .unicode: unicode[Int(arms.rawValue)]
    case .ascii: ascii[Int(arms.rawValue)]
    }
  }

  // Index: up 1, right 2, down 4, left 8.
  private var unicode: [Character] {
    switch self {
    case .light: Self.lightGlyphs
    case .heavy: Self.heavyGlyphs
    case .double: Self.doubleGlyphs
    case .dashed: Self.dashedGlyphs
    }
  }

  private var ascii: [Character] {
    switch self {
    case .light: Self.lightASCII
    case .heavy: Self.heavyASCII
    case .double: Self.doubleASCII
    case .dashed: Self.dashedASCII
    }
  }

  private static let lightGlyphs = Array(" │─╰││╭├─╯─┴╮┤┬┼")
  private static let heavyGlyphs = Array(" ┃━┗┃┃┏┣━┛━┻┓┫┳╋")
  private static let doubleGlyphs = Array(" ║═╚║║╔╠═╝═╩╗╣╦╬")
  private static let dashedGlyphs = Array(" ┆┄╰┆┆╭├┄╯┄┴╮┤┬┼")
  private static let lightASCII = Array(" |-+||++-+-+++++")
  private static let heavyASCII = Array(" #=####" + "#=#=#####")
  private static let doubleASCII = Array(" %=%%%%" + "%=%=%%%%%")
  private static let dashedASCII = Array(" :.+::++.+.+++++")
}
