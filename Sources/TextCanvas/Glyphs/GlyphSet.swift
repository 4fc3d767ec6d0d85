/// Which characters a screen can show.
package enum GlyphSet: String, Hashable, Sendable, CaseIterable {
  case unicode
  case ascii
}
