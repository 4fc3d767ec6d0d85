/// Curves over a common axis, with ticks and a legend.
///
/// ```
/// 2 ┤⡇           ── train 0.0713
/// 1 ┤⠈⢦⡀
/// 0 ┤  ⠉⠓⠦⠤⣀⣀⣀⣀
///   ╰┬─────┬─────┬
///    0     1     2
/// ```
/// In an area too small for that, the axes go first, then the legend: the curve stays.
package struct LinePlot: Hashable, Sendable {
  package var series: [Series]
  package var yScale: PlotAxis.Scale
  package var axisStyle: Style
  /// What is written when there is nothing to draw.
  package var emptyNote: String
  /// Where on the x axis an upright line is drawn behind the curves, if anywhere.
  package var crosshair: Double?
  /// Whether the legend lies at the lower edge, for curves that rise, instead of the upper one.
  package var hasLegendBelow: Bool
  /// Words and signs at places of the plot, over the curves.
  package var labels: [Label] = []

  /// A plot of several curves.
  package init(
    _ series: [Series], yScale: PlotAxis.Scale = .linear, axisStyle: Style = .plain,
    emptyNote: String = "no values yet", crosshair: Double? = nil, hasLegendBelow: Bool = false
  ) {
    self.hasLegendBelow = hasLegendBelow
    self.crosshair = crosshair
    self.series = series
    self.yScale = yScale
    self.axisStyle = axisStyle
    self.emptyNote = emptyNote
  }

  /// Draws the plot into the area.
  package func draw(on canvas: inout Canvas, in area: Rect, _ capabilities: Capabilities) {
    let visible = area.intersection(canvas.bounds)
    guard !visible.isEmpty else { return }
    guard let axes = Axes(self) else {
      let note = emptyNote.truncated(toColumns: area.width)
      canvas.write(note, x: area.x, y: area.y, style: axisStyle, clippedTo: area)
      return
    }
    // What lies outside the canvas costs nothing: no larger grid is ever made.
    let inside = axes.draw(on: &canvas, in: visible, style: axisStyle)
    if let crosshair { axes.drawUpright(at: crosshair, on: &canvas, in: inside, style: axisStyle) }
    var grid = DotGrid(inside.size, capabilities)
    // The first curve is the one that matters most: it lies above the others.
    for curve in series.reversed() { axes.plot(curve, on: &grid) }
    grid.draw(on: &canvas, at: inside.origin, clippedTo: inside)
    for curve in series.reversed() { axes.mark(curve, on: &canvas, in: inside) }
    for label in labels { axes.write(label, on: &canvas, in: inside) }
    drawLegend(on: &canvas, in: inside)
  }

  /// Which of some places on the x axis is drawn nearest to a column; the first of those in one.
  package func nearest(toColumn column: Int, among places: [Double], in area: Rect) -> Int? {
    guard !area.isEmpty, let axes = Axes(self) else { return nil }
    let distances = axes.columns(of: places, in: area).enumerated().compactMap { index, place in
      place.map { (index: index, distance: abs($0 - column)) }
    }
    return distances.min { $0.distance < $1.distance }?.index
  }

  /// The rows of the legend that fit: what is too wide for its row goes without its value, and then is
  /// left out, never cut.
  private func drawLegend(on canvas: inout Canvas, in inside: Rect) {
    let named = series.filter { !$0.name.isEmpty }
    guard inside.height >= named.count + 2 else { return }
    let top = hasLegendBelow ? inside.maxY - named.count : inside.y
    for (row, curve) in named.enumerated() {
      let texts = [curve.legend, curve.sampleAndName]
      guard let text = texts.first(where: { $0.columns * 3 <= inside.width * 2 }) else { continue }
      canvas.write(
        text, x: inside.maxX - text.columns, y: top + row, style: curve.style, clippedTo: inside)
    }
  }
}

extension LinePlot {
  /// A word or sign, centred at a place.
  package struct Label: Hashable, Sendable {
    package var x: Double
    package var y: Double
    package var text: String
    package var style: Style

    /// A word or sign.
    package init(_ text: String, x: Double, y: Double, style: Style = .plain) {
      (self.text, self.x, self.y, self.style) = (text, x, y, style)
    }
  }

  /// A point of a curve; what is not finite leaves a gap.
  package struct Point: Hashable, Sendable {
    package var x: Double
    package var y: Double
    /// From the least to the greatest of what the point stands for, when that is more than one.
    package var spread: ClosedRange<Double>?

    /// A point.
    package init(x: Double, y: Double, spread: ClosedRange<Double>? = nil) {
      self.x = x
      self.y = y
      self.spread = spread
    }

    /// All heights that the point takes up.
    var heights: [Double] { spread.map { [y, $0.lowerBound, $0.upperBound] } ?? [y] }
  }

  /// One curve.
  package struct Series: Hashable, Sendable {
    package var name: String
    package var points: [Point]
    package var style: Style
    package var line: Line
    /// A sign for each point, for few points that were measured one by one.
    package var mark: Character?
    /// What the legend says behind the name instead of the last value.
    package var note: String?

    /// A curve through points, which rise in x.
    package init(
      _ name: String, points: [Point], style: Style = .plain, line: Line = .solid,
      mark: Character? = nil, note: String? = nil
    ) {
      self.name = name
      self.points = points
      self.style = style
      self.line = line
      self.mark = mark
      self.note = note
    }

    /// A curve through values at 0, 1, 2 and so on.
    package init(_ name: String, values: [Double], style: Style = .plain, line: Line = .solid) {
      let points = values.enumerated().map { Point(x: Double($0.offset), y: $0.element) }
      self.init(name, points: points, style: style, line: line)
    }

    /// The name with a sample of the line and the last value.
    var legend: String {
      let value = note ?? points.last { $0.y.isFinite }?.y.abbreviated() ?? ""
      return "\(sampleAndName) \(value)"
    }

    var sampleAndName: String { " \(line.sample)\(mark.map(String.init) ?? "") \(name)" }
  }
}
