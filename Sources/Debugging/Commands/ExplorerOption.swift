import Presentation
import TextCanvas

/// What `set` can choose beside the values of nodes.
package enum ExplorerOption: String, CaseIterable, Sendable {
  case glyphs, notation, color, background, mode, duals, mouse, flow, points, reveal

  /// What may be chosen.
  package var values: [String] {
    switch self {
    case .glyphs: ["unicode", "ascii"]
    case .notation: Notation.allCases.map(\.rawValue)
    case .color: ColorDepth.allCases.map(\.rawValue)
    case .background: ["dark", "light"]
    case .mode: ["reverse", "forward", "both"]
    case .flow: FlowChoice.allCases.map(\.rawValue)
    case .duals, .mouse, .points, .reveal: ["on", "off"]
    }
  }
}
