import Learning
import Presentation
import TextCanvas
import Widgets

/// The health of each layer: norms, the size of its updates, its units, and what is wrong.
struct LayersView {
  let model: TrainingModel

  private var theme: Theme { model.theme }
  private var layers: [LayerHealth] { model.snapshot.inspection?.layers ?? [] }

  func draw(on canvas: inout Canvas, in area: Rect) {
    model.drawFrame(.layers, title: TrainingPane.layers.title, on: &canvas, in: area)
    let inside = area.inset(by: 1)
    guard !layers.isEmpty else {
      canvas.write(
        "after the next minibatch", x: inside.x, y: inside.y, style: theme.style(.muted),
        clippedTo: inside)
      return
    }
    canvas.write(heading, x: inside.x, y: inside.y, style: theme.style(.muted), clippedTo: inside)
    for (row, layer) in layers.enumerated() {
      canvas.write(
        line(layer), x: inside.x, y: inside.y + 1 + row, theme: theme, clippedTo: inside)
    }
    let below = inside.rows(top: layers.count + 1).bottom
    let flags = flags(columns: below.width)
    for (row, flag) in flags.enumerated() {
      canvas.write(flag, x: below.x, y: below.y + row, theme: theme, clippedTo: below)
    }
    drawPast(on: &canvas, in: below.rows(top: flags.count).bottom)
  }

  private var heading: String { row("", "‖W‖", "‖∇‖", "‖Δ‖/‖W‖", "satur.", "dead") }

  private func line(_ layer: LayerHealth) -> StyledText {
    let units = layer.units
    return StyledText(
      row(
        layer.name, short(layer.weightNorm), short(layer.gradientNorm), short(layer.updateRatio),
        units.map { percent($0.saturated) } ?? "–", units.map { percent($0.dead) } ?? "–"),
      layer.flags.isEmpty ? .text : .warning)
  }

  private func row(_ name: String, _ cells: String...) -> String {
    let columns = cells.enumerated().map { index, cell in
      let width = [6, 9, 10, 8, 7][min(index, 4)]
      return String(repeating: " ", count: max(width - cell.columns, 1)) + cell
    }
    return name.padded(toColumns: 3) + columns.joined()
  }

  private func short(_ value: Double) -> String { NumberText.short(value, digits: 3) }

  private func percent(_ share: Double) -> String {
    share.isFinite ? "\(Int((share * 100).rounded())) %" : "–"
  }

  /// What is wrong, layer by layer.
  private func flags(columns: Int) -> [StyledText] {
    layers.flatMap { layer in
      layer.flags.flatMap { flag in
        (StyledText("! \(layer.name): ", .alarm) + flag.text).wrapped(toColumns: columns)
      }
    }
  }

  /// The sizes of the updates over the course of the run.
  private func drawPast(on canvas: inout Canvas, in area: Rect) {
    let points = model.snapshot.history.points
    guard area.height >= 5, points.count > 1 else { return }
    let title = "‖Δ‖/‖W‖ over the run, log scale"
    canvas.write(title, x: area.x, y: area.y, style: theme.style(.muted), clippedTo: area)
    let roles: [Role] = [.value, .adjoint, .tangent, .partial]
    let series = layers.map { layer in
      LinePlot.Series(
        layer.name,
        points: points.compactMap { point in
          point.layers.first { $0.layer == layer.layer }
            .map { .init(x: model.curves.axis.coordinate(point.moment), y: $0.updateRatio) }
        }, style: theme.style(roles[layer.layer % roles.count]),
        line: LinePlot.Line.allCases[layer.layer % 6])
    }
    LinePlot(series, yScale: .logarithmic, axisStyle: theme.style(.muted))
      .draw(on: &canvas, in: area.rows(top: 1).bottom, model.capabilities)
  }
}
