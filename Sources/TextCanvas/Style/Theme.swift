/// What a piece of the picture means; a theme decides how that looks.
package enum Role: CaseIterable, Hashable, Sendable {
  case text, muted, title, strong
  case border, focusedBorder
  case value, adjoint, tangent, partial
  case current, selected, done, pending
  case positive, negative
  case success, warning, alarm
  case breakpoint, prompt, keyHint, statusBar
  /// Text that what is typed next replaces.
  case selection
}

/// A look for every role.
///
/// The colours are those of Okabe and Ito, which stay apart for colour-blind eyes: values blue-ish,
/// adjoints orange-ish. What is current, selected, done or pending also differs by attributes, so
/// that a terminal without colours tells them apart.
package struct Theme: Hashable, Sendable {
  /// Whether it is meant for a light background.
  package let isLight: Bool

  /// For dark backgrounds.
  package static let dark = Theme(isLight: false)

  /// For light backgrounds.
  package static let light = Theme(isLight: true)

  /// The theme for a screen of the given capabilities.
  package static func fitting(_ capabilities: Capabilities) -> Theme {
    capabilities.isLight ? .light : .dark
  }

  /// How something with this meaning looks.
  package func style(_ role: Role) -> Style {
    switch role {
    case .text, .done: .plain
    case .muted: Style(foreground: grey)
    case .pending: Style(foreground: grey, attributes: .dim)
    case .title, .strong: Style(attributes: .bold)
    case .border: Style(foreground: grey)
    case .focusedBorder: Style(foreground: blue, attributes: .bold)
    case .value, .positive: Style(foreground: blue)
    case .adjoint, .negative: Style(foreground: orange)
    case .tangent: Style(foreground: green)
    case .partial: Style(foreground: purple)
    case .current: Style(attributes: [.bold, .reverse])
    case .selected: Style(foreground: yellow, attributes: [.bold, .underline])
    case .success: Style(foreground: green, attributes: .bold)
    case .warning: Style(foreground: yellow, attributes: .bold)
    case .alarm, .breakpoint: Style(foreground: red, attributes: .bold)
    case .prompt, .keyHint: Style(foreground: yellow, attributes: .bold)
    case .statusBar, .selection: Style(attributes: .reverse)
    }
  }

  private var blue: Color { isLight ? Color(0x0072B2) : Color(0x56B4E9) }
  private var orange: Color { isLight ? Color(0xB85000) : Color(0xE69F00) }
  private var green: Color { isLight ? Color(0x007A5A) : Color(0x2FC79B) }
  private var purple: Color { isLight ? Color(0x9C4A77) : Color(0xCC79A7) }
  private var yellow: Color { isLight ? Color(0x7A6A00) : Color(0xF0E442) }
  private var red: Color { isLight ? Color(0xB3261E) : Color(0xFF6B5E) }
  private var grey: Color { isLight ? Color(0x6C6C6C) : Color(0x8A8A8A) }
}
