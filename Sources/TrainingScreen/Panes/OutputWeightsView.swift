import Autodiff
import Learning
import Presentation
import TextCanvas
import Widgets

/// The weights from the hidden units to the scores: a row for each class, a column for each unit.
struct OutputWeightsView {
  let model: TrainingModel

  func draw(on canvas: inout Canvas, in area: Rect) {
    let (labels, picture) = area.inset(by: 1)
      .columns(left: labelColumns * 2 + (model.classNames.areWords ? 2 : 1))
    guard model.snapshot.weights.count > 1, let weights = model.snapshot.weights.last,
      let map = map(of: weights, columns: picture.width)
    else {
      return model.drawFrame(.scores, title: TrainingPane.scores.title, on: &canvas, in: area)
    }
    let limit = weights.elements.lazy.map(\.magnitude).filter(\.isFinite).max() ?? 1
    let hasRowForEach = picture.height >= map.rows
    let shown = hasRowForEach ? map.resampled(rows: map.rows * 2, columns: map.columns) : map
    shown.draw(
      on: &canvas, in: picture,
      scale: HeatmapScale(.signed, fitting: [map], isLight: model.capabilities.isLight),
      model.capabilities)
    drawLabels(of: map.rows, aRow: hasRowForEach ? 1 : 2, on: &canvas, in: labels)
    let isHalved = map.columns < weights.shape.extents[1]
    model.drawFrame(
      .scores, title: "\(weights.name): \(TrainingPane.scores.title)",
      remark: (isHalved ? "averaged, " : "")
        + "at most \(NumberText.short(Double(limit), digits: 3))",
      on: &canvas, in: area)
  }

  /// The columns of one label: a digit, or the beginning of a name.
  private var labelColumns: Int { min(model.classNames.columns, 5) }

  /// Where there is no row of cells for each class, two share one, as half blocks do.
  private func drawLabels(
    of classes: Int, aRow count: Int, on canvas: inout Canvas, in area: Rect
  ) {
    let names = model.classNames
    for row in 0..<min((classes + count - 1) / count, max(area.height, 0)) {
      let label = (row * count..<min((row + 1) * count, classes))
        .map { names.heading($0, columns: labelColumns).truncated(toColumns: labelColumns) }
        .joined(separator: names.areWords ? " " : "")
      canvas.write(
        label, x: area.x, y: area.y + row, style: model.theme.style(.muted), clippedTo: area)
    }
  }

  /// The matrix, with neighbouring units averaged until it is narrow enough.
  private func map(of weights: TrainingSnapshot.Weights, columns: Int) -> Heatmap? {
    guard weights.shape.rank == 2, columns > 0 else { return nil }
    var rows = weights.rows.map { row in row.map { Double($0) } }
    while let width = rows.first?.count, width > columns {
      rows = rows.map { row in
        stride(from: 0, to: width, by: 2).map { (row[$0] + row[min($0 + 1, width - 1)]) / 2 }
      }
    }
    return Heatmap(rows: rows.count, columns: rows.first?.count ?? 0, values: rows.flatMap(\.self))
  }
}

extension TrainingSnapshot.Weights {
  /// The rows of a matrix.
  fileprivate var rows: [ArraySlice<Float>] {
    let width = shape.extents.last ?? 1
    return stride(from: 0, to: elements.count, by: max(width, 1)).map { start in
      elements[start..<min(start + width, elements.count)]
    }
  }
}
