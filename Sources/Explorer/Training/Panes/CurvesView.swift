import Learning
import Presentation
import TextCanvas

/// The loss or the accuracy over the course of the run, with a crosshair that tells exact values.
struct CurvesView {
  let model: TrainingModel

  private var settings: CurveSettings { model.curves }
  private var record: TrainingRecord { model.snapshot.record }
  private var theme: Theme { model.theme }

  func drawLoss(on canvas: inout Canvas, in area: Rect) {
    let remarks =
      [
        settings.hasLogScale ? "log scale" : "",
        settings.smoothing > 0 ? "smoothed \(NumberText.short(settings.smoothing))" : "",
      ]
    let train = LinePlot.Series("train", points: smoothed(losses), style: theme.style(.value))
    let test = LinePlot.Series(
      "test", points: tests { Double($0.loss) }, style: theme.style(.adjoint), isDashed: true,
      marksPoints: true)
    draw(
      .loss, remark: crosshairText ?? remarks.filter { !$0.isEmpty }.joined(separator: ", "),
      [train, test], yScale: settings.hasLogScale ? .logarithmic : .linear, on: &canvas, in: area)
  }

  func drawAccuracy(on canvas: inout Canvas, in area: Rect) {
    let points = tests { ($0.accuracy ?? .nan) * 100 }.filter(\.y.isFinite)
    let last = points.last.map { "test \(NumberText.short($0.y, digits: 4)) %" } ?? ""
    draw(
      .accuracy, remark: last,
      [
        LinePlot.Series("", points: points, style: theme.style(.adjoint), marksPoints: true)
      ], yScale: .linear, on: &canvas, in: area)
  }

  private var losses: [LinePlot.Point] {
    record.losses.map { .init(x: settings.axis.coordinate($0.moment), y: Double($0.loss)) }
  }

  /// The examinations after the first: that of the untrained network would squeeze all that follows.
  private func tests(_ value: (Examination) -> Double) -> [LinePlot.Point] {
    record.tests.dropFirst().map {
      .init(x: settings.axis.coordinate($0.moment), y: value($0.result))
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

  private func draw(
    _ pane: TrainingPane, remark: String, _ series: [LinePlot.Series], yScale: PlotAxis.Scale,
    on canvas: inout Canvas, in area: Rect
  ) {
    let title = settings.axis == .epoch ? pane.title : "\(pane.title) by \(settings.axis.title)"
    model.drawFrame(pane, title: title, remark: remark, on: &canvas, in: area)
    LinePlot(
      series, yScale: yScale, axisStyle: theme.style(.muted), emptyNote: "after the first epoch",
      crosshair: crosshairPoint.map { settings.axis.coordinate($0.moment) }
    )
    .draw(on: &canvas, in: area.inset(by: 1), model.capabilities)
  }

  private var crosshairPoint: TrainingRecord.LossPoint? {
    guard let index = settings.crosshair, record.losses.indices.contains(index) else { return nil }
    return record.losses[index]
  }

  /// What the crosshair stands on, in full.
  private var crosshairText: String? {
    crosshairPoint.map { point in
      "minibatch \(point.moment.step): \(NumberText.exact(Double(point.loss)))"
        + ", rate \(NumberText.short(Double(point.rate), digits: 3))"
    }
  }
}
