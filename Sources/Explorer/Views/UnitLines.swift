import Autodiff
import Inquiry
import Presentation
import TextCanvas

/// The lines between two columns.
struct UnitLines {
  let scene: UnitsScene
  let from: UnitsPlan.Column
  let to: UnitsPlan.Column

  /// A line, drawn by how much it matters.
  private struct Line {
    let start: Position
    let end: Position
    let target: UnitNetwork.Place
    /// What is written on it, and by which it is as thick as it is: `nil` as long as it is not known.
    let amount: Double?
    let label: StyledText?
    let isOfSelection: Bool
  }

  /// The most lines that are drawn besides those of the selected unit, where they would be too many.
  private static let mostLines = 12

  private var model: ExplorerModel { scene.model }
  private var theme: Theme { model.theme }
  private var isLit: Bool { scene.lights(linesInto: to.number) }
  private var firstX: Int { from.rect.maxX + 1 }
  private var lastX: Int { to.rect.x - 2 }

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard firstX < lastX else { return }
    let lines = lines.sorted { weight($0) < weight($1) }
    let isCrowded = lines.count > 2 * to.rect.height
    let most = lines.compactMap { $0.amount?.magnitude }.filter(\.isFinite).max() ?? 0
    let shown =
      isCrowded ? lines.suffix(Self.mostLines + lines.count(where: \.isOfSelection)) : lines[...]
    var strokes = SlantedLines(in: area, model.capabilities)
    for line in shown {
      add(line, most: most, isThin: isCrowded && !line.isOfSelection, to: &strokes)
    }
    strokes.draw(on: &canvas)
    var taken: [Rect] = []
    for line in shown.reversed() where !isCrowded || line.isOfSelection {
      drawLabel(of: line, on: &canvas, avoiding: &taken)
    }
    drawHeads(on: &canvas)
  }

  /// Lines of the selected unit come last, and so on top.
  private func weight(_ line: Line) -> Double {
    let size = line.amount.map { $0.isFinite ? $0.magnitude : .greatestFiniteMagnitude } ?? 0
    return line.isOfSelection ? size + 1e300 : min(size, 1e299)
  }

  private var lines: [Line] {
    to.units.flatMap { target in
      if let image = from.image { return [imageLine(to: target, image)] }
      return from.units.map { source in
        let isOfSelection = scene.isFocus(source.place) || scene.isFocus(target.place)
        let weight = scene.weight(from: source.place.unit, to: target.place)
        return Line(
          start: Position(x: firstX, y: source.row), end: Position(x: lastX, y: target.row),
          target: target.place, amount: weight.amount, label: weight.label,
          isOfSelection: isOfSelection)
      }
    }
  }

  /// From an image one line goes to each unit, for all of its pixels.
  private func imageLine(to target: UnitsPlan.Unit, _ image: Rect) -> Line {
    let sum = scene.product(at: target.place)
    let y = min(max(target.row, image.y), image.maxY - 1)
    return Line(
      start: Position(x: image.maxX + 1, y: y), end: Position(x: lastX, y: target.row),
      target: target.place, amount: sum,
      label: sum.map { StyledText("Σ \(NumberText.fitting($0, columns: 6, digits: 3))", .value) },
      isOfSelection: scene.isFocus(target.place))
  }

  private func add(
    _ line: Line, most: Double, isThin: Bool, to strokes: inout SlantedLines
  ) {
    guard let amount = line.amount else {
      return strokes.add(from: line.start, to: line.end, style: theme.style(.pending), .dotted)
    }
    let share = most > 0 ? min(amount.magnitude / most, 1) : 0
    let large = to.rect.height >= 14 ? 3 : 2
    let thickness = isThin ? 1 : share >= 2 / 3 ? large : share >= 1 / 3 ? 2 : 1
    strokes.add(
      from: line.start, to: line.end, thickness: amount.isFinite ? thickness : large,
      style: style(of: line, amount), amount < 0 ? .dashed : .solid)
  }

  private func style(of line: Line, _ amount: Double) -> Style {
    guard amount.isFinite else { return theme.style(.alarm) }
    let style = theme.style(amount < 0 ? .negative : .positive)
    if isLit { return style.adding(.bold) }
    return line.isOfSelection || from.units.count * to.units.count <= 12
      ? style : style.adding(.dim)
  }

  /// On the line, where no other label is; nowhere if there is no such place.
  private func drawLabel(of line: Line, on canvas: inout Canvas, avoiding taken: inout [Rect]) {
    guard let label = line.label else { return }
    let width = label.plain.columns
    for share in [0.5, 0.38, 0.62, 0.26, 0.74, 0.16, 0.84] {
      let x = line.start.x + Int((share * Double(line.end.x - line.start.x)).rounded())
      let y = line.start.y + Int((share * Double(line.end.y - line.start.y)).rounded())
      let place = Rect(
        x: min(max(x - width / 2, firstX), max(lastX + 1 - width, firstX)), y: y, width: width,
        height: 1)
      let around = place.inset(columns: -1, rows: 0)
      guard place.maxX <= lastX + 1, !taken.contains(where: { !$0.intersection(around).isEmpty })
      else { continue }
      canvas.write(label, x: place.x, y: place.y, theme: theme)
      taken.append(place)
      return
    }
  }

  /// Where values have arrived, and adjoints have come back.
  private func drawHeads(on canvas: inout Canvas) {
    for unit in to.units where scene.hasArrived(at: unit.place) {
      let isNow = scene.movesForward(into: to.number)
      canvas.write(
        isNow ? "▶" : "▸", x: to.rect.x - 1, y: unit.row,
        style: theme.style(isNow ? .value : .border))
    }
    for unit in from.units where scene.hasComeBack(to: unit.place) {
      let isNow = scene.movesBackward(from: to.number)
      canvas.write(
        isNow ? "◀" : "◂", x: from.rect.maxX, y: unit.row,
        style: theme.style(isNow ? .adjoint : .border))
    }
  }
}
