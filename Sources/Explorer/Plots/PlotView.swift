package import Debugging
import Inquiry
import Presentation
package import TextCanvas

/// A function with its derivative, the place where the program is, and the tangent there.
package struct PlotView {
  package let plot: ProgramPlot
  package let state: PlotState
  /// What else leads over the surface: the steps of a descent.
  package var path: [PathPoint] = []
  package let theme: Theme
  package let capabilities: Capabilities

  /// A place on a path over a surface.
  package struct PathPoint: Hashable, Sendable {
    package let x: Double
    package let y: Double
  }

  /// A plot as far as it is known.
  package init(
    _ plot: ProgramPlot, _ state: PlotState, path: [PathPoint] = [], theme: Theme,
    _ capabilities: Capabilities
  ) {
    (self.plot, self.state, self.path) = (plot, state, path)
    (self.theme, self.capabilities) = (theme, capabilities)
  }

  /// Draws what the plot says in numbers, and below it the picture.
  package func draw(on canvas: inout Canvas, in area: Rect) {
    let facts = PlotFacts(plot, state).lines.flatMap { $0.wrapped(toColumns: max(area.width, 1)) }
    let (upper, lower) = area.rows(top: min(facts.count, max(area.height / 2 - 2, 1)))
    for (row, line) in facts.prefix(upper.height).enumerated() {
      canvas.write(line, x: upper.x, y: upper.y + row, theme: theme, clippedTo: upper)
    }
    switch plot.plot {
    case .curve(let curve):
      CurvePicture(curve, plot.nudge, state, theme).draw(on: &canvas, in: lower, capabilities)
    case .surface(let surface):
      SurfacePicture(surface, path, state, theme, rows: lower.height).linePlot.draw(
        on: &canvas, in: lower, capabilities)
    }
  }
}

/// What a plot says in numbers.
package struct PlotFacts {
  /// Line by line: the place and its slope, the tangent, and how far it is off after a nudge.
  package let lines: [StyledText]

  /// Words for what is known of a plot.
  package init(_ plot: ProgramPlot, _ state: PlotState) {
    switch plot.plot {
    case .curve(let curve): lines = Self.lines(curve, plot.nudge, state)
    case .surface(let surface): lines = Self.lines(surface, state)
    }
  }

  private static func lines(
    _ curve: Curve, _ nudge: PlotNudge?, _ state: PlotState
  ) -> [StyledText] {
    guard let chosen = state.chosen, curve.present.indices.contains(chosen) else {
      let hint =
        curve.present.isEmpty
        ? "the program does not apply it" : "the present place appears with its value: press n"
      return [StyledText(hint, .muted)]
    }
    let point = curve.present[chosen]
    let place =
      StyledText(curve.name, .strong) + " = " + number(point.y, .value)
      + StyledText(" at \(curve.variable) = ", .muted) + number(point.x, .text)
    guard state.hasSlope, let slope = point.slope else { return [place] }
    let tangent =
      StyledText("tangent: ", .muted)
      + StyledText(
        "\(NumberText.short(point.y)) + \(NumberText.operand(slope))·(\(curve.variable) - "
          + "\(NumberText.operand(point.x)))", .tangent)
    let first =
      place + StyledText("   \(curve.slopeName)", .strong) + " = " + number(slope, .adjoint)
    return [first, tangent] + (nudge.map { [words(of: $0, curve)] } ?? [])
  }

  private static func words(of nudge: PlotNudge, _ curve: Curve) -> StyledText {
    StyledText("\(curve.variable) = \(NumberText.short(nudge.to.x)): ", .strong)
      + StyledText("tangent says ", .muted) + number(nudge.predicted, .tangent, signed: true)
      + StyledText(", curve ", .muted) + number(nudge.actual, .value, signed: true)
      + StyledText(", off by ", .muted) + number(nudge.error, .warning, signed: true)
  }

  private static func lines(_ surface: Surface, _ state: PlotState) -> [StyledText] {
    let axes = StyledText(
      "\(surface.variables[0]) to the right, \(surface.variables[1]) up", .muted)
    guard state.chosen != nil, let point = surface.present else { return [axes] }
    let place =
      StyledText(surface.name, .strong) + " = " + number(point.value, .value)
      + StyledText(" at ", .muted)
      + "\(surface.variables[0]) = \(NumberText.short(point.x)), "
      + "\(surface.variables[1]) = \(NumberText.short(point.y))"
    guard state.hasSlope, let gradient = point.gradient else { return [place, axes] }
    let words = StyledText(
      "gradient (\(gradient.map { NumberText.short($0) }.joined(separator: ", ")))", .adjoint)
    return [place, words + StyledText("   ", .text) + axes]
  }

  private static func number(_ value: Double, _ role: Role, signed: Bool = false) -> StyledText {
    let sign = signed && value > 0 ? "+" : ""
    return StyledText(sign + NumberText.short(value), value.isFinite ? role : .alarm)
  }
}
