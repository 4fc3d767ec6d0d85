import Autodiff
package import TextCanvas

extension CheckText {
  /// Draws for each derivative its error over the steps: a V, when all is well.
  package func writeSweeps(
    glyphs: GlyphSet, to write: (String) throws -> Void
  ) rethrows {
    for check in report.checks {
      try write("\n\(name(of: check.subject)): error over ε, both as powers of ten\n")
      try write(drawing(of: check.curve, Capabilities(glyphs: glyphs)))
    }
  }

  private func drawing(of curve: DifferenceCurve, _ capabilities: Capabilities) -> String {
    // An error of nothing has no logarithm; it lies as low as doubles can resolve.
    let points = curve.quotients.reversed().map { quotient in
      LinePlot.Point(x: Double.log(quotient.step), y: Double.log(max(quotient.error, 1e-17)))
    }
    let decimal = points.map { LinePlot.Point(x: $0.x / Double.log(10), y: $0.y / Double.log(10)) }
    var canvas = Canvas(size: Size(width: 60, height: 12))
    LinePlot([LinePlot.Series("", points: decimal)], emptyNote: "no finite error")
      .draw(on: &canvas, in: canvas.bounds, capabilities)
    return canvas.text(glyphs: capabilities.glyphs)
  }
}
