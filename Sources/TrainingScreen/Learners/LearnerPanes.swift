import Learners
import Presentation
import TextCanvas
import Widgets

/// A population: its best, mean and spread over time, and the tiles of its best.
struct PopulationView {
  let model: LearnerModel
  let picture: PopulationPicture

  func draw(on canvas: inout Canvas, in area: Rect) {
    let (top, bottom) = area.rows(top: area.height / 2)
    drawLosses(on: &canvas, in: top)
    canvas.pane(
      "first layer of the best", remark: "\(picture.champion.count) units", in: bottom,
      theme: model.theme)
    LearnerTiles(images: picture.champion, kind: .signed)
      .draw(on: &canvas, in: bottom.inset(by: 1), model.capabilities)
  }

  /// The mean is drawn with its spread, a standard deviation either way.
  private func drawLosses(on canvas: inout Canvas, in area: Rect) {
    canvas.pane(
      "losses of a generation", remark: "best, mean ± spread", in: area, theme: model.theme)
    let points = model.snapshot.points
    let means = points.compactMap { point -> LinePlot.Point? in
      guard let mean = point.figure("meanLoss"), let spread = point.figure("spread") else {
        return nil
      }
      return .init(
        x: Double(point.step), y: mean, spread: max(mean - spread, 0)...max(mean + spread, 0))
    }
    let best = points.compactMap { point in
      point.figure("bestLoss").map { LinePlot.Point(x: Double(point.step), y: $0) }
    }
    LinePlot(
      [
        .init("best", points: best, style: model.theme.style(.adjoint), mark: "●"),
        .init("mean", points: means, style: model.theme.style(.value)),
      ], axisStyle: model.theme.style(.muted)
    ).draw(on: &canvas, in: area.inset(by: 1), model.capabilities)
  }
}

/// A Boltzmann machine: what its units look for, and what it dreams.
struct MachineView {
  let model: LearnerModel
  let picture: MachinePicture

  func draw(on canvas: inout Canvas, in area: Rect) {
    let (top, rest) = area.rows(top: (area.height - 4) / 2)
    let (bottom, note) = rest.rows(bottom: min(4, rest.height))
    canvas.pane("filters", remark: "\(picture.filters.count) units", in: top, theme: model.theme)
    LearnerTiles(images: picture.filters, kind: .signed)
      .draw(on: &canvas, in: top.inset(by: 1), model.capabilities)
    canvas.pane("samples of the chain", in: bottom, theme: model.theme)
    LearnerTiles(images: picture.samples, kind: .grey)
      .draw(on: &canvas, in: bottom.inset(by: 1), model.capabilities)
    drawNote(on: &canvas, in: note)
  }

  private func drawNote(on canvas: inout Canvas, in area: Rect) {
    canvas.pane("note", in: area, theme: model.theme)
    let inside = area.inset(by: 1)
    let text =
      "The reconstruction error does not measure how good the machine is: one that copies has none."
    for (row, line) in text.wrapped(toColumns: max(inside.width - 1, 1)).enumerated()
    where row < inside.height {
      canvas.write(
        line, x: inside.x + 1, y: inside.y + row, style: model.theme.style(.muted),
        clippedTo: inside)
    }
  }
}

/// Gradient flow: how far descents are from it, and how sharp the loss is.
struct FlowView {
  let model: LearnerModel

  private static let looks: [(LinePlot.Line, Role)] = [
    (.solid, .value), (.dashed, .adjoint), (.dotted, .tangent), (.dashDotted, .partial),
  ]

  func draw(on canvas: inout Canvas, in area: Rect) {
    let (top, bottom) = area.rows(top: area.height / 2)
    let keys = (model.snapshot.points.last?.figures ?? []).filter { $0.key.hasPrefix("distance") }
    let distances = zip(keys, Self.looks).map { figure, look in
      series(figure.key, figure.name.replacing("distance at ", with: "rate "), look.0, look.1)
    }
    draw("distance of descents from the flow", distances, .logarithmic, on: &canvas, in: top)
    draw(
      "largest eigenvalue, and 2/eigenvalue",
      [
        series("sharpness", "eigenvalue", .solid, .value),
        series("greatestRate", "2/eigenvalue", .dashed, .adjoint),
      ], .linear, on: &canvas, in: bottom)
  }

  private func draw(
    _ title: String, _ series: [LinePlot.Series], _ scale: PlotAxis.Scale,
    on canvas: inout Canvas, in area: Rect
  ) {
    canvas.pane(title, remark: "against time", in: area, theme: model.theme)
    LinePlot(series, yScale: scale, axisStyle: model.theme.style(.muted))
      .draw(on: &canvas, in: area.inset(by: 1), model.capabilities)
  }

  private func series(
    _ key: String, _ name: String, _ line: LinePlot.Line, _ role: Role
  ) -> LinePlot.Series {
    let points = model.snapshot.points.compactMap { point -> LinePlot.Point? in
      guard let time = point.figure("time"), let value = point.figure(key) else { return nil }
      return .init(x: time, y: value)
    }
    return .init(name, points: points, style: model.theme.style(role), line: line)
  }
}

extension LearnerPoint {
  /// A figure by its key.
  func figure(_ key: String) -> Double? { figures.first { $0.key == key }?.value }
}
