extension LinePlot {
  /// Both axes of a plot that has something to show.
  struct Axes {
    private let x: PlotAxis
    private let y: PlotAxis

    init?(_ plot: LinePlot) {
      let points = plot.series.lazy.flatMap(\.points)
      let drawable = points.filter { point in
        point.x.isFinite && point.y.isFinite && (plot.yScale == .linear || point.y > 0)
      }
      guard let x = PlotAxis(.linear, covering: drawable.map(\.x)),
        let y = PlotAxis(plot.yScale, covering: drawable.flatMap(\.heights))
      else { return nil }
      self.x = x
      self.y = y
    }

    /// What there is room for in an area.
    private struct Parts {
      /// The rectangle that is left for the curves.
      let inside: Rect
      let hasX: Bool
      let hasY: Bool
      /// The numbers at the y axis.
      let labels: [(Double, String)]
    }

    private func parts(of area: Rect) -> Parts {
      var inside = area
      let hasX = area.height >= 5
      if hasX { inside = inside.rows(bottom: 2).top }
      let labels = Self.labelled(y.ticks(atMost: (inside.height + 1) / 2))
      let width = (labels.map(\.1.columns).max() ?? 0) + 2
      let hasY = area.height >= 3 && area.width >= width + 8
      if hasY { inside = inside.columns(left: width).right }
      return Parts(inside: inside, hasX: hasX, hasY: hasY, labels: labels)
    }

    /// The column in which something at a place of the x axis is drawn.
    private func column(of value: Double, inside: Rect) -> Int? {
      guard let fraction = x.fraction(value), fraction >= 0, fraction <= 1 else { return nil }
      return inside.x + Self.index(fraction, count: inside.width)
    }

    /// The columns in which things at places of the x axis are drawn.
    func columns(of values: [Double], in area: Rect) -> [Int?] {
      let inside = parts(of: area).inside
      return values.map { column(of: $0, inside: inside) }
    }

    /// Draws the axes where there is room, and returns the rectangle that is left for the curves.
    func draw(on canvas: inout Canvas, in area: Rect, style: Style) -> Rect {
      let parts = parts(of: area)
      let (inside, hasX, hasY, labels) = (parts.inside, parts.hasX, parts.hasY, parts.labels)
      let pen = Pen(style: style)
      // The lines run on beyond the ends, where they are clipped: a tick there is a tee as well.
      if hasY {
        let column = Rect(
          x: inside.x - 1, y: inside.y, width: 1, height: inside.height + (hasX ? 1 : 0))
        canvas.verticalLine(
          x: column.x, from: column.y - 1, to: hasX ? inside.maxY : inside.maxY + 1, pen: pen,
          clippedTo: column)
        for (value, label) in labels { drawY(label, value, on: &canvas, beside: inside, style) }
      }
      if hasX {
        let start = hasY ? inside.x - 1 : inside.x
        let row = Rect(minX: start, minY: inside.maxY, maxX: inside.maxX, maxY: inside.maxY + 1)
        canvas.horizontalLine(
          from: start, to: inside.maxX, y: inside.maxY, pen: pen, clippedTo: row)
        drawXTicks(on: &canvas, below: inside, style)
      }
      return inside
    }

    /// Numbers with texts that tell them apart, in three digits or as few more as it takes.
    private static func labelled(_ ticks: [Double]) -> [(Double, String)] {
      let texts = (3...9).lazy.map { digits in ticks.map { $0.abbreviated(digits: digits) } }
      let distinct = texts.first { Set($0).count == $0.count }
      return Array(zip(ticks, distinct ?? ticks.map { $0.abbreviated() }))
    }

    private func drawY(
      _ label: String, _ value: Double, on canvas: inout Canvas, beside inside: Rect, _ style: Style
    ) {
      guard let fraction = y.fraction(value), fraction >= 0, fraction <= 1 else { return }
      let row = inside.maxY - 1 - Self.index(fraction, count: inside.height)
      canvas.write(label, x: inside.x - 2 - label.columns, y: row, style: style)
      canvas.line(
        through: [Position(x: inside.x - 2, y: row), Position(x: inside.x - 1, y: row)],
        pen: Pen(style: style), clippedTo: Rect(x: inside.x - 1, y: row, width: 1, height: 1))
    }

    private func drawXTicks(on canvas: inout Canvas, below inside: Rect, _ style: Style) {
      let pen = Pen(style: style)
      var free = inside.x
      for (value, label) in Self.labelled(x.ticks(atMost: inside.width / 6)) {
        guard let fraction = x.fraction(value), fraction >= 0, fraction <= 1 else { continue }
        let column = inside.x + Self.index(fraction, count: inside.width)
        let start = min(max(column - label.columns / 2, inside.x), inside.maxX - label.columns)
        guard start >= free else { continue }
        canvas.write(label, x: start, y: inside.maxY + 1, style: style)
        canvas.line(
          through: [Position(x: column, y: inside.maxY), Position(x: column, y: inside.maxY + 1)],
          pen: pen,
          clippedTo: Rect(x: inside.x, y: inside.maxY, width: inside.width, height: 1))
        free = start + label.columns + 1
      }
    }

    /// Sets the dots of a curve; neighbours are joined, and a gap is left where a value is missing.
    func plot(_ curve: Series, on grid: inout DotGrid) {
      var previous: Position?
      for point in curve.points {
        guard let across = x.fraction(point.x), let up = y.fraction(point.y) else {
          previous = nil
          continue
        }
        let dot = Position(
          x: Self.index(across, count: grid.width),
          y: grid.height - 1 - Self.index(up, count: grid.height))
        grid.line(
          from: previous ?? dot, to: dot, style: curve.style,
          curve.points.count > 1 ? curve.line : .solid)
        previous = dot
        plotSpread(point, at: dot, curve.style, on: &grid)
      }
    }

    /// An upright stroke over all that a point stands for.
    private func plotSpread(
      _ point: Point, at dot: Position, _ style: Style, on grid: inout DotGrid
    ) {
      guard let spread = point.spread, let low = y.fraction(spread.lowerBound),
        let high = y.fraction(spread.upperBound)
      else { return }
      let ends = [low, high].map { grid.height - 1 - Self.index($0, count: grid.height) }
      grid.line(
        from: Position(x: dot.x, y: ends[0]), to: Position(x: dot.x, y: ends[1]), style: style)
    }

    /// Marks each point of a curve, where it has a mark, with a sign of a whole cell.
    func mark(_ curve: Series, on canvas: inout Canvas, in inside: Rect) {
      guard let mark = curve.mark else { return }
      for point in curve.points {
        guard let across = x.fraction(point.x), let up = y.fraction(point.y) else { continue }
        canvas.write(
          String(mark), x: inside.x + Self.index(across, count: inside.width),
          y: inside.maxY - 1 - Self.index(up, count: inside.height), style: curve.style,
          clippedTo: inside)
      }
    }

    /// Writes a label where it belongs; one that lies outside is left out, and none is cut.
    func write(_ label: Label, on canvas: inout Canvas, in inside: Rect) {
      guard let across = x.fraction(label.x), let up = y.fraction(label.y),
        (0...1).contains(across), (0...1).contains(up), label.text.columns <= inside.width
      else { return }
      let middle = inside.x + Self.index(across, count: inside.width)
      let start = min(
        max(middle - label.text.columns / 2, inside.x), inside.maxX - label.text.columns)
      canvas.write(
        label.text, x: start, y: inside.maxY - 1 - Self.index(up, count: inside.height),
        style: label.style, clippedTo: inside)
    }

    /// Draws an upright line through the plot.
    func drawUpright(at value: Double, on canvas: inout Canvas, in inside: Rect, style: Style) {
      guard let column = column(of: value, inside: inside) else { return }
      for row in inside.rowRange { canvas.write("┆", x: column, y: row, style: style) }
    }

    /// Which of `count` places a fraction falls into.
    private static func index(_ fraction: Double, count: Int) -> Int {
      guard count > 0, fraction.isFinite else { return 0 }
      return Int((min(max(fraction, 0), 1) * Double(count - 1)).rounded())
    }
  }
}
