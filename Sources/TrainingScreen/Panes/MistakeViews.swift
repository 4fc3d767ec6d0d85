import Learning
import Presentation
import TextCanvas
import Widgets

/// The worst predictions for test examples, the worst first.
struct MistakesView {
  let model: TrainingModel

  func draw(on canvas: inout Canvas, in area: Rect) {
    let pane = TrainingPane.mistakes
    let mistakes = model.mistakes
    let chosen = mistakes.indices.contains(model.mistake) ? mistakes[model.mistake] : nil
    let words = chosen.map {
      "example \($0.example), margin \(NumberText.short(Double($0.margin), digits: 3))"
    }
    model.drawFrame(
      pane, title: pane.title,
      remark: model.focus == pane
        ? words ?? "" : mistakes.isEmpty ? "after the next evaluation" : "",
      on: &canvas, in: area)
    for (index, place) in places(in: area) {
      draw(mistakes[index], isChosen: index == model.mistake, on: &canvas, in: place)
    }
  }

  /// The mistakes that are seen, by their numbers from 0, and where.
  private func places(in area: Rect) -> [(index: Int, place: Rect)] {
    let mistakes = model.mistakes
    let inside = area.inset(by: 1).columns(left: 1).right
    guard let first = mistakes.first.flatMap({ Heatmap(greyImage: $0.pixels) }) else { return [] }
    var image = first
    while image.size.height + 1 > inside.height || image.columns > 14, image.rows > 4 {
      image = image.halved()
    }
    // A row below each image says what it is.
    let tile = Size(width: max(image.columns, 8), height: image.size.height + 1)
    let grid = TileGrid(mistakes.count, of: tile, in: inside, gap: 1)
    let start = firstShown(grid)
    return grid.tiles.enumerated().map { (start + $0.offset, $0.element) }
      .filter { mistakes.indices.contains($0.0) }
  }

  /// The mistake at a cell of the screen.
  func mistake(at position: Position, in area: Rect) -> Int? {
    places(in: area).first { $0.place.contains(position) }?.index
  }

  private func firstShown(_ grid: TileGrid) -> Int {
    guard grid.columns > 0, model.mistake >= grid.tiles.count else { return 0 }
    return model.mistake - grid.tiles.count + 1
  }

  private func draw(_ mistake: Mistake, isChosen: Bool, on canvas: inout Canvas, in area: Rect) {
    let (picture, caption) = area.rows(bottom: 1)
    Heatmap(greyImage: mistake.pixels)?
      .draw(on: &canvas, in: picture, scale: HeatmapScale(.grey, limit: 255), model.capabilities)
    let (names, columns) = (model.classNames, max((caption.width - 1) / 2, 1))
    let text =
      StyledText(names[mistake.truth].truncated(toColumns: columns), .success)
      + StyledText("→", .muted)
      + StyledText(names[mistake.predicted].truncated(toColumns: columns), .alarm)
    canvas.write(text, x: caption.x, y: caption.y, theme: model.theme, clippedTo: caption)
    guard isChosen, model.focus == .mistakes else { return }
    for row in area.y..<area.maxY {
      canvas.write("┃", x: area.x - 1, y: row, style: model.theme.style(.prompt))
    }
  }
}
