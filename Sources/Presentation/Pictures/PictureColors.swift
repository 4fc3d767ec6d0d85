import TextCanvas

/// The colours of a picture, where there is no terminal to have some of its own.
struct PictureColors {
  let ink: Color
  let paper: Color
  /// Whether anything but ink and paper is used.
  let isColored: Bool

  init(_ theme: Theme, isColored: Bool) {
    ink = theme.isLight ? Color(0x1F2328) : Color(0xE5E5E5)
    paper = theme.isLight ? Color(0xFFFFFF) : Color(0x121214)
    self.isColored = isColored
  }

  /// What the characters and lines of a style are drawn in.
  func ink(of style: Style) -> Color {
    let color =
      style.attributes.contains(.reverse)
      ? resolved(style.background, or: paper) : resolved(style.foreground, or: ink)
    return style.attributes.contains(.dim) ? mixed(color, 0.65, over: paper(of: style)) : color
  }

  /// What lies under them.
  func paper(of style: Style) -> Color {
    style.attributes.contains(.reverse)
      ? resolved(style.foreground, or: ink) : resolved(style.background, or: paper)
  }

  /// A share of the ink of a style over its paper, as in `░`.
  func shade(_ style: Style, _ share: Double) -> Color {
    mixed(ink(of: style), share, over: paper(of: style))
  }

  private func resolved(_ color: Color, or other: Color) -> Color {
    color == .terminal || !isColored ? other : color
  }

  private func mixed(_ upper: Color, _ share: Double, over lower: Color) -> Color {
    guard case .rgb(let red, let green, let blue) = upper,
      case .rgb(let red2, let green2, let blue2) = lower
    else { return upper }
    let channels = zip([red, green, blue], [red2, green2, blue2]).map { first, second in
      UInt8(clamping: Int((Double(first) * share + Double(second) * (1 - share)).rounded()))
    }
    return .rgb(channels[0], channels[1], channels[2])
  }
}

extension Color {
  /// `#e69f00`; ink has been chosen for what was the terminal's own.
  var hex: String {
    guard case .rgb(let red, let green, let blue) = self else { return "currentColor" }
    return "#" + [red, green, blue].map { $0.hexDigits }.joined()
  }
}

extension UInt8 {
  fileprivate var hexDigits: String {
    (self < 16 ? "0" : "") + String(self, radix: 16)
  }
}
