import Glibc
import Learners
import Learning
import Presentation
import TextCanvas
package import Widgets

extension LearnerModel {
  /// The frame of the screen.
  ///
  /// ```
  /// retrograde  train   genetic   MNIST                       generation 350   training
  /// ╭ accuracy ─────────────────────────╮╭ the learner's own ──────────╮
  /// ╰───────────────────────────────────╯│                             │
  /// ╭ figures ──────────────────────────╮│                             │
  /// ╰───────────────────────────────────╯╰─────────────────────────────╯
  /// ```
  package func view() -> Frame {
    var canvas = Canvas(size: size)
    let (header, rest) = Rect(size).rows(top: 1)
    let (panes, hints) = rest.rows(bottom: 1)
    drawHeader(on: &canvas, in: header)
    let (left, right) = panes.columns(left: panes.width * 11 / 20)
    let figures = (snapshot.points.last?.figures.count ?? 0) + 4
    let (plot, table) = left.rows(bottom: min(figures, left.height / 2))
    AccuracyView(model: self).draw(on: &canvas, in: plot)
    FigureTableView(model: self).draw(on: &canvas, in: table)
    drawPicture(on: &canvas, in: right)
    KeyHints(.learner, theme: theme).draw(on: &canvas, in: hints)
    if case .failed(let failure) = snapshot.state {
      drawNote("the run stopped", failure.message, on: &canvas)
    }
    if showsHelp { KeyHelpView(.learner, theme: theme).draw(on: &canvas, in: Rect(size)) }
    return Frame(canvas: canvas, cursor: nil)
  }

  private func drawHeader(on canvas: inout Canvas, in area: Rect) {
    let left =
      StyledText(" retrograde", .title) + StyledText("  train  ", .muted)
      + "\(kind.rawValue)   \(dataName)"
    let right = StyledText("\(kind.stepName) \(snapshot.step)  ", .muted) + state + " "
    canvas.write(left, x: area.x, y: area.y, theme: theme, clippedTo: area)
    let start = area.maxX - right.plain.columns
    guard start > left.plain.columns else { return }
    canvas.write(right, x: start, y: area.y, theme: theme, clippedTo: area)
  }

  private var state: StyledText {
    switch snapshot.state {
    case .loading: StyledText("loading data …", .muted)
    case .running: StyledText("training \(Int(snapshot.progress * 100)) %", .success)
    case .paused: StyledText("paused", .warning)
    case .finished: StyledText("finished", .success)
    case .failed: StyledText("stopped", .alarm)
    }
  }

  private func drawPicture(on canvas: inout Canvas, in area: Rect) {
    switch snapshot.picture {
    case .nothing:
      canvas.pane(kind.rawValue, in: area, theme: theme)
      canvas.write(
        "after the first report", x: area.x + 2, y: area.y + 1, style: theme.style(.muted),
        clippedTo: area.inset(by: 1))
    case .population(let picture):
      PopulationView(model: self, picture: picture).draw(on: &canvas, in: area)
    case .kernel(let picture):
      KernelView(model: self, picture: picture).draw(on: &canvas, in: area)
    case .machine(let picture):
      MachineView(model: self, picture: picture).draw(on: &canvas, in: area)
    case .flow: FlowView(model: self).draw(on: &canvas, in: area)
    }
  }

  private func drawNote(_ title: String, _ text: String, on canvas: inout Canvas) {
    let lines = text.wrapped(toColumns: max(min(size.width - 6, 72), 1))
    let area = Rect(size).centered(
      Size(width: min((lines.map(\.columns).max() ?? 0) + 4, size.width), height: lines.count + 2))
    canvas.fill(area, with: Cell(" "))
    canvas.pane(title, in: area, theme: theme)
    for (row, line) in lines.enumerated() {
      canvas.write(line, x: area.x + 2, y: area.y + 1 + row, clippedTo: area)
    }
  }
}

/// The accuracy on the test data against what it cost, beside that of other runs.
struct AccuracyView {
  let model: LearnerModel

  static let looks: [(LinePlot.Line, Character, Role)] = [
    (.dotted, "◆", .tangent), (.dashDotted, "▲", .partial), (.longDashed, "■", .warning),
    (.dotDotDashed, "○", .success), (.dashed, "□", .value),
  ]

  func draw(on canvas: inout Canvas, in area: Rect) {
    let own = LearnerCurve(model.kind.rawValue, model.snapshot.points)
    let theme = model.theme
    var series = [series(own, .solid, "●", theme.style(.adjoint))]
    for (curve, look) in zip(model.others, Self.looks) {
      series.append(self.series(curve, look.0, look.1, theme.style(look.2)))
    }
    let scale = model.hasLogAxis ? "log₁₀ of " : ""
    canvas.pane(
      "accuracy against \(scale)\(model.axis.rawValue)",
      remark: own.points.last.map { "\(NumberText.short($0.accuracy * 100, digits: 4)) %" } ?? "",
      in: area, theme: theme)
    LinePlot(
      series, axisStyle: theme.style(.muted), emptyNote: "after the first report",
      hasLegendBelow: true
    ).draw(on: &canvas, in: area.inset(by: 1), model.capabilities)
  }

  private func series(
    _ curve: LearnerCurve, _ line: LinePlot.Line, _ mark: Character, _ style: Style
  ) -> LinePlot.Series {
    let points = curve.points.map { point in
      let cost = model.axis == .examples ? point.evaluations : point.seconds
      return LinePlot.Point(
        x: model.hasLogAxis ? log10(max(cost, 1e-3)) : cost, y: point.accuracy * 100)
    }
    return LinePlot.Series(
      curve.name, points: points, style: style, line: line, mark: mark,
      note: points.last.map { NumberText.short($0.y, digits: 4) + " %" })
  }
}

/// The figures of the last report, a row each.
struct FigureTableView {
  let model: LearnerModel

  func draw(on canvas: inout Canvas, in area: Rect) {
    canvas.pane("last report", in: area, theme: model.theme)
    guard let point = model.snapshot.points.last else { return }
    let inside = area.inset(by: 1)
    let rows =
      [
        ("examples run forward", "\(point.evaluations)"),
        ("seconds", NumberText.short(point.seconds, digits: 3)),
      ] + point.figures.map { ($0.name, NumberText.short($0.value, digits: 4)) }
    for (row, (name, value)) in rows.enumerated() where row < inside.height {
      canvas.write(
        name.truncated(toColumns: inside.width - value.columns - 3), x: inside.x + 1,
        y: inside.y + row, style: model.theme.style(.muted), clippedTo: inside)
      canvas.write(
        value, x: inside.maxX - value.columns - 1, y: inside.y + row, clippedTo: inside)
    }
  }
}
