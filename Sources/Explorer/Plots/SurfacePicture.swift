import Presentation
import TextCanvas

/// A surface as contour lines, with the place where the program is, the gradient there and the path of
/// a descent.
struct SurfacePicture {
  private let surface: Surface
  private let path: [PlotView.PathPoint]
  private let state: PlotState
  private let theme: Theme

  init(
    _ surface: Surface, _ path: [PlotView.PathPoint], _ state: PlotState, _ theme: Theme, rows: Int
  ) {
    lines = min(max(rows * 2 / 3, 3), 9)
    (self.surface, self.path, self.state, self.theme) = (surface, path, state, theme)
  }

  /// How many contour lines there are at most: on few rows, few.
  private let lines: Int

  var linePlot: LinePlot {
    let levels = surface.levels(lines)
    let contours = levels.map { ($0, surface.contour(at: $0)) }
    var plot = LinePlot(
      arrow + trail + contours.flatMap { series($0.1) } + [corners],
      axisStyle: theme.style(.muted), emptyNote: "no value is finite here")
    plot.labels = contours.compactMap { level, pieces in label(level, pieces) } + heads
    return plot
  }

  /// All of the grid is in sight, whatever is drawn.
  private var corners: LinePlot.Series {
    let (x, y) = (surface.xs, surface.ys)
    return LinePlot.Series(
      "", points: zip([x.first, x.last], [y.first, y.last]).map { .init(x: $0 ?? 0, y: $1 ?? 0) },
      line: .none)
  }

  private func series(_ pieces: [Surface.Segment]) -> [LinePlot.Series] {
    pieces.map { piece in
      LinePlot.Series(
        "",
        points: [
          .init(x: piece.from.x, y: piece.from.y), .init(x: piece.to.x, y: piece.to.y),
        ], style: theme.style(.value))
    }
  }

  /// The height of a contour line, on the line, apart from those of its neighbours.
  private func label(_ level: Double, _ pieces: [Surface.Segment]) -> LinePlot.Label? {
    guard !pieces.isEmpty else { return nil }
    let places = surface.levels(lines).firstIndex(of: level) ?? 0
    let piece = pieces[(places * 2 + 1) * pieces.count / (2 * lines + 2)]
    return LinePlot.Label(
      NumberText.short(level, digits: 2), x: piece.from.x, y: piece.from.y,
      style: theme.style(.muted))
  }

  private var gradient: [Double]? {
    guard state.hasSlope, state.chosen != nil, let gradient = surface.present?.gradient,
      gradient.allSatisfy(\.isFinite), gradient.contains(where: { $0 != 0 })
    else { return nil }
    return gradient
  }

  private var tip: (x: Double, y: Double)? { gradient == nil ? nil : surface.arrowTip }

  private var arrow: [LinePlot.Series] {
    guard let tip, let point = surface.present else { return [] }
    return [
      LinePlot.Series(
        "", points: [.init(x: point.x, y: point.y), .init(x: tip.x, y: tip.y)],
        style: theme.style(.adjoint))
    ]
  }

  private var trail: [LinePlot.Series] {
    guard path.count > 1 else { return [] }
    return [
      LinePlot.Series(
        "", points: path.map { .init(x: $0.x, y: $0.y) }, style: theme.style(.tangent))
    ]
  }

  private var heads: [LinePlot.Label] {
    var labels = path.dropLast().map {
      LinePlot.Label("∙", x: $0.x, y: $0.y, style: theme.style(.tangent))
    }
    if let tip, let gradient {
      let isSteep = abs(gradient[1]) * width(surface.xs) > abs(gradient[0]) * width(surface.ys)
      let head = isSteep ? (gradient[1] > 0 ? "▲" : "▼") : (gradient[0] > 0 ? "▶" : "◀")
      labels.append(LinePlot.Label(head, x: tip.x, y: tip.y, style: theme.style(.adjoint)))
    }
    if state.chosen != nil, let point = surface.present {
      labels.append(LinePlot.Label("●", x: point.x, y: point.y, style: theme.style(.strong)))
    }
    return labels
  }

  private func width(_ places: [Double]) -> Double { (places.last ?? 0) - (places.first ?? 0) }
}
