import Learning
import Presentation
import TextCanvas
import Widgets

/// How one layer's weights, gradients and features are distributed, now and over the run.
struct HistogramsView {
  let model: TrainingModel

  private var theme: Theme { model.theme }
  private var layer: Int { model.tiles.layer }

  func draw(on canvas: inout Canvas, in area: Rect) {
    model.drawFrame(
      .histograms, title: "layer \(layer + 1): \(TrainingPane.histograms.title)",
      remark: "[ ]: other layer", on: &canvas, in: area)
    let inside = area.inset(by: 1)
    guard let now = model.snapshot.inspection?.distributions, now.indices.contains(layer) else {
      canvas.write(
        "after the next minibatch", x: inside.x, y: inside.y, style: theme.style(.muted),
        clippedTo: inside)
      return
    }
    let kinds = kinds.filter { $0.part(now[layer]) != nil }
    let width = inside.width / max(kinds.count, 1)
    for (index, kind) in kinds.enumerated() {
      let place = Rect(
        x: inside.x + index * width, y: inside.y, width: width - 1, height: inside.height)
      draw(kind, now[layer], on: &canvas, in: place)
    }
  }

  /// One of the three things that are counted.
  private struct Kind {
    let title: String
    let role: Role
    let part: (Inspection.Distributions) -> Histogram?
  }

  private var kinds: [Kind] {
    [
      Kind(title: "weights", role: .value) { $0.weights },
      Kind(title: "gradient", role: .adjoint) { $0.gradient },
      Kind(title: "features", role: .tangent) { $0.features },
    ]
  }

  private func draw(
    _ kind: Kind, _ now: Inspection.Distributions, on canvas: inout Canvas, in area: Rect
  ) {
    guard let histogram = kind.part(now) else { return }
    canvas.write(kind.title, x: area.x, y: area.y, style: theme.style(kind.role), clippedTo: area)
    let rest = area.rows(top: 1).bottom
    // With room for the past below, half is for the present.
    let height = rest.height >= 8 ? max(rest.height / 2 - 1, 4) : min(max(rest.height - 1, 0), 6)
    let (bars, below) = rest.rows(top: height)
    HistogramBars(histogram).draw(on: &canvas, in: bars, style: theme.style(kind.role))
    drawEnds(of: histogram, on: &canvas, in: below)
    let past = model.snapshot.history.points.compactMap { point in
      point.distributions.indices.contains(layer) ? kind.part(point.distributions[layer]) : nil
    }
    drawPast(past, on: &canvas, in: below.rows(top: 2).bottom)
  }

  private func drawEnds(of histogram: Histogram, on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    let style = theme.style(.muted)
    let low = NumberText.short(Double(histogram.low), digits: 2)
    let high = NumberText.short(Double(histogram.high), digits: 2)
    canvas.write(low, x: area.x, y: area.y, style: style, clippedTo: area)
    guard low.columns + high.columns < area.width else { return }
    canvas.write(high, x: area.maxX - high.columns, y: area.y, style: style, clippedTo: area)
  }

  /// The distributions of the run, the earliest above, all on the scale of the widest.
  private func drawPast(_ past: [Histogram], on canvas: inout Canvas, in area: Rect) {
    guard area.height >= 2, past.count > 1, area.width > 0 else { return }
    let low = past.map(\.low).min() ?? 0
    let high = past.map(\.high).max() ?? 0
    let rows = min(area.height * 2, past.count)
    let lines = (0..<rows).map { row in
      past[row * (past.count - 1) / max(rows - 1, 1)].spread(over: area.width, from: low, to: high)
    }
    guard let map = Heatmap(rows: rows, columns: area.width, values: lines.flatMap(\.self)) else {
      return
    }
    map.draw(
      on: &canvas, in: area, scale: HeatmapScale(.grey, limit: 1, isLight: theme.isLight),
      model.capabilities)
  }
}

/// A histogram as upright bars of eighths of a cell.
struct HistogramBars {
  private let heights: [Double]

  /// The bars of a histogram, the highest of which has the height 1.
  init(_ histogram: Histogram) {
    let largest = Double(max(histogram.counts.max() ?? 0, 1))
    heights = histogram.counts.map { Double($0) / largest }
  }

  func draw(on canvas: inout Canvas, in area: Rect, style: Style) {
    guard !area.isEmpty, !heights.isEmpty else { return }
    for column in 0..<area.width {
      // A bin that holds anything is seen.
      Bar(
        .upright, part: heights[column * heights.count / area.width], length: area.height,
        showsTraces: true
      )
      .draw(
        on: &canvas, at: Position(x: area.x + column, y: area.y), style: style, clippedTo: area)
    }
  }
}

extension Histogram {
  /// Its bars on another scale, each as a part of its highest.
  fileprivate func spread(over columns: Int, from low: Float, to high: Float) -> [Double] {
    let largest = Double(max(counts.max() ?? 0, 1))
    let (width, own) = (Double(high) - Double(low), Double(self.high) - Double(self.low))
    return (0..<columns).map { column in
      let middle = Double(low) + width * (Double(column) + 0.5) / Double(columns)
      guard own > 0, middle >= Double(self.low), middle <= Double(self.high) else { return 0 }
      let bin = Int((middle - Double(self.low)) / own * Double(counts.count))
      return counts.indices.contains(bin) ? Double(counts[bin]) / largest : 0
    }
  }
}
