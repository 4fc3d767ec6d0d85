import Autodiff
import Presentation
import TextCanvas

/// What `set` can choose beside the values of nodes.
enum ExplorerOption: String, CaseIterable, Sendable {
  case glyphs, notation, color, background, mode, duals, mouse

  /// What may be chosen.
  var values: [String] {
    switch self {
    case .glyphs: ["unicode", "ascii"]
    case .notation: Notation.allCases.map(\.rawValue)
    case .color: ColorDepth.allCases.map(\.rawValue)
    case .background: ["dark", "light"]
    case .mode: ["reverse", "forward", "both"]
    case .duals, .mouse: ["on", "off"]
    }
  }
}

extension ExplorerModel {
  /// Chooses an option.
  mutating func set(_ option: ExplorerOption, to value: String) throws(CommandFailure) -> Reply {
    guard option.values.contains(value) else {
      throw CommandFailure(
        "'\(option)' is \(option.values.joined(separator: ", ")), not '\(value)'")
    }
    switch option {
    case .glyphs: setGlyphs(value == "ascii" ? .ascii : .unicode)
    case .notation: notation = Notation(rawValue: value) ?? notation
    case .color: setColors(ColorDepth(rawValue: value) ?? capabilities.colors)
    case .background: setBackground(isLight: value == "light")
    case .duals: showsDuals = value == "on"
    case .mode: try change(to: value == "forward" ? .forward : value == "both" ? .both : .reverse)
    case .mouse: return Reply(line: "mouse \(value)", effects: [.useMouse(value == "on")])
    }
    return Reply(line: "\(option) \(value)")
  }
}
