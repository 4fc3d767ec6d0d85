import Formula
import Learning
import Presentation
import Syntax
package import TextCanvas
package import Widgets

extension TrainingModel {
  /// The frame of the training screen.
  package func view() -> Frame {
    wholeFrame().limited(to: capabilities, on: screenCapabilities)
  }

  private func wholeFrame() -> Frame {
    var canvas = Canvas(size: size)
    let layout = layout
    drawHeader(on: &canvas, in: layout.header)
    drawProgress(on: &canvas, in: layout.progress)
    for (pane, area) in layout.places { draw(pane, on: &canvas, in: area) }
    drawHints(on: &canvas, in: layout.hints)
    if case .failed(let failure) = snapshot.state {
      let lines = failure.message.wrapped(toColumns: min(size.width - 6, 72))
      drawNote("the run stopped", lines, on: &canvas)
    }
    let cursor = drawOverlay(on: &canvas)
    return Frame(canvas: canvas, cursor: cursor)
  }

  /// Draws what lies over the panes and returns where the cursor stands, if anywhere.
  private func drawOverlay(on canvas: inout Canvas) -> Position? {
    switch overlay {
    case .help(let sight):
      help(at: sight)
        .draw(on: &canvas, in: Rect(size))
    case .lines(let lines):
      let wrapped = lines.flatMap { $0.wrapped(toColumns: min(size.width - 6, 100)) }
      drawNote("commands: any key closes", wrapped, on: &canvas)
    case .alerts(let chosen):
      AlertListView(model: self, chosen: chosen).draw(on: &canvas, in: Rect(size))
    case .step(let sight):
      StepView(model: self, sight: sight).draw(on: &canvas, in: Rect(size))
    case .stepHelp(_, let sight):
      KeyHelpView(KeyTable.step, theme: theme, sight: sight).draw(on: &canvas, in: Rect(size))
    case .prompt(let prompt):
      return PromptView(prompt: prompt, theme: theme).draw(on: &canvas, in: Rect(size))
    case .quitting:
      drawNote(
        "this run is not saved",
        ["q, y: quit without saving", "s: save first", "any other key: stay"], on: &canvas)
    case nil: break
    }
    return nil
  }

  private func drawHeader(on canvas: inout Canvas, in area: Rect) {
    let right = stateText + "   " + StyledText("?", .keyHint) + StyledText(" help ", .muted)
    let left =
      StyledText(" retrograde", .title) + StyledText("  train  ", .muted)
      + networkText + "   \(snapshot.dataName)"
    let start = area.maxX - right.plain.columns
    // A moment of the past must be known as such, whatever else there is room for.
    let hasRoom = start > left.plain.columns || past != nil
    let room = hasRoom ? area.columns(left: max(start - area.x - 1, 0)).left : area
    canvas.write(left, x: area.x, y: area.y, theme: theme, clippedTo: room)
    guard hasRoom else { return }
    canvas.write(right, x: max(start, area.x), y: area.y, theme: theme, clippedTo: area)
  }

  /// `784 ⋅ 72 tanh ⋅ 10`, or convolutions as they are written.
  private var networkText: String {
    let plan = snapshot.options.plan
    guard plan.convolutions.isEmpty else { return "\(plan.notation) \(plan.activation.rawValue)" }
    let inner = plan.widths.dropFirst().dropLast().map { "\($0) \(plan.activation.rawValue)" }
    let widths =
      [plan.widths.first.map { "\($0)" }] + inner + [plan.widths.last.map { "\($0)" }]
    return widths.compactMap(\.self).joined(separator: " ⋅ ")
  }

  private var stateText: StyledText {
    if let past {
      let words = past.snapshot == nil ? "replaying step \(past.step) …" : "after step \(past.step)"
      return StyledText("\(words), G: now", .warning)
    }
    return switch snapshot.state {
    case .loading: StyledText("loading data …", .muted)
    case .running: StyledText("training", .success)
    case .paused: StyledText("paused", .warning)
    case .finished: StyledText("finished", .success)
    case .failed: StyledText("stopped", .alarm)
    }
  }

  /// A few lines in a box over the panes.
  private func drawNote(_ title: String, _ lines: [String], on canvas: inout Canvas) {
    let area = Rect(size).inset(columns: 1, rows: 1)
    let width = (lines.map(\.columns).max() ?? 0) + 4
    let box = area.centered(
      Size(width: max(width, title.columns + 6), height: lines.count + 2))
    canvas.fill(box)
    canvas.box(
      box, title: title, pen: Pen(style: theme.style(.alarm)), titleStyle: theme.style(.title))
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
      ? "   \(NumberText.perSecond(speed, "samples"))   "
        + "rate \(NumberText.short(Double(snapshot.rate), digits: 3)) "
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
    Bar(.level, part: part, length: inside.width)
      .draw(on: &canvas, at: inside.origin, style: theme.style(.value), clippedTo: area)
    canvas.write("▕", x: area.x, y: area.y, style: theme.style(.border), clippedTo: area)
    canvas.write("▏", x: area.maxX - 1, y: area.y, style: theme.style(.border), clippedTo: area)
  }

  /// Draws what is reported, or the keys worth knowing.
  package func drawHints(on canvas: inout Canvas, in area: Rect) {
    guard let word = word else {
      return KeyHints(hintedKeys, for: commandsOfNow, theme: theme).draw(on: &canvas, in: area)
    }
    canvas.write(word, x: area.x + 1, y: area.y, theme: theme, clippedTo: area)
  }

  /// The keys, with what `o` opens here.
  private var hintedKeys: KeyTable<TrainingCommand> {
    KeyTable(
      bindings: keys.bindings.map { binding in
        guard binding.command == .openInExplorer else { return binding }
        return .init(binding.keys, binding.command, binding.help, hint: wordsForOpening)
      })
  }

  /// What `o` opens, by what has the focus.
  private var wordsForOpening: String {
    switch focus {
    case .mistakes, .confusion: "graph of this mistake"
    case .digit: "graph of this digit"
    case .drawing: "graph of the drawing"
    case .loss, .accuracy, .weights, .scores, .layers, .histograms: "open this step"
    }
  }

  /// What makes sense now, the most useful first.
  private var commandsOfNow: [TrainingCommand] {
    var commands: [TrainingCommand] = past == nil ? [.togglePause] : [.goToNow]
    commands += [.openInExplorer, .nextStep, .previousStep]
    if !alerts.isEmpty { commands.append(.listAlerts) }
    if focus == .drawing { commands.append(.togglePen) }
    if focus != .mistakes, !mistakes.isEmpty { commands.append(.focus(.mistakes)) }
    return commands + [.nextPane, .moveRight, .alone, .type(""), .switchScreen, .toggleLogScale]
  }

  /// What is reported in place of the hints, if anything.
  private var word: StyledText? {
    if let notice { return StyledText(notice) }
    switch snapshot.saving {
    case .failed(let reason)?: return StyledText("not saved: \(reason)", .alarm)
    case .done(let path, let step)? where step == snapshot.record.steps:
      return StyledText("saved to \(path) after \(step.counted("minibatch"))", .success)
    case .done?, nil: return nil
    }
  }
}

extension TrainingModel {
  private func draw(_ pane: TrainingPane, on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    switch pane {
    case .loss: CurvesView(model: self).drawLoss(on: &canvas, in: area)
    case .accuracy: CurvesView(model: self).drawAccuracy(on: &canvas, in: area)
    case .weights: WeightTilesView(model: self).draw(on: &canvas, in: area)
    case .scores: OutputWeightsView(model: self).draw(on: &canvas, in: area)
    case .layers: LayersView(model: self).draw(on: &canvas, in: area)
    case .histograms: HistogramsView(model: self).draw(on: &canvas, in: area)
    case .digit: DigitView(model: self).draw(on: &canvas, in: area)
    case .confusion: ConfusionView(model: self).draw(on: &canvas, in: area)
    case .mistakes: MistakesView(model: self).draw(on: &canvas, in: area)
    case .drawing: DrawingView(model: self).draw(on: &canvas, in: area)
    }
  }

  /// A pane's frame: its key and title on the left, a remark on the right; the one that has the focus
  /// stands out.
  func drawFrame(
    _ pane: TrainingPane, title: String, remark: String = "", on canvas: inout Canvas, in area: Rect
  ) {
    let hasFocus = pane == focus && lesson?.hasFocus != true
    canvas.box(
      area, title: "\(hasFocus ? "▸" : "")\(pane.key) \(title)",
      pen: Pen(style: theme.style(hasFocus ? .focusedBorder : .border)),
      titleStyle: theme.style(.title))
    guard !remark.isEmpty, remark.columns + title.columns + 11 <= area.width else { return }
    canvas.write(
      " \(remark) ", x: area.maxX - remark.columns - 4, y: area.y, style: theme.style(.text),
      clippedTo: area)
  }
}
