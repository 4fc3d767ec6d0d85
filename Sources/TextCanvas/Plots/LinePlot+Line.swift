extension LinePlot {
  /// How a curve is drawn, so that curves can be distinguished without colour.
  package enum Line: CaseIterable, Hashable, Sendable {
    case solid, dashed, dotted, dashDotted, longDashed, dotDotDashed
    /// No line: the points' marks alone.
    case none

    /// Two columns of it, for a legend.
    package var sample: String {
      switch self {
      case .solid: "──"
      case .dashed: "┄┄"
      case .dotted: "∙ "
      case .dashDotted: "─∙"
      case .longDashed: "─ "
      case .dotDotDashed: "∙─"
      case .none: ""
      }
    }

    /// Whether there is ink so many dots along it.
    func hasInk(at distance: Int) -> Bool {
      switch self {
      case .solid: true
      case .dashed: distance / 3 % 2 == 0
      case .dotted: distance % 4 == 0
      case .dashDotted: [0, 1, 2, 3, 6].contains(distance % 9)
      case .longDashed: distance % 12 < 8
      case .dotDotDashed: [0, 3, 6, 7, 8, 9].contains(distance % 12)
      case .none: false
      }
    }
  }
}
