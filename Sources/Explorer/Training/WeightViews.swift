import Autodiff
import Learning
import Presentation
import TextCanvas

/// The weights of the hidden units as images, one tile a unit, the largest first where not all fit.
struct HiddenWeightsView {
  let model: TrainingModel

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    guard let weights = model.snapshot.weights.first, let images = images(of: weights) else {
      canvas.pane("W1", in: area, theme: model.theme)
      return
    }
    let (pane, legend) = area.inset(by: 1).rows(bottom: 1)
    let (size, grid) = fittingGrid(for: images, in: pane)
    let order = grid.tiles.count < images.count ? byNorm(images) : Array(images.indices)
    let shown = zip(grid.tiles, order).map { ($0, images[$1].fitted(to: size)) }
    let scale = HeatmapScale(
      .signed, limit: largeMagnitude(in: shown.map(\.1)), isLight: model.capabilities.isLight)
    for (tile, image) in shown {
      image.draw(on: &canvas, in: tile, scale: scale, model.capabilities)
    }
    let isPart = grid.tiles.count < images.count
    let remark =
      isPart ? "the \(grid.tiles.count) largest of \(images.count) units" : "\(images.count) units"
    let title = area.width < 76 ? "W1" : "W1: what each hidden unit looks for"
    canvas.pane(title, remark: remark, in: area, theme: model.theme)
    scale.drawLegend(
      on: &canvas, in: legend.centered(Size(width: min(legend.width, 40), height: 1)),
      style: model.theme.style(.muted), model.capabilities)
  }

  /// The weights of each unit in the shape of the pictures, when the inputs are square pictures.
  private func images(of weights: TrainingSnapshot.Weights) -> [Heatmap]? {
    let extents = weights.shape.extents
    guard extents.count == 2, extents[1] > 0 else { return nil }
    let side = Int(Double(extents[1]).squareRoot())
    let (rows, columns) = side * side == extents[1] ? (side, side) : (1, extents[1])
    return (0..<extents[0]).compactMap { unit in
      let line = weights.elements[unit * extents[1]..<(unit + 1) * extents[1]]
      return Heatmap(rows: rows, columns: columns, values: line.map { Double($0) })
    }
  }

  /// The largest tiles of which all fit; or else the smallest, as many as fit.
  private func fittingGrid(for images: [Heatmap], in area: Rect) -> (Size, TileGrid) {
    guard var map = images.first else {
      let size = Size(width: 1, height: 1)
      return (size, TileGrid(0, of: size, in: area))
    }
    var grid = TileGrid(images.count, of: map.size, in: area)
    while grid.tiles.count < images.count, map.rows > 8 {
      map = map.halved()
      grid = TileGrid(images.count, of: map.size, in: area)
    }
    return (map.size, grid)
  }

  /// The magnitude that only one element in fifty exceeds: a few outliers must not darken the rest.
  private func largeMagnitude(in images: [Heatmap]) -> Double {
    let magnitudes = images.flatMap(\.values).filter(\.isFinite).map(\.magnitude).sorted()
    return magnitudes.isEmpty ? 1 : magnitudes[magnitudes.count * 49 / 50]
  }

  private func byNorm(_ images: [Heatmap]) -> [Int] {
    let norms = images.map { $0.values.reduce(0) { $0 + $1 * $1 } }
    return images.indices.sorted { (norms[$0], $1) > (norms[$1], $0) }
  }
}

/// The weights from the hidden units to the scores: a row for each class, a column for each unit.
struct OutputWeightsView {
  let model: TrainingModel

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    let name = "W\(max(model.snapshot.weights.count, 2))"
    let (labels, picture) = area.inset(by: 1).columns(left: 3)
    guard model.snapshot.weights.count > 1, let weights = model.snapshot.weights.last,
      let map = map(of: weights, columns: picture.width)
    else { return canvas.pane("\(name): units to scores", in: area, theme: model.theme) }
    map.draw(
      on: &canvas, in: picture,
      scale: HeatmapScale(.signed, fitting: [map], isLight: model.capabilities.isLight),
      model.capabilities)
    // Two classes share a row of cells, as half blocks do.
    for row in 0..<min((map.rows + 1) / 2, labels.height) {
      let label = 2 * row + 1 < map.rows ? "\(2 * row)\(2 * row + 1)" : "\(2 * row)"
      canvas.write(
        label, x: labels.x, y: labels.y + row, style: model.theme.style(.muted), clippedTo: labels)
    }
    let isHalved = map.columns < weights.shape.extents[1]
    canvas.pane(
      "\(name): units to scores", remark: isHalved ? "averaged" : "", in: area, theme: model.theme)
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
