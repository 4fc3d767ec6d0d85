import Learning
import Presentation
import TextCanvas
import Widgets

/// The loss or the accuracy over the course of the run, beside those of saved runs, with a crosshair
/// that shows exact values.
struct CurvesView {
  let model: TrainingModel

  private var settings: CurveSettings { model.curves }
  private var record: TrainingRecord { model.snapshot.record }
  private var theme: Theme { model.theme }

  func drawLoss(on canvas: inout Canvas, in area: Rect) {
    let remarks = [
      settings.hasLogScale ? "log scale" : "",
      settings.smoothing > 0 ? "smoothed \(NumberText.short(settings.smoothing))" : "",
    ]
    draw(
      .loss, remark: crosshairText ?? remarks.filter { !$0.isEmpty }.joined(separator: ", "),
      on: &canvas, in: area)
  }

  func drawAccuracy(on canvas: inout Canvas, in area: Rect) {
    let own = accuracies(of: record)
    let shown =
      crosshair.map { reading(of: own, at: $0, percent) } ?? own.last.map { percent($0.y) }
    draw(.accuracy, remark: shown.map { "test \($0)" } ?? "", on: &canvas, in: area)
  }

  private func draw(
    _ pane: TrainingPane, remark: String, on canvas: inout Canvas, in area: Rect
  ) {
    let title =
      settings.axis == .epoch ? pane.title : "\(pane.title) against \(settings.axis.title)"
    model.drawFrame(pane, title: title, remark: remark, on: &canvas, in: area)
    plot(pane).draw(on: &canvas, in: area.inset(by: 1), model.capabilities)
  }

  private func plot(_ pane: TrainingPane) -> LinePlot {
    LinePlot(
      pane == .loss
        ? ownLosses + savedRuns.flatMap(losses) : [ownAccuracy] + savedRuns.map(accuracy),
      yScale: settings.hasLogScale && pane == .loss ? .logarithmic : .linear,
      axisStyle: theme.style(.muted), emptyNote: "after the first epoch", crosshair: crosshair,
      hasLegendBelow: pane == .accuracy)
  }

  /// The minibatch of this run whose loss is drawn nearest to a cell of the screen.
  func minibatch(at position: Position, of pane: TrainingPane, in area: Rect) -> Int? {
    let moments = record.losses.map(\.moment)
    return plot(pane).nearest(
      toColumn: position.x, among: moments.map(settings.axis.coordinate), in: area.inset(by: 1)
    ).map { moments[$0].step }
  }
}

extension CurvesView {
  /// A run from a file, and how it is distinguished from others.
  private struct SavedCurves {
    let run: SavedRun
    let line: LinePlot.Line
    let mark: Character
    let style: Style
  }

  private var savedRuns: [SavedCurves] {
    let looks: [(LinePlot.Line, Character, Role)] = [
      (.dotted, "◆", .tangent), (.dashDotted, "▲", .partial), (.longDashed, "■", .warning),
      (.dotDotDashed, "○", .success),
    ]
    return zip(model.runsBeside, looks).map { run, look in
      SavedCurves(run: run, line: look.0, mark: look.1, style: theme.style(look.2))
    }
  }

  private var ownLosses: [LinePlot.Series] {
    let points = losses(of: record)
    let tests = testLosses(of: record)
    return [
      .init(
        "train", points: smoothed(points), style: theme.style(.value),
        note: crosshair.map { reading(of: points, at: $0, exact) }),
      .init(
        "test", points: tests, style: theme.style(.adjoint), line: .dashed, mark: "●",
        note: crosshair.map { reading(of: tests, at: $0, exact) }),
      .init("", points: alerts(on: points), style: theme.style(.alarm), line: .none, mark: "!"),
    ]
  }

  private var ownAccuracy: LinePlot.Series {
    let points = accuracies(of: record)
    // Alone, the curve needs no name: the frame says what it is.
    return .init(
      model.runsBeside.isEmpty ? "" : "this run", points: points, style: theme.style(.adjoint),
      mark: "●", note: note(points, percent) ?? points.last.map { percent($0.y) })
  }

  /// The training loss as a line and the test losses as marks, with one row of the legend for both.
  private func losses(_ saved: SavedCurves) -> [LinePlot.Series] {
    let (points, tests) = (losses(of: saved.run.record), testLosses(of: saved.run.record))
    let notes = [(points, ""), (tests, "\(saved.mark) ")].filter { !$0.0.isEmpty }
      .map { points, mark in mark + (note(points, exact) ?? points.last.map { short($0.y) } ?? "") }
    return [
      .init(
        saved.run.name, points: smoothed(points), style: saved.style, line: saved.line,
        note: notes.joined(separator: " ")),
      .init("", points: tests, style: saved.style, line: .none, mark: saved.mark),
    ]
  }

  private func accuracy(_ saved: SavedCurves) -> LinePlot.Series {
    let points = accuracies(of: saved.run.record)
    return .init(
      saved.run.name, points: points, style: saved.style, line: saved.line, mark: saved.mark,
      note: note(points, percent) ?? points.last.map { percent($0.y) })
  }

  private func losses(of record: TrainingRecord) -> [LinePlot.Point] {
    record.losses.map { point in
      let hasSpread = point.parts > 1 && settings.smoothing == 0 && point.least <= point.greatest
      return .init(
        x: settings.axis.coordinate(point.moment), y: Double(point.loss),
        spread: hasSpread ? Double(point.least)...Double(point.greatest) : nil)
    }
  }

  /// The examinations but that of the untrained network, which would squeeze all that follows.
  private func tests(
    of record: TrainingRecord, _ value: (Examination) -> Double
  ) -> [LinePlot.Point] {
    record.tests.lazy.filter { $0.moment.step > 0 }.map {
      .init(x: settings.axis.coordinate($0.moment), y: value($0.result))
    }
  }

  private func testLosses(of record: TrainingRecord) -> [LinePlot.Point] {
    tests(of: record) { Double($0.loss) }
  }

  private func accuracies(of record: TrainingRecord) -> [LinePlot.Point] {
    tests(of: record) { ($0.accuracy ?? .nan) * 100 }.filter(\.y.isFinite)
  }

  /// Where alerts were raised, on the curve.
  private func alerts(on curve: [LinePlot.Point]) -> [LinePlot.Point] {
    let moments = record.losses.map(\.moment)
    return model.alerts.compactMap { alert in
      let place = moments.firstIndex { $0.step >= alert.step } ?? moments.indices.last
      return place.map { curve[$0] }
    }
  }

  /// Each point with a part of the mean of those before it.
  private func smoothed(_ points: [LinePlot.Point]) -> [LinePlot.Point] {
    guard settings.smoothing > 0, var mean = points.first?.y else { return points }
    return points.map { point in
      mean = settings.smoothing * mean + (1 - settings.smoothing) * point.y
      return .init(x: point.x, y: mean)
    }
  }
}

extension CurvesView {
  private var crosshairPoint: TrainingRecord.LossPoint? {
    settings.crosshair.flatMap {
      record.losses.lastIndex(until: Double($0)) { Double($0.moment.step) }
    }
    .map { record.losses[$0] }
  }

  /// Where the crosshair stands on the axis.
  private var crosshair: Double? { crosshairPoint.map { settings.axis.coordinate($0.moment) } }

  /// What the crosshair stands on, in full.
  private var crosshairText: String? {
    crosshairPoint.map { point in
      let rate = ", rate \(NumberText.short(Double(point.rate), digits: 3))"
      guard point.parts > 1 else {
        return "minibatch \(point.moment.step): \(point.loss)" + rate
      }
      return "to minibatch \(point.moment.step): \(point.loss) (\(point.least) to "
        + "\(point.greatest))" + rate
    }
  }

  /// The exact value under the crosshair, when there is one.
  private func note(_ points: [LinePlot.Point], _ text: (Double) -> String) -> String? {
    crosshair.map { reading(of: points, at: $0, text) }
  }

  /// The last value up to a place, or a dash where the curve begins later.
  private func reading(
    of points: [LinePlot.Point], at place: Double, _ text: (Double) -> String
  ) -> String {
    points.lastIndex(until: place, by: \.x).map { text(points[$0].y) } ?? "–"
  }

  private func short(_ value: Double) -> String { NumberText.short(value, digits: 3) }

  /// As many digits as it takes to read the very same loss back.
  private func exact(_ loss: Double) -> String { "\(Float(loss))" }

  private func percent(_ share: Double) -> String { NumberText.short(share, digits: 6) + " %" }
}
