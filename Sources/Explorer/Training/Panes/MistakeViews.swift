import Learning
import Presentation
import TextCanvas

/// How often each class was told for each true class: right ones on the diagonal.
struct ConfusionView {
  let model: TrainingModel

  func draw(on canvas: inout Canvas, in area: Rect) {
    let pane = TrainingPane.confusion
    guard let matrix = model.snapshot.record.tests.last?.result.confusion, matrix.classes > 0 else {
      return model.drawFrame(
        pane, title: pane.title, remark: "after the first examination", on: &canvas, in: area)
    }
    let wrong = matrix.total - Int((matrix.accuracy * Double(matrix.total)).rounded())
    model.drawFrame(
      pane, title: "\(pane.title): truth ▾, told ▸", remark: "\(wrong) of \(matrix.total) wrong",
      on: &canvas, in: area)
    let inside = area.inset(by: 1)
    let width = min(max((inside.width - 3) / matrix.classes, 1), 6)
    for told in 0..<matrix.classes {
      write("\(told)", row: 0, column: told, width, .muted, on: &canvas, in: inside)
    }
    for truth in 0..<matrix.classes {
      canvas.write(
        "\(truth)", x: inside.x + 1, y: inside.y + 1 + truth, style: model.theme.style(.muted),
        clippedTo: inside)
      for told in 0..<matrix.classes {
        let count = matrix.count(truth: truth, told: told)
        write(
          count == 0 ? "⋅" : "\(count)", row: truth + 1, column: told, width,
          truth == told ? .success : role(count, of: matrix, truth), on: &canvas, in: inside)
      }
    }
  }

  /// A class that is mistaken for another more than once in a hundred times stands out.
  private func role(_ count: Int, of matrix: ConfusionMatrix, _ truth: Int) -> Role {
    let all = (0..<matrix.classes).reduce(0) { $0 + matrix.count(truth: truth, told: $1) }
    return count * 100 > all ? .alarm : count == 0 ? .muted : .text
  }

  private func write(
    _ text: String, row: Int, column: Int, _ width: Int, _ role: Role, on canvas: inout Canvas,
    in area: Rect
  ) {
    // A count that is too long for its column is not cut into a wrong one.
    let shown = text.columns < width || width == 1 && text.columns == 1 ? text : "+"
    canvas.write(
      shown, x: area.x + 2 + (column + 1) * width - shown.columns, y: area.y + row,
      style: model.theme.style(role), clippedTo: area)
  }
}

/// The test examples that were told most wrongly, the worst first.
struct MistakesView {
  let model: TrainingModel

  func draw(on canvas: inout Canvas, in area: Rect) {
    let pane = TrainingPane.mistakes
    let mistakes = model.mistakes
    let chosen = mistakes.indices.contains(model.mistake) ? mistakes[model.mistake] : nil
    let words = chosen.map {
      "test \($0.example), margin \(NumberText.short(Double($0.margin), digits: 3))"
    }
    model.drawFrame(
      pane, title: pane.title,
      remark: model.focus == pane ? words ?? "" : mistakes.isEmpty ? "after an examination" : "",
      on: &canvas, in: area)
    let inside = area.inset(by: 1).columns(left: 1).right
    guard let first = mistakes.first.flatMap({ Heatmap(greyImage: $0.pixels) }) else { return }
    var image = first
    while image.size.height + 1 > inside.height || image.columns > 14, image.rows > 4 {
      image = image.halved()
    }
    // A row below each image says what it is.
    let tile = Size(width: max(image.columns, 8), height: image.size.height + 1)
    let grid = TileGrid(mistakes.count, of: tile, in: inside, gap: 1)
    let start = firstShown(grid)
    for (index, place) in grid.tiles.enumerated() where start + index < mistakes.count {
      draw(
        mistakes[start + index], isChosen: start + index == model.mistake, on: &canvas, in: place)
    }
  }

  private func firstShown(_ grid: TileGrid) -> Int {
    guard grid.columns > 0, model.mistake >= grid.tiles.count else { return 0 }
    return model.mistake - grid.tiles.count + 1
  }

  private func draw(_ mistake: Mistake, isChosen: Bool, on canvas: inout Canvas, in area: Rect) {
    let (picture, caption) = area.rows(bottom: 1)
    Heatmap(greyImage: mistake.pixels)?
      .draw(on: &canvas, in: picture, scale: HeatmapScale(.grey, limit: 255), model.capabilities)
    let text =
      StyledText(model.className(mistake.truth), .success) + StyledText("→", .muted)
      + StyledText(model.className(mistake.told), .alarm)
    canvas.write(text, x: caption.x, y: caption.y, theme: model.theme, clippedTo: caption)
    guard isChosen, model.focus == .mistakes else { return }
    for row in area.y..<area.maxY {
      canvas.write("┃", x: area.x - 1, y: row, style: model.theme.style(.selected))
    }
  }
}
