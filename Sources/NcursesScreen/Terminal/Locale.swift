import CNcurses
import TextCanvas

/// The characters of the user's locale, as far as curses is concerned.
enum Locale {
  /// Takes the user's locale for characters and says what can be drawn in it.
  ///
  /// Without a locale (containers, bare logins) the terminal is most likely UTF-8 anyway; an
  /// older encoding was chosen by somebody and is believed.
  static func adopt(wish: GlyphSet?) -> GlyphSet {
    let isKnown = cn_use_locale("")
    if isKnown, codeset == "UTF-8" { return wish ?? .unicode }
    let isPlain = !isKnown || codeset == "ANSI_X3.4-1968" || codeset == "US-ASCII"
    guard isPlain || wish == .unicode else { return .ascii }
    let hasUnicode = cn_use_locale("C.UTF-8") || cn_use_locale("C.utf8")
    return hasUnicode ? wish ?? .unicode : .ascii
  }

  private static var codeset: String { String(cString: cn_codeset()) }
}
