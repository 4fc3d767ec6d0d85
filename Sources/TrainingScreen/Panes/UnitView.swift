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
    drawWords(on: &canvas, in: words)
  }

  /// What is known of the unit; the scores stand below it or, where there are not rows enough, beside
  /// it, in as many columns as it takes to show all.
  private func drawWords(on canvas: inout Canvas, in area: Rect) {
    let facts = facts
    draw(facts, on: &canvas, in: area)
    guard let title = outgoingTitle else { return }
    let scores = outgoing
    let below = area.rows(top: facts.count + 1).bottom
    let width = facts.map(\.plain.columns).max() ?? 0
    let isBelow = below.height > scores.count
    let (head, rest) = (isBelow ? below : area.columns(left: width + 2).right).rows(top: 1)
    draw([title], on: &canvas, in: head)
    let rows = max(rest.height, 1)
    let column = (scores.map(\.plain.columns).max() ?? 0) + 2
    for start in stride(from: 0, to: scores.count, by: rows) {
      draw(
        Array(scores[start..<min(start + rows, scores.count)]), on: &canvas,
        in: rest.columns(left: start / rows * column).right)
    }
  }

  private func draw(_ lines: [StyledText], on canvas: inout Canvas, in area: Rect) {
    for (row, line) in lines.enumerated() {
      canvas.write(line, x: area.x, y: area.y + row, theme: model.theme, clippedTo: area)
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

  private var facts: [StyledText] {
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
    ] + bias
  }

  private var bias: [StyledText] {
    let biases = model.snapshot.parameters.filter { !$0.isWeight }
    guard model.tiles.source == .weights, biases.indices.contains(model.tiles.layer),
      biases[model.tiles.layer].elements.indices.contains(unit)
    else { return [] }
    let value = Double(biases[model.tiles.layer].elements[unit])
    return [StyledText("bias ", .muted) + NumberText.short(value)]
  }

  /// The weights of the next layer, when it is so small that they can be listed.
  private var nextWeights: TrainingSnapshot.Weights? {
    let next = model.tiles.layer + 1
    guard model.snapshot.weights.indices.contains(next) else { return nil }
    let weights = model.snapshot.weights[next]
    let extents = weights.shape.extents
    let isTakenUp = extents.count == 2 && extents[1] == order.count && unit < extents[1]
    return isTakenUp && extents[0] <= 12 ? weights : nil
  }

  private var outgoingTitle: StyledText? {
    nextWeights.map { StyledText("to \($0.name)", .muted) }
  }

  /// The weights with which the next layer takes this unit up.
  private var outgoing: [StyledText] {
    guard let next = nextWeights else { return [] }
    // Only the last layer's units are classes.
    let isLast = next.name == model.snapshot.weights.last?.name
    let names = isLast ? model.classNames : ClassNames([])
    let width = min(names.columns, 12)
    let (rows, columns) = (next.shape.extents[0], next.shape.extents[1])
    return (0..<rows).map { row in
      let value = Double(next.elements[row * columns + unit])
      return StyledText(names.cell(row, columns: width) + " ", .muted)
        + StyledText(NumberText.short(value, digits: 3), value < 0 ? .negative : .positive)
    }
  }
}
