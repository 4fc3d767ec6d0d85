package import TextCanvas

/// How colours reach a terminal.
package enum ColorSupport: Hashable, Sendable {
  /// Red, green and blue by a description made for it.
  case direct
  /// By number, of which the terminal has so many.
  case indexed(Int)
  case none

  /// What `--color`, the environment and the terminal's description agree on.
  ///
  /// - Parameters:
  ///   - wish: what the user asked for; it is given even where the terminal promises less.
  ///   - described: how many colours the description of the type has; not positive for none.
  package init(
    wish: ColorDepth?, described: Int, environment: (String) -> String?
  ) {
    switch wish {
    case .truecolor: self = .direct
    case .palette256: self = .indexed(256)
    case .basic16: self = .indexed(described >= 16 || described <= 0 ? 16 : 8)
    case ColorDepth.none?: self = .none
    case nil: self = Self.detected(described: described, environment: environment)
    }
  }

  private static func detected(
    described: Int, environment: (String) -> String?
  ) -> ColorSupport {
    if let refusal = environment("NO_COLOR"), !refusal.isEmpty { return .none }
    guard described >= 8 else { return .none }
    if described > 1 << 16 { return .direct }
    // GNU screen passes COLORTERM of the terminal around it on, but not its colours.
    let isInsideScreen = environment("STY") != nil && environment("TMUX") == nil
    let promise = environment("COLORTERM") ?? ""
    let isPromised = promise == "truecolor" || promise == "24bit"
    if isPromised, !isInsideScreen, environment("TERM") != "linux" { return .direct }
    return .indexed(described >= 256 ? 256 : described >= 16 ? 16 : 8)
  }

  /// The depth this gives.
  package var depth: ColorDepth {
    switch self {
    case .direct: .truecolor
    case .indexed(256): .palette256
    case .indexed: .basic16
    case .none: .none
    }
  }

  /// The number that stands for a colour; -1 for the terminal's own.
  package func number(of color: Color) -> Int32 {
    guard case .rgb(let red, let green, let blue) = color else { return -1 }
    let index: Int? =
      switch self {
      case .direct: Int(red) << 16 | Int(green) << 8 | Int(blue)
      case .indexed(256): color.paletteIndex
      case .indexed(16): color.basicIndex
      case .indexed: color.basicIndexOfEight
      case .none: nil
      }
    return Int32(index ?? -1)
  }
}

/// Whether COLORFGBG, which some terminals set, says that the background is light.
package func isLightBackground(_ colorFgBg: String?) -> Bool {
  guard let background = colorFgBg?.split(separator: ";").last.flatMap({ Int($0) }) else {
    return false
  }
  return background == 7 || (9...15).contains(background)
}
