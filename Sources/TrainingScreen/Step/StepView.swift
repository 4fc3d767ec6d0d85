import Learning
import Presentation
import Syntax
import TextCanvas
import Widgets

/// The rows of a minibatch as pictures, by their share of its loss, with what is known of the chosen one.
struct StepView {
  let model: TrainingModel
  let sight: StepSight

  private var theme: Theme { model.theme }
  private var names: ClassNames { model.classNames }

  func draw(on canvas: inout Canvas, in area: Rect) {
    canvas.fill(area)
    let (box, hints) = area.rows(bottom: 1)
    canvas.box(
      box, title: title, pen: Pen(style: theme.style(.focusedBorder)),
      titleStyle: theme.style(.title))
    KeyHints(.step, theme: theme).draw(on: &canvas, in: hints)
    let inside = box.inset(columns: 2, rows: 1)
    guard let step = sight.step else {
      let words = sight.problem ?? "replaying step \(sight.number) …"
      for (row, line) in words.wrapped(toColumns: inside.width).enumerated() {
        canvas.write(
          line, x: inside.x, y: inside.y + row,
          style: theme.style(sight.problem == nil ? .muted : .warning), clippedTo: inside)
      }
      return
    }
    let (main, side) = parts(of: inside)
    if sight.showsAlgorithm {
      StepAlgorithmView(model: model, sight: sight, step: step).draw(on: &canvas, in: side)
    }
    guard !main.isEmpty else { return }
    if let weight = sight.weight {
      return UpdateView(model: model, step: step, weight: weight, place: sight.place)
        .draw(on: &canvas, in: main)
    }
    let (head, rest) = main.rows(top: 2)
    canvas.write(
      summary(of: step), x: head.x, y: head.y, theme: theme, clippedTo: head)
    drawRows(of: step, on: &canvas, in: field(in: area))
    let foot = rest.rows(bottom: 2).bottom
    if let row = sight.row {
      canvas.write(
        words(for: row, of: step), x: foot.x, y: foot.maxY - 1, theme: theme, clippedTo: foot)
    }
  }

  /// The rows or the update, and beside them, or in their place where it is narrow, the algorithm.
  private func parts(of inside: Rect) -> (main: Rect, algorithm: Rect) {
    let nothing = inside.columns(left: 0).left
    guard sight.showsAlgorithm else { return (inside, nothing) }
    guard inside.width >= 100 else { return (nothing, inside) }
    let (main, side) = inside.columns(right: StepAlgorithmView.width)
    return (main.columns(right: 2).left, side)
  }

  /// Where the rows of the minibatch are on a screen.
  func field(in screen: Rect) -> Rect {
    parts(of: screen.rows(bottom: 1).top.inset(columns: 2, rows: 1)).main.rows(top: 2).bottom
      .rows(bottom: 2).top
  }

  private var title: String {
    sight.weight == nil
      ? "step \(sight.number): the rows of its minibatch" : "step \(sight.number): an update"
  }

  /// What the step came to, and where to look.
  private func summary(of step: ReplayedStep) -> StyledText {
    let record = step.record
    guard !step.rows.isEmpty else {
      return StyledText("before the first update there is no minibatch: n goes to step 1", .muted)
    }
    let loss = StyledText("loss ", .muted) + number(Double(record.loss))
    let facts =
      loss + StyledText("   rate ", .muted)
      + StyledText(NumberText.short(Double(record.rate), digits: 3))
      + StyledText("   \(step.rows.count.counted("row")), largest share of the loss first", .muted)
    guard let stopped = step.stopped else { return facts }
    return facts
      + StyledText("   \(stopped.origin.map { "\($0)" } ?? "the run stopped here")", .alarm)
  }

  private func number(_ value: Double) -> StyledText {
    StyledText(
      NumberText.short(value, digits: 4), value.isFinite ? .strong : .alarm)
  }

  /// The chosen row in one line.
  private func words(for row: ReplayedStep.Row, of step: ReplayedStep) -> StyledText {
    StyledText("row \(row.row)", .strong)
      + StyledText(", training example \(row.example): ", .muted) + classes(of: row)
      + StyledText("  loss ", .muted) + number(Double(row.loss))
      + StyledText(" (\(share(of: row)) of the minibatch's)  gradient norm ", .muted)
      + number(row.gradientNorm)
  }

  /// `label 9, predicted 4`
  private func classes(of row: ReplayedStep.Row) -> StyledText {
    guard let label = row.label else { return StyledText("") }
    let isRight = row.predicted == label
    let predicted = row.predicted.map { names[$0] } ?? "nothing"
    return StyledText("label \(names[label])", .text) + StyledText(", ", .muted)
      + StyledText("predicted \(predicted)", isRight ? .success : .alarm)
  }

  private func share(of row: ReplayedStep.Row) -> String {
    NumberText.short(row.share * 100, digits: 3) + " %"
  }
}

extension StepView {
  /// The row at a cell, by its place among all; `nil` where there is none.
  func place(at position: Position, in area: Rect) -> Int? {
    places(in: field(in: area)).first { $0.area.contains(position) }?.place
  }

  /// The rows that are seen, by their places among all, and where.
  func places(in area: Rect) -> [(place: Int, area: Rect)] {
    guard let step = sight.step else { return [] }
    let side = image(ofRow: 0, step)?.size ?? Size(width: 0, height: 0)
    let tile = Size(width: max(side.width, 16), height: side.height + 3)
    let grid = TileGrid(step.rows.count, of: tile, in: area, gap: 1)
    guard grid.columns > 0, !grid.tiles.isEmpty else { return [] }
    let shown = grid.tiles.count
    let above = max(sight.place - shown + 1, 0)
    let first = (above + grid.columns - 1) / grid.columns * grid.columns
    return grid.tiles.enumerated().map { (first + $0.offset, $0.element) }
      .filter { step.rows.indices.contains($0.0) }
  }

  /// How many rows stand beside one another.
  func columns(in area: Rect) -> Int {
    let places = places(in: area)
    guard let first = places.first else { return 1 }
    return max(places.count { $0.area.y == first.area.y }, 1)
  }

  private func drawRows(of step: ReplayedStep, on canvas: inout Canvas, in area: Rect) {
    let rows = step.rowsByShare
    for (place, area) in places(in: area) {
      draw(rows[place], of: step, isChosen: place == sight.place, on: &canvas, in: area)
    }
  }

  private func draw(
    _ row: ReplayedStep.Row, of step: ReplayedStep, isChosen: Bool, on canvas: inout Canvas,
    in area: Rect
  ) {
    let (picture, caption) = area.rows(bottom: 3)
    image(ofRow: row.row, step)?.draw(
      on: &canvas, in: picture, scale: HeatmapScale(.grey, limit: 1),
      model.capabilities)
    let isRight = row.predicted == row.label
    let title =
      row.label.map { label in
        StyledText(names[label], .strong) + StyledText(" → ", .muted)
          + StyledText(row.predicted.map { names[$0] } ?? "?", isRight ? .success : .alarm)
      } ?? StyledText("row \(row.row)", .strong)
    let mark = StyledText(isChosen ? "▸" : " ", .prompt)
    let lines = [
      mark + title,
      StyledText(" loss ", .muted)
        + StyledText(
          NumberText.short(Double(row.loss), digits: 3), row.loss.isFinite ? .strong : .alarm)
        + StyledText(" \(Int((row.share * 100).rounded())) %", .muted),
      StyledText(" gradient ", .muted) + number(row.gradientNorm),
    ]
    for (index, line) in lines.enumerated() {
      canvas.write(
        line, x: caption.x, y: caption.y + index, theme: theme, clippedTo: caption)
    }
    guard isChosen else { return }
    for y in area.y..<area.maxY where area.x > 0 {
      canvas.write("┃", x: area.x - 1, y: y, style: theme.style(.prompt))
    }
  }

  /// A row as a picture at half its size; `nil` for rows of numbers.
  private func image(ofRow row: Int, _ step: ReplayedStep) -> Heatmap? {
    guard model.snapshot.readsImages else { return nil }
    let pixels = step.inputs(ofRow: row)
    let side = Int(Double(pixels.count).squareRoot())
    guard side > 0, side * side == pixels.count else { return nil }
    var image = Heatmap(rows: side, columns: side, values: pixels.map { Double($0) })
    while let map = image, map.columns > 16 { image = map.halved() }
    return image
  }
}
