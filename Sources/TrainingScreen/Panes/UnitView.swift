import Autodiff
import Learning
import Presentation
import TextCanvas
import Widgets

/// One unit alone, at full size, with the exact value under the cursor and what the scores make of it.
struct UnitView {
  let model: TrainingModel
  let order: TileOrder
  let unit: Int

  private var image: Heatmap { order.images[unit] }

  func draw(on canvas: inout Canvas, in area: Rect) {
    model.drawFrame(
      .weights, title: "\(order.name) \(model.tiles.source.title), unit \(unit + 1)",
      remark: "Esc: all units", on: &canvas, in: area)
    let (map, picture, words) = parts(of: area)
    let scale = HeatmapScale(.signed, fitting: [image], isLight: model.capabilities.isLight)
    map.draw(on: &canvas, in: picture, scale: scale, model.capabilities)
    drawCursor(on: &canvas, in: picture, map)
    for (row, line) in lines.enumerated() {
      canvas.write(line, x: words.x, y: words.y + row, theme: model.theme, clippedTo: words)
    }
  }

  /// The picture at the size at which it fits, its place and what is left for words.
  private func parts(of area: Rect) -> (map: Heatmap, picture: Rect, words: Rect) {
    let inside = area.inset(by: 1)
    let map = image.fitted(to: inside.size)
    let (picture, words) = inside.columns(left: min(map.size.width + 2, inside.width))
    return (map, picture, words)
  }

  /// The pixel at a cell of the screen, where the picture is shown at full size; of the two in a
  /// cell the upper one.
  func pixel(at position: Position, in area: Rect) -> Int? {
    let (map, picture, _) = parts(of: area)
    guard map.columns == image.columns, picture.contains(position) else { return nil }
    let (row, column) = (2 * (position.y - picture.y), position.x - picture.x)
    return row < image.rows && column < image.columns ? row * image.columns + column : nil
  }

  /// Marks the pixel's cell, where the picture is shown at full size.
  private func drawCursor(on canvas: inout Canvas, in picture: Rect, _ map: Heatmap) {
    guard map.columns == image.columns, image.columns > 0 else { return }
    let cell = Rect(
      x: picture.x + model.tiles.pixel % image.columns,
      y: picture.y + model.tiles.pixel / image.columns / 2, width: 1, height: 1)
    canvas.write("+", x: cell.x, y: cell.y, style: model.theme.style(.selected), clippedTo: picture)
  }

  private var lines: [StyledText] {
    let (row, column) = (
      model.tiles.pixel / max(image.columns, 1), model.tiles.pixel % max(image.columns, 1)
    )
    let finite = image.values.filter(\.isFinite)
    let norm = image.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return [
      StyledText("row \(row) column \(column)", .muted),
      StyledText(NumberText.exact(image[row, column]), .value),
      StyledText(""),
      StyledText("norm ", .muted) + NumberText.short(norm),
      StyledText("least ", .muted) + NumberText.short(finite.min() ?? .nan),
      StyledText("greatest ", .muted) + NumberText.short(finite.max() ?? .nan),
    ] + bias + outgoing
  }

  private var bias: [StyledText] {
    let biases = model.snapshot.parameters.filter { !$0.isWeight }
    guard model.tiles.source == .weights, biases.indices.contains(model.tiles.layer),
      biases[model.tiles.layer].elements.indices.contains(unit)
    else { return [] }
    let value = Double(biases[model.tiles.layer].elements[unit])
    return [StyledText("bias ", .muted) + NumberText.short(value)]
  }

  /// The weights with which the next layer takes this unit up.
  private var outgoing: [StyledText] {
    let weights = model.snapshot.weights
    let next = model.tiles.layer + 1
    guard weights.indices.contains(next), weights[next].shape.rank == 2 else { return [] }
    let (rows, columns) = (weights[next].shape.extents[0], weights[next].shape.extents[1])
    guard unit < columns, rows <= 12 else { return [] }
    // Only the last layer's units are classes.
    let names = next == weights.count - 1 ? model.classNames : ClassNames([])
    let width = min(names.columns, 12)
    return [StyledText(""), StyledText("to \(weights[next].name)", .muted)]
      + (0..<rows).map { row in
        let value = Double(weights[next].elements[row * columns + unit])
        return StyledText(names.cell(row, columns: width) + " ", .muted)
          + StyledText(NumberText.short(value, digits: 3), value < 0 ? .negative : .positive)
      }
  }
}
