import Autodiff
import Debugging
import Inquiry
import Presentation
import TextCanvas

extension ExplorerModel {
  /// Chooses an option.
  mutating func set(_ option: ExplorerOption, to value: String) throws(CommandFailure) -> Reply {
    guard option.values.contains(value) else {
      throw CommandFailure(
        "'\(option)' is \(option.values.joined(separator: ", ")), not '\(value)'")
    }
    switch option {
    case .glyphs: setGlyphs(value == "ascii" ? .ascii : .unicode)
    case .notation:
      notation = Notation(rawValue: value) ?? notation
      requestDrawing()
    case .flow: setFlow(FlowChoice(rawValue: value) ?? .auto)
    case .color: setColors(ColorDepth(rawValue: value) ?? capabilities.colors)
    case .background: setBackground(isLight: value == "light")
    case .duals: showsDuals = value == "on"
    case .zero: debugger.clearsGradients = value == "on"
    case .points: showsPoints = value == "on"
    case .reveal:
      isRevealing = value == "on"
      revealed = nil
    case .mode: try change(to: value == "forward" ? .forward : value == "both" ? .both : .reverse)
    case .mouse: return Reply(line: "mouse \(value)", effects: [.useMouse(value == "on")])
    }
    return Reply(line: "\(option) \(value)")
  }

  /// Writes derivatives in the next notation.
  mutating func changeNotation() {
    notation = notation.next
    let example = notation.example(combining: capabilities.hasCombiningMarks)
    notice = StyledText("notation \(example)", .muted)
    requestDrawing()
  }
}
