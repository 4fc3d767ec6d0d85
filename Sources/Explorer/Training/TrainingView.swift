import Learning
import Presentation
import TextCanvas

extension TrainingModel {
  /// The frame of the training screen.
  package func view() -> Frame {
    var canvas = Canvas(size: size)
    let layout = TrainingLayout(size)
    drawHeader(on: &canvas, in: layout.header)
    drawProgress(on: &canvas, in: layout.progress)
    drawCurves(on: &canvas, layout)
    HiddenWeightsView(model: self).draw(on: &canvas, in: layout.hidden)
    OutputWeightsView(model: self).draw(on: &canvas, in: layout.output)
    drawHints(on: &canvas, in: layout.hints)
    if case .failed(let failure) = snapshot.state { draw(failure, on: &canvas) }
    if showsHelp { KeyHelpView(KeyTable.training, theme: theme).draw(on: &canvas, in: Rect(size)) }
    return Frame(canvas: canvas, cursor: nil)
  }

  private func drawHeader(on canvas: inout Canvas, in area: Rect) {
    let right = stateText + "   " + StyledText("?", .keyHint) + StyledText(" help ", .muted)
    let plan = snapshot.options.plan
    let inner = plan.widths.dropFirst().dropLast().map { "\($0) \(plan.activation.rawValue)" }
    let widths =
      [plan.widths.first.map { "\($0)" }] + inner + [plan.widths.last.map { "\($0)" }]
    let left =
      StyledText(" retrograde", .title) + StyledText("  train  ", .muted)
      + widths.compactMap(\.self).joined(separator: " ⋅ ") + "   \(snapshot.dataName)"
    canvas.write(left, x: area.x, y: area.y, theme: theme, clippedTo: area)
    let start = area.maxX - right.plain.columns
    guard start > left.plain.columns else { return }
    canvas.write(right, x: start, y: area.y, theme: theme, clippedTo: area)
  }

  private var stateText: StyledText {
    switch snapshot.state {
    case .loading: StyledText("loading data …", .muted)
    case .running: StyledText("training", .success)
    case .paused: StyledText("paused", .warning)
    case .finished: StyledText("finished", .success)
    case .failed: StyledText("stopped", .alarm)
    }
  }

  /// Why the run stopped, in a box over the panes, with every word of it.
  private func draw(_ failure: TrainingFailure, on canvas: inout Canvas) {
    let area = Rect(size).inset(columns: 1, rows: 1)
    let lines = failure.message.wrapped(toColumns: min(area.width - 4, 72))
    let box = area.centered(
      Size(width: min(area.width, 76), height: min(area.height, lines.count + 2)))
    canvas.fill(box)
    canvas.box(
      box, title: "the run stopped", pen: Pen(style: theme.style(.alarm)),
      titleStyle: theme.style(.title))
    let inside = box.inset(columns: 2, rows: 1)
    for (row, line) in lines.enumerated() {
      canvas.write(line, x: inside.x, y: inside.y + row, clippedTo: inside)
    }
  }

  /// Epoch, a bar for the minibatches of it, speed and rate.
  private func drawProgress(on canvas: inout Canvas, in area: Rect) {
    let speed = snapshot.samplesPerSecond
    let right =
      speed > 0
      ? "   \(Int(speed / 1000)) k samples/s   rate \(NumberText.short(Double(snapshot.rate), digits: 3)) "
      : ""
    let minibatch =
      snapshot.stepsPerEpoch > 0 ? "   minibatch \(snapshot.step)/\(snapshot.stepsPerEpoch)" : ""
    let left =
      " epoch \(min(snapshot.epoch + 1, snapshot.epochs))/\(snapshot.epochs)\(minibatch) "
    let room = min(area.width - left.columns - right.columns, 60)
    canvas.write(left, x: area.x, y: area.y, clippedTo: area)
    let bar = Rect(x: area.x + left.columns, y: area.y, width: max(room, 0), height: area.height)
    drawBar(epochPart, on: &canvas, in: bar)
    canvas.write(right, x: bar.maxX, y: area.y, style: theme.style(.muted), clippedTo: area)
  }

  private var epochPart: Double {
    snapshot.state == .finished
      ? 1 : Double(snapshot.step) / Double(max(snapshot.stepsPerEpoch, 1))
  }

  private func drawBar(_ part: Double, on canvas: inout Canvas, in area: Rect) {
    guard area.width >= 4 else { return }
    let inside = area.inset(columns: 1, rows: 0)
    let eighths = Int((part * Double(inside.width * 8)).rounded())
    let blocks = Array(" ▏▎▍▌▋▊▉█")
    for column in 0..<inside.width {
      let filled = min(max(eighths - column * 8, 0), 8)
      canvas.write(
        String(blocks[filled]), x: inside.x + column, y: area.y, style: theme.style(.value),
        clippedTo: area)
    }
    canvas.write("▕", x: area.x, y: area.y, style: theme.style(.border), clippedTo: area)
    canvas.write("▏", x: area.maxX - 1, y: area.y, style: theme.style(.border), clippedTo: area)
  }

  private func drawHints(on canvas: inout Canvas, in area: Rect) {
    KeyHints(KeyTable.training, theme: theme).draw(on: &canvas, in: area)
  }
}

extension TrainingModel {
  private func drawCurves(on canvas: inout Canvas, _ layout: TrainingLayout) {
    let record = snapshot.record
    let train = record.losses.map { LinePlot.Point(x: $0.epoch, y: Double($0.loss)) }
    // The examination of the untrained network would squeeze all that follows.
    let tests = record.tests.filter { $0.epoch > 0 }
    let test = tests.map { LinePlot.Point(x: $0.epoch, y: Double($0.result.loss)) }
    plot(
      "loss", hasLogScale ? "log scale" : "", yScale: hasLogScale ? .logarithmic : .linear,
      [
        LinePlot.Series("train", points: train, style: theme.style(.value)),
        LinePlot.Series(
          "test", points: test, style: theme.style(.adjoint), isDashed: true),
      ], on: &canvas, in: layout.loss)
    let accuracy = tests.compactMap { test in
      test.result.accuracy.map { LinePlot.Point(x: test.epoch, y: $0 * 100) }
    }
    let best = accuracy.last.map { "test \(NumberText.short($0.y, digits: 4)) %" } ?? ""
    plot(
      "accuracy", best, yScale: .linear,
      [LinePlot.Series("", points: accuracy, style: theme.style(.adjoint))], on: &canvas,
      in: layout.accuracy)
  }

  private func plot(
    _ title: String, _ remark: String, yScale: PlotAxis.Scale, _ series: [LinePlot.Series],
    on canvas: inout Canvas, in area: Rect
  ) {
    guard !area.isEmpty else { return }
    canvas.pane(title, remark: remark, in: area, theme: theme)
    LinePlot(
      series, yScale: yScale, axisStyle: theme.style(.muted),
      emptyNote: "after the first epoch"
    )
    .draw(on: &canvas, in: area.inset(by: 1), capabilities)
  }
}

extension Canvas {
  /// A pane's frame with its title on the left and a remark on the right.
  mutating func pane(_ title: String, remark: String = "", in area: Rect, theme: Theme) {
    box(
      area, title: title, pen: Pen(style: theme.style(.border)), titleStyle: theme.style(.title))
    guard !remark.isEmpty, remark.columns + title.columns + 8 <= area.width else { return }
    write(
      " \(remark) ", x: area.maxX - remark.columns - 4, y: area.y, style: theme.style(.text),
      clippedTo: area)
  }
}
