package import TextCanvas

/// A plot as a picture in SVG that holds all it needs: lines instead of characters.
package struct PlotSVG {
  private let plot: Plot
  /// What stands above the picture, line by line.
  private let facts: [StyledText]
  /// The present place whose tangent or gradient is drawn.
  private let chosen: Int?
  /// The steps that lead over a surface.
  private let path: [(x: Double, y: Double)]
  private let theme: Theme
  private let colors: PictureColors
  private let width: Double
  private let height: Double

  /// A plot of a size in pixels, with what it says in numbers.
  package init(
    _ plot: Plot, facts: [StyledText], chosen: Int?, path: [(x: Double, y: Double)] = [],
    theme: Theme, isColored: Bool = true, width: Int, height: Int
  ) {
    (self.plot, self.facts, self.chosen, self.path) = (plot, facts, chosen, path)
    (self.theme, self.width, self.height) = (theme, Double(width), Double(height))
    colors = PictureColors(theme, isColored: isColored)
  }

  /// Writes the picture as one SVG document.
  package func write(to write: (String) throws -> Void) rethrows {
    let top = 24 + 20 * Double(facts.count)
    let area = Panel.Area(
      x: 64, y: top, width: max(width - 92, 40), height: max(height - top - 48, 40))
    try write(
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(Int(width))" height="\(Int(height))" \
      viewBox="0 0 \(Int(width)) \(Int(height))" role="img">
      <title>\(plot.title.printable.xmlEscaped)</title>
      <rect width="\(Int(width))" height="\(Int(height))" rx="6" fill="\(colors.paper.hex)"/>
      <g font-family="'DejaVu Sans Mono',Menlo,Consolas,monospace" font-size="13">

      """)
    for (row, line) in facts.enumerated() {
      try write(words(line, x: 20, y: 28 + 20 * Double(row)))
    }
    switch plot {
    case .curve(let curve): try draw(curve, in: area, write)
    case .surface(let surface): try draw(surface, in: area, write)
    }
    try write("</g>\n</svg>\n")
  }

  private func color(_ role: Role) -> String { colors.ink(of: theme.style(role)).hex }

  private func words(_ text: StyledText, x: Double, y: Double) -> String {
    let spans = text.parts.map { span in
      "<tspan fill=\"\(color(span.role))\">\(span.text.printable.xmlEscaped)</tspan>"
    }
    return "<text x=\"\(coordinate(x))\" y=\"\(coordinate(y))\" xml:space=\"preserve\">"
      + "\(spans.joined())</text>\n"
  }

  private func label(
    _ text: String, x: Double, y: Double, _ role: Role, anchor: String = "middle"
  ) -> String {
    "<text x=\"\(coordinate(x))\" y=\"\(coordinate(y))\" text-anchor=\"\(anchor)\" "
      + "fill=\"\(color(role))\" stroke=\"\(colors.paper.hex)\" stroke-width=\"4\" "
      + "paint-order=\"stroke\">\(text.printable.xmlEscaped)</text>\n"
  }

  private func dot(_ x: Double, _ y: Double, _ role: Role, radius: Double, isFilled: Bool) -> String
  {
    "<circle cx=\"\(coordinate(x))\" cy=\"\(coordinate(y))\" r=\"\(coordinate(radius))\" "
      + "fill=\"\(isFilled ? color(role) : colors.paper.hex)\" stroke=\"\(color(role))\" "
      + "stroke-width=\"1.5\"/>\n"
  }

  private func line(_ data: String, _ role: Role, _ width: Double, dashes: String = "") -> String {
    guard !data.isEmpty else { return "" }
    let dashes = dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\""
    return "<path fill=\"none\" stroke=\"\(color(role))\" stroke-width=\"\(coordinate(width))\""
      + " stroke-linejoin=\"round\" stroke-linecap=\"round\"\(dashes) d=\"\(data)\"/>\n"
  }

  /// The frame of a panel with its numbers, and lines where an axis is 0.
  private func axes(_ panel: Panel, name: String) -> String {
    let area = panel.area
    var text = ""
    for tick in panel.x.ticks(atMost: Int(area.width / 70)) {
      guard let x = panel.column(tick) else { continue }
      text += line(
        "M\(coordinate(x)) \(coordinate(area.y))V\(coordinate(area.maxY))", .border,
        tick == 0 ? 1 : 0.3)
      text += label(tick.abbreviated(), x: x, y: area.maxY + 18, .muted)
    }
    for tick in panel.y.ticks(atMost: max(Int(area.height / 36), 2)) {
      guard let y = panel.row(tick) else { continue }
      text += line(
        "M\(coordinate(area.x)) \(coordinate(y))H\(coordinate(area.maxX))", .border,
        tick == 0 ? 1 : 0.3)
      text += label(tick.abbreviated(), x: area.x - 8, y: y + 4, .muted, anchor: "end")
    }
    return text + label(name, x: area.maxX, y: area.maxY + 36, .muted, anchor: "end")
  }
}

extension PlotSVG {
  private func draw(
    _ curve: Curve, in area: Panel.Area, _ write: (String) throws -> Void
  ) rethrows {
    guard let heights = curve.heights else {
      return try write(label("no value is finite here", x: width / 2, y: height / 2, .muted))
    }
    let shares = curve.sharesAxis
    let upper = shares ? area : area.part(from: 0, to: 0.56)
    let slopes = curve.slopes
    let values = curve.points.map { (x: $0.x, y: heights.contains($0.y) ? $0.y : .nan) }
    let steep = curve.points.map { point in
      (x: point.x, y: point.slope.flatMap { slopes?.contains($0) == true ? $0 : nil } ?? .nan)
    }
    let shown =
      [heights.lowerBound, heights.upperBound]
      + (shares ? [slopes?.lowerBound, slopes?.upperBound].compactMap(\.self) : [])
    guard let panel = Panel(upper, x: curve.range, heights: shown) else { return }
    try write(axes(panel, name: shares ? curve.variable : ""))
    if shares { try write(line(panel.polyline(steep), .adjoint, 2, dashes: "7 5")) }
    try write(line(panel.polyline(values), .value, 2.5))
    try write(tangent(of: curve, within: heights, panel))
    try write(
      legend(
        [(curve.name, .value)] + (shares && slopes != nil ? [(curve.slopeName, .adjoint)] : []),
        of: curve, upper))
    try write(marks(of: curve, panel))
    guard !shares, let slopes,
      let lower = Panel(
        area.part(from: 0.66, to: 1), x: curve.range,
        heights: [slopes.lowerBound, slopes.upperBound])
    else { return }
    try write(axes(lower, name: curve.variable))
    try write(line(lower.polyline(steep), .adjoint, 2, dashes: "7 5"))
    try write(legend([(curve.slopeName, .adjoint)], of: curve, lower.area))
    if let point = point(of: curve), let slope = point.slope, let x = lower.column(point.x),
      let y = lower.row(slope)
    {
      try write(dot(x, y, .adjoint, radius: 4, isFilled: true))
    }
  }

  private func point(of curve: Curve) -> Curve.Point? {
    chosen.flatMap { curve.present.indices.contains($0) ? curve.present[$0] : nil }
  }

  private func tangent(
    of curve: Curve, within heights: ClosedRange<Double>, _ panel: Panel
  ) -> String {
    guard let point = point(of: curve) else { return "" }
    let ends = curve.tangentEnds(at: point, within: heights)
    let places = ends.compactMap { x in point.tangent(at: x).map { (x: x, y: $0) } }
    return line(panel.polyline(places), .tangent, 1.8, dashes: "12 5")
  }

  private func marks(of curve: Curve, _ panel: Panel) -> String {
    curve.present.indices.map { place in
      guard let x = panel.column(curve.present[place].x), let y = panel.row(curve.present[place].y)
      else { return "" }
      return dot(x, y, .value, radius: place == chosen ? 5 : 3.5, isFilled: place == chosen)
    }.joined()
  }

  /// The names of the curves, where the first one leaves room: to the left of one that rises.
  private func legend(_ names: [(String, Role)], of curve: Curve, _ area: Panel.Area) -> String {
    let ends = [curve.points.first, curve.points.last].compactMap { $0?.y }
    let isRising = ends.count == 2 && ends[1] > ends[0]
    return names.enumerated().map { row, entry in
      label(
        entry.0, x: isRising ? area.x + 8 : area.maxX - 8, y: area.y + 16 + 18 * Double(row),
        entry.1,
        anchor: isRising ? "start" : "end")
    }.joined()
  }
}

extension PlotSVG {
  private func draw(
    _ surface: Surface, in area: Panel.Area, _ write: (String) throws -> Void
  ) rethrows {
    guard let x = surface.xs.first, let end = surface.xs.last,
      let panel = Panel(area, x: x...end, heights: surface.ys)
    else { return }
    try write(axes(panel, name: surface.variables[0]))
    try write(label(surface.variables[1], x: 20, y: area.y + 4, .muted, anchor: "start"))
    for (place, level) in surface.levels(9).enumerated() {
      let pieces = surface.contour(at: level)
      let data = pieces.map { panel.polyline([$0.from, $0.to]) }.joined()
      try write(line(data, .value, 1.2))
      guard !pieces.isEmpty else { continue }
      let piece = pieces[(place * 2 + 1) * pieces.count / 20]
      guard let x = panel.column(piece.from.x), let y = panel.row(piece.from.y) else { continue }
      try write(label(NumberText.short(level, digits: 2), x: x, y: y + 4, .muted))
    }
    try write(line(panel.polyline(path), .tangent, 2))
    for step in path {
      guard let x = panel.column(step.x), let y = panel.row(step.y) else { continue }
      try write(dot(x, y, .tangent, radius: 2.5, isFilled: true))
    }
    guard chosen != nil, let point = surface.present else { return }
    if let tip = surface.arrowTip {
      try write(arrow(from: (point.x, point.y), to: tip, panel))
    }
    guard let x = panel.column(point.x), let y = panel.row(point.y) else { return }
    try write(dot(x, y, .strong, radius: 5, isFilled: true))
  }

  private func arrow(
    from start: (x: Double, y: Double), to tip: (x: Double, y: Double), _ panel: Panel
  ) -> String {
    guard let x0 = panel.column(start.x), let y0 = panel.row(start.y),
      let x1 = panel.column(tip.x, isClamped: false), let y1 = panel.row(tip.y, isClamped: false)
    else { return "" }
    let length = ((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0)).squareRoot()
    guard length > 0 else { return "" }
    let (u, v) = ((x1 - x0) / length, (y1 - y0) / length)
    let back = (x: x1 - 10 * u, y: y1 - 10 * v)
    let head =
      "M\(coordinate(x1)) \(coordinate(y1))L\(coordinate(back.x - 5 * v)) \(coordinate(back.y + 5 * u))"
      + "L\(coordinate(back.x + 5 * v)) \(coordinate(back.y - 5 * u))z"
    return line(
      "M\(coordinate(x0)) \(coordinate(y0))L\(coordinate(back.x)) \(coordinate(back.y))", .adjoint,
      2)
      + "<path fill=\"\(color(.adjoint))\" d=\"\(head)\"/>\n"
  }
}

/// A rectangle of a picture with the axes over it.
private struct Panel {
  struct Area {
    let x, y, width, height: Double
    var maxX: Double { x + width }
    var maxY: Double { y + height }

    /// A part of it, from the top down.
    func part(from start: Double, to end: Double) -> Area {
      Area(x: x, y: y + height * start, width: width, height: height * (end - start))
    }
  }

  let area: Area
  let x: PlotAxis
  let y: PlotAxis

  init?(_ area: Area, x range: ClosedRange<Double>, heights: [Double]) {
    guard let x = PlotAxis(.linear, covering: [range.lowerBound, range.upperBound]),
      let y = PlotAxis(.linear, covering: heights)
    else { return nil }
    (self.area, self.x, self.y) = (area, x, y)
  }

  /// Where a number lies across; `nil` outside, unless that does not matter.
  func column(_ value: Double, isClamped: Bool = true) -> Double? {
    x.fraction(value).flatMap { place in
      !isClamped || (-1e-9...1 + 1e-9).contains(place) ? area.x + place * area.width : nil
    }
  }

  func row(_ value: Double, isClamped: Bool = true) -> Double? {
    y.fraction(value).flatMap { place in
      !isClamped || (-1e-9...1 + 1e-9).contains(place) ? area.maxY - place * area.height : nil
    }
  }

  /// A line through places, with gaps where there is none.
  func polyline(_ places: [(x: Double, y: Double)]) -> String {
    var (data, isOpen) = ("", false)
    for place in places {
      guard let x = column(place.x), let y = row(place.y) else {
        isOpen = false
        continue
      }
      data += "\(isOpen ? "L" : "M")\(coordinate(x)) \(coordinate(y))"
      isOpen = true
    }
    return data
  }
}

/// A coordinate to a hundredth of a pixel, as short as it can be written.
private func coordinate(_ value: Double) -> String {
  let hundredths = (value * 100).rounded()
  guard hundredths.isFinite, abs(hundredths) < 1e9 else { return "0" }
  let whole = hundredths / 100
  return whole == whole.rounded() ? String(Int(whole)) : String(whole)
}
