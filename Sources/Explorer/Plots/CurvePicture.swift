import Debugging
import Presentation
import TextCanvas

/// A curve and its derivative on one pair of axes, or one above the other where they would not be
/// legible on the same.
struct CurvePicture {
  private let curve: Curve
  private let nudge: PlotNudge?
  private let state: PlotState
  private let theme: Theme

  init(_ curve: Curve, _ nudge: PlotNudge?, _ state: PlotState, _ theme: Theme) {
    (self.curve, self.nudge, self.state, self.theme) = (curve, nudge, state, theme)
  }

  /// The rows that it takes to draw two plots.
  private static let rowsForTwo = 14

  func draw(on canvas: inout Canvas, in area: Rect, _ capabilities: Capabilities) {
    guard !curve.sharesAxis, area.height >= Self.rowsForTwo else {
      let isShared = curve.sharesAxis
      plot(of: [isShared ? derivative : nil, values].compactMap(\.self), hasTangent: true)
        .draw(on: &canvas, in: area, capabilities)
      return
    }
    let (upper, lower) = area.rows(bottom: area.height * 2 / 5)
    plot(of: [values], hasTangent: true).draw(on: &canvas, in: upper, capabilities)
    plot(of: [derivative].compactMap(\.self), hasTangent: false)
      .draw(on: &canvas, in: lower, capabilities)
  }

  private func plot(of curves: [LinePlot.Series], hasTangent: Bool) -> LinePlot {
    var plot = LinePlot(
      (hasTangent ? [tangent].compactMap(\.self) : []) + curves.reversed()
        + [zero(curves)].compactMap(\.self),
      axisStyle: theme.style(.muted), emptyNote: "no value is finite here",
      crosshair: point?.x, hasLegendBelow: isRising)
    if hasTangent { plot.labels = marks }
    if !hasTangent, let point, state.hasSlope, let slope = point.slope {
      plot.labels = [LinePlot.Label("●", x: point.x, y: slope, style: theme.style(.adjoint))]
    }
    return plot
  }

  /// The place whose tangent is drawn.
  private var point: Curve.Point? {
    state.chosen.flatMap { curve.present.indices.contains($0) ? curve.present[$0] : nil }
  }

  private var values: LinePlot.Series {
    LinePlot.Series(
      curve.name, points: curve.points.map { shown($0.x, $0.y, in: curve.heights) },
      style: theme.style(.value), note: "")
  }

  private var derivative: LinePlot.Series? {
    guard curve.slopes != nil else { return nil }
    return LinePlot.Series(
      curve.slopeName,
      points: curve.points.map { shown($0.x, $0.slope ?? .nan, in: curve.slopes) },
      style: theme.style(.adjoint), line: .dashed, note: "")
  }

  /// What lies beyond the legible heights is a gap.
  private func shown(_ x: Double, _ y: Double, in range: ClosedRange<Double>?) -> LinePlot.Point {
    LinePlot.Point(x: x, y: range?.contains(y) == true ? y : .nan)
  }

  /// The line at 0, where it lies between what is plotted.
  private func zero(_ curves: [LinePlot.Series]) -> LinePlot.Series? {
    let heights = curves.flatMap(\.points).map(\.y).filter(\.isFinite)
    guard let low = heights.min(), let high = heights.max(), low < 0, high > 0 else { return nil }
    return LinePlot.Series(
      "", points: [curve.range.lowerBound, curve.range.upperBound].map { .init(x: $0, y: 0) },
      style: theme.style(.border), line: .dotted)
  }

  /// The tangent, as far as it lies between the heights of the curve.
  private var tangent: LinePlot.Series? {
    guard let point, state.hasSlope, let slope = point.slope, slope.isFinite, point.y.isFinite,
      let heights = curve.heights
    else { return nil }
    let ends = curve.tangentEnds(at: point, within: heights)
    return LinePlot.Series(
      "tangent", points: ends.map { LinePlot.Point(x: $0, y: point.y + slope * ($0 - point.x)) },
      style: theme.style(.tangent), line: .longDashed, note: "")
  }

  /// The present places, the one with the tangent last, so that it lies above; then what was nudged.
  private var marks: [LinePlot.Label] {
    let others = state.shown.sorted().filter {
      $0 != state.chosen && curve.present.indices.contains($0)
    }
    var labels = others.map { place in
      LinePlot.Label(
        "○", x: curve.present[place].x, y: curve.present[place].y, style: theme.style(.value))
    }
    if let nudge, state.hasSlope {
      labels.append(LinePlot.Label("○", x: nudge.to.x, y: nudge.to.y, style: theme.style(.value)))
      labels.append(
        LinePlot.Label(
          "×", x: nudge.to.x, y: nudge.from.y + nudge.predicted, style: theme.style(.tangent)))
    }
    if let point {
      labels.append(LinePlot.Label("●", x: point.x, y: point.y, style: theme.style(.strong)))
    }
    return labels
  }

  /// Whether the curve ends higher than it begins, so that the legend has room below.
  private var isRising: Bool {
    guard let first = curve.points.first(where: { $0.y.isFinite })?.y,
      let last = curve.points.last(where: { $0.y.isFinite })?.y
    else { return false }
    return last > first
  }
}
