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
    let wall = wall(in: area)
    for (index, place) in places(on: wall) {
      draw(mistakes[index], wall.shape, isChosen: index == model.mistake, on: &canvas, in: place)
    }
  }

  /// The fewest rows in which one still makes out a digit, and the most that are of use.
  private static let usefulRows = 8...14
  /// So many mistakes are seen rather than a few in more detail.
  private static let enough = 12

  /// The images side by side. A row below each says what it is.
  private func wall(in area: Rect) -> TileWall {
    let image = model.mistakes.first.flatMap { Heatmap(greyImage: $0.pixels) }
    let shapes = TileShape.all(for: image)
    let useful = shapes.filter { $0.rows <= Self.usefulRows.upperBound }
    return TileWall(
      model.mistakes.count, of: useful.isEmpty ? shapes : useful,
      readableRows: Self.usefulRows.lowerBound, enough: Self.enough,
      in: area.inset(by: 1).columns(left: 1).right
    ) { Size(width: max($0.columns, 8), height: $0.size.height + 1) }
  }

  /// The mistakes that are seen of a wall, by their numbers from 0, and where.
  private func places(on wall: TileWall) -> [(index: Int, place: Rect)] {
    let start = firstShown(wall.grid)
    return wall.grid.tiles.enumerated().map { (start + $0.offset, $0.element) }
      .filter { model.mistakes.indices.contains($0.0) }
  }

  /// The mistake at a cell of the screen.
  func mistake(at position: Position, in area: Rect) -> Int? {
    places(on: wall(in: area)).first { $0.place.contains(position) }?.index
  }

  private func firstShown(_ grid: TileGrid) -> Int {
    guard grid.columns > 0, model.mistake >= grid.tiles.count else { return 0 }
    return model.mistake - grid.tiles.count + 1
  }

  private func draw(
    _ mistake: Mistake, _ shape: TileShape, isChosen: Bool, on canvas: inout Canvas, in area: Rect
  ) {
    let (picture, caption) = area.rows(bottom: 1)
    Heatmap(greyImage: mistake.pixels).map(shape.shown)?
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
