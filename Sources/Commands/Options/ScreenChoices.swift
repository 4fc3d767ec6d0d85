import ArgumentParser
import NcursesScreen
import Presentation
import TextCanvas

/// How the screen is drawn.
struct ScreenChoices: ParsableArguments {
  enum Glyphs: String, ExpressibleByArgument, CaseIterable {
    case auto, unicode, ascii
  }

  enum Colors: String, ExpressibleByArgument, CaseIterable {
    case auto, truecolor
    case palette256 = "256"
    case basic16 = "16"
    case none
  }

  enum Background: String, ExpressibleByArgument, CaseIterable {
    case auto, dark, light
  }

  @Option(help: "unicode or ascii; auto follows the locale.")
  var glyphs = Glyphs.auto

  @Option(help: "truecolor, 256, 16 or none; auto follows the terminal.")
  var color = Colors.auto

  @Option(help: "The terminal's background, dark or light; auto asks the terminal.")
  var background = Background.auto

  @Option(help: "The notation for derivatives: bar, arrow, g, leibniz or delta.")
  var notation = Notation.bar

  var glyphSet: GlyphSet? {
    switch glyphs {
    case .auto: nil
    case .unicode: .unicode
    case .ascii: .ascii
    }
  }

  var colorDepth: ColorDepth? {
    switch color {
    case .auto: nil
    case .truecolor: .truecolor
    case .palette256: .palette256
    case .basic16: .basic16
    case .none: ColorDepth.none
    }
  }
}

extension ScreenChoices {
  /// What a screen can show, with the background that was chosen.
  func adjusted(_ capabilities: Capabilities) -> Capabilities {
    var capabilities = capabilities
    switch background {
    case .auto: break
    case .dark: capabilities.isLight = false
    case .light: capabilities.isLight = true
    }
    return capabilities
  }
}

extension Notation: ExpressibleByArgument {}
