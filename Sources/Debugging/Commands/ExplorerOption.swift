import Presentation
import TextCanvas

/// What `set` can choose beside the values of nodes.
package enum ExplorerOption: String, CaseIterable, Sendable {
  case glyphs, notation, color, background, mode, duals, mouse, flow, points, reveal, zero

  /// What may be chosen.
  package var values: [String] {
    switch self {
    case .glyphs: ["unicode", "ascii"]
    case .notation: Notation.allCases.map(\.rawValue)
    case .color: ColorDepth.allCases.map(\.rawValue)
    case .background: ["dark", "light"]
    case .mode: ["reverse", "forward", "both"]
    case .flow: FlowChoice.allCases.map(\.rawValue)
    case .duals, .mouse, .points, .reveal, .zero: ["on", "off"]
    }
  }

  /// How it is typed: `set duals on|off`.
  package var usage: String { "set \(rawValue) \(values.joined(separator: " | "))" }

  /// What it chooses, for help and the README.
  package var help: String {
    switch self {
    case .glyphs: "draw with Unicode or with ASCII characters"
    case .notation: "write an adjoint as in this kind of book"
    case .color: "use so many colours"
    case .background: "choose colours for a background of this kind"
    case .mode: "change the mode"
    case .flow: "draw the graph as it fits best, to the right, down, or to the right in bands"
    case .duals: "show each value and tangent as a matrix"
    case .mouse: "turn mouse support on or off"
    case .points: "write the values at which a partial is taken"
    case .zero:
      "clear gradients before each step of a descent; off: they pile up, as without zero_grad"
    case .reveal: "say rule, symbols, numbers and sum of an event one at a time"
    }
  }
}
