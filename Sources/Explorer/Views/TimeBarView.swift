import Autodiff
import Inquiry
import Presentation
import TextCanvas

/// All events as a line, with the seed between the sweeps and the cursor as a dot.
struct TimeBarView {
  let model: ExplorerModel

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard let bar = Self.bar(in: area) else { return }
    let timeline = model.timeline
    let style = model.theme.style(.border)
    canvas.write("├", x: bar.x, y: bar.y, style: style)
    canvas.horizontalLine(
      from: bar.x + 1, to: bar.maxX - 2, y: bar.y, pen: Pen(style: style), clippedTo: bar)
    canvas.write("┤", x: bar.maxX - 1, y: bar.y, style: style)
    let cursor = column(of: timeline.position, in: bar)
    let seed = timeline.seedEvent > 0 ? column(of: timeline.seedEvent, in: bar) : bar.maxX - 1
    write("forward", .value, from: bar.x, to: seed, on: &canvas, y: bar.y)
    write("backward", .adjoint, from: seed, to: bar.maxX - 1, on: &canvas, y: bar.y)
    if timeline.seedEvent > 0 { canvas.write("┼", x: seed, y: bar.y, style: style) }
    canvas.write("●", x: cursor, y: bar.y, style: model.theme.style(.current).onlyBold)
  }

  private static func bar(in area: Rect) -> Rect? {
    let bar = area.inset(columns: 1, rows: 0)
    return bar.width >= 8 && !bar.isEmpty ? bar : nil
  }

  /// The position whose dot stands in a column of the screen, or the nearest there is; the ends of
  /// time lie to the left and right of the bar as well.
  func position(at x: Int, in area: Rect) -> Int? {
    guard let bar = Self.bar(in: area) else { return nil }
    let (steps, count) = (bar.width - 1, model.timeline.count)
    let place = min(max(x - bar.x, 0), steps)
    let first = (place * count + steps - 1) / steps
    guard column(of: first, in: bar) != bar.x + place else { return first }
    return (2 * place * count + steps) / (2 * steps)
  }

  private func column(of position: Int, in bar: Rect) -> Int {
    bar.x + (bar.width - 1) * position / max(model.timeline.count, 1)
  }

  private func write(
    _ word: String, _ role: Role, from: Int, to: Int, on canvas: inout Canvas, y: Int
  ) {
    guard to - from > word.count + 4 else { return }
    canvas.write(
      word, x: from + (to - from - word.count) / 2 + 1, y: y, style: model.theme.style(role))
  }
}

extension Style {
  /// Bold without reversing the cell.
  fileprivate var onlyBold: Style {
    var style = self
    style.attributes = .bold
    return style
  }
}
