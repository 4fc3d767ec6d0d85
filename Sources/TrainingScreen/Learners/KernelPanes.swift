import Glibc
import Learners
import Presentation
import TextCanvas
import Widgets

/// A kernel as a picture sorted by class: blocks on the diagonal are classes that know their own.
struct KernelView {
  let model: LearnerModel
  let picture: KernelPicture

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard let gap = picture.gap else { return drawKernel(on: &canvas, in: area) }
    let (top, bottom) = area.rows(top: area.height / 2)
    drawKernel(on: &canvas, in: top)
    WidthGapView(model: model, gap: gap).draw(on: &canvas, in: bottom)
  }

  private func drawKernel(on canvas: inout Canvas, in area: Rect) {
    let count = picture.labels.count
    canvas.pane(
      "kernel of \(count) examples", remark: "sorted by class", in: area, theme: model.theme)
    let inside = area.inset(by: 1)
    let (body, legend) = inside.rows(bottom: 1)
    let (axis, plot) = body.columns(left: 3)
    // A cell shows two rows of the picture.
    let side = min(plot.width, 2 * plot.height, count)
    guard side > 0, let map = Heatmap(rows: count, columns: count, values: picture.elements) else {
      return
    }
    let scale = HeatmapScale(
      .grey, limit: map.values.max() ?? 1, isLight: model.capabilities.isLight)
    map.resampled(rows: side, columns: side)
      .draw(on: &canvas, in: plot, scale: scale, model.capabilities)
    for (place, label) in picture.labels.enumerated()
    where place == 0 || picture.labels[place - 1] != label {
      canvas.write(
        "\(label)", x: axis.x + 1, y: axis.y + place * side / count / 2,
        style: model.theme.style(.muted), clippedTo: axis)
    }
    scale.drawLegend(
      on: &canvas, in: legend.columns(left: 3).right.columns(left: min(side, 40)).left,
      style: model.theme.style(.muted), model.capabilities)
  }
}

/// What width is worth: the accuracy with the kernels of networks of several widths, which comes near that
/// of infinitely many units.
private struct WidthGapView {
  let model: LearnerModel
  let gap: WidthGap

  func draw(on canvas: inout Canvas, in area: Rect) {
    canvas.pane(
      "accuracy by log₂ of units", remark: "from \(gap.examples) examples", in: area,
      theme: model.theme)
    let (plot, numbers) = area.inset(by: 1).rows(bottom: 1)
    LinePlot(
      [
        .init(
          "units", points: curve(gap.points.map(\.accuracy)), style: model.theme.style(.value),
          mark: "●", note: ""),
        .init(
          "infinitely many", points: curve(gap.points.map { _ in gap.infinite }),
          style: model.theme.style(.adjoint), line: .dashed, note: ""),
      ], axisStyle: model.theme.style(.muted), hasLegendBelow: true
    ).draw(on: &canvas, in: plot, model.capabilities)
    canvas.write(
      summary(columns: numbers.width - 1), x: numbers.x + 1, y: numbers.y, clippedTo: numbers)
  }

  private func curve(_ accuracies: [Double]) -> [LinePlot.Point] {
    zip(gap.points, accuracies).map {
      LinePlot.Point(x: log2(Double($0.width)), y: $1 * 100)
    }
  }

  /// `… 144: 84.6  288: 86.1  ∞: 90.2 %`: the narrowest are left out where there is no room.
  private func summary(columns: Int) -> String {
    let entries =
      (gap.points.map { ("\($0.width)", $0.accuracy) } + [("∞", gap.infinite)])
      .map { "\($0): \(NumberText.short($1 * 100, digits: 3))" }
    let lines = entries.indices.map { first in
      (first > 0 ? "… " : "") + entries[first...].joined(separator: "  ") + " %"
    }
    return lines.first { $0.columns <= columns } ?? lines.last ?? ""
  }
}
