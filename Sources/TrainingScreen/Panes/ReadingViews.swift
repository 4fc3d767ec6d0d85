import Learning
import Presentation
import TextCanvas
import Widgets

/// A test digit: its image, the features of the hidden units, the scores and the loss.
struct DigitView {
  let model: TrainingModel

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard let reading = model.snapshot.reading else {
      return model.drawFrame(
        .digit, title: TrainingPane.digit.title, remark: "none yet", on: &canvas, in: area)
    }
    model.drawFrame(.digit, title: title(reading), remark: remark(reading), on: &canvas, in: area)
    let inside = area.inset(by: 1)
    let image = Heatmap(greyImage: reading.pixels)?.fitted(to: inside.size)
    image?.draw(
      on: &canvas, in: inside, scale: HeatmapScale(.grey, limit: 255), model.capabilities)
    let words = inside.columns(left: (image?.columns ?? 0) + 2).right
    ScoreBars(reading, model).draw(on: &canvas, in: words)
    drawFeatures(reading, on: &canvas, in: words.rows(top: reading.scores.count + 1).bottom)
  }

  private func title(_ reading: Reading) -> String {
    let names = model.classNames
    let predicted = reading.predicted.map { "predicted \(names[$0])" } ?? "no score"
    guard let truth = reading.truth else { return "your drawing: \(predicted)" }
    return "test \(names.areWords ? "image" : "digit"): \(names[truth]), \(predicted)"
  }

  private func remark(_ reading: Reading) -> String {
    let loss = reading.loss.map { "loss \(NumberText.short(Double($0), digits: 4))" } ?? ""
    guard case .test(let index)? = model.wishes.digit else { return loss }
    return "example \(index), \(loss)"
  }

  /// The features as a small map under their name.
  private func drawFeatures(_ reading: Reading, on canvas: inout Canvas, in area: Rect) {
    guard let features = reading.features.last, !features.isEmpty, area.height >= 2, area.width > 0
    else { return }
    let limit = limit(of: features)
    let number = NumberText.short(limit, digits: 3)
    let title = "\(features.count) features, −\(number) … \(number)"
    canvas.write(title, x: area.x, y: area.y, style: model.theme.style(.muted), clippedTo: area)
    let pane = area.rows(top: 1).bottom
    let rows = (features.count + pane.width - 1) / pane.width
    let padding = rows * pane.width - features.count
    let values = features.map { Double($0) } + Array(repeating: 0, count: padding)
    Heatmap(rows: rows, columns: pane.width, values: values)?
      .draw(
        on: &canvas, in: pane,
        scale: HeatmapScale(.signed, limit: limit, isLight: model.capabilities.isLight),
        model.capabilities)
  }

  /// What the strongest colour stands for: the same for every image, unless features have no bound.
  private func limit(of features: [Float]) -> Double {
    guard !model.snapshot.options.plan.activation.isBounded else { return 1 }
    let largest = features.lazy.map { abs(Double($0)) }.filter(\.isFinite).max() ?? 0
    return largest > 0 ? largest : 1
  }
}

/// The scores of an image as bars that start at the lowest; the predicted class stands out.
struct ScoreBars {
  private let reading: Reading
  private let names: ClassNames
  private let theme: Theme

  init(_ reading: Reading, _ model: TrainingModel) {
    (self.reading, names, theme) = (reading, model.classNames, model.theme)
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let finite = reading.scores.filter(\.isFinite)
    let (low, high) = (min(finite.min() ?? 0, 0), finite.max() ?? 0)
    let columns = min(names.columns, max((area.width - 8) / 2, 1))
    for (row, index) in shownClasses(rows: area.height).enumerated() {
      let (score, y) = (reading.scores[index], area.y + row)
      let mark = index == reading.truth ? "▸" : " "
      let text = NumberText.fitting(Double(score), columns: 6, digits: 3)
      let style = theme.style(role(of: index))
      let name = mark + names.cell(index, columns: columns)
      canvas.write(name, x: area.x, y: y, style: style, clippedTo: area)
      let part = high > low && score.isFinite ? Double((score - low) / (high - low)) : 0
      Bar(.level, part: part, length: area.width - columns - 9).draw(
        on: &canvas, at: Position(x: area.x + columns + 2, y: y), style: style, clippedTo: area)
      canvas.write(text, x: area.maxX - text.columns, y: y, style: style, clippedTo: area)
    }
  }

  /// All classes in order, or those with the greatest scores where there are not rows for all.
  private func shownClasses(rows: Int) -> [Int] {
    let classes = Array(reading.scores.indices)
    guard classes.count > rows else { return classes }
    let sorted = classes.sorted { (reading.scores[$0], $1) > (reading.scores[$1], $0) }
    return Array(sorted.prefix(max(rows, 0)))
  }

  private func role(of index: Int) -> Role {
    index == reading.predicted ? .success : index == reading.truth ? .warning : .muted
  }
}

extension Heatmap {
  /// An image of bytes, as a square when it can be one.
  init?(greyImage pixels: [UInt8]) {
    let side = Int(Double(pixels.count).squareRoot())
    let isSquare = side * side == pixels.count
    self.init(
      rows: isSquare ? side : 1, columns: isSquare ? side : pixels.count,
      values: pixels.map { Double($0) })
  }
}

/// A sheet to draw a digit on, with the network's prediction as it is drawn.
struct DrawingView {
  let model: TrainingModel

  private var drawing: DigitDrawing { model.drawing }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let pen = drawing.isPenDown ? "pen down" : "d: pen down"
    model.drawFrame(
      .drawing, title: title, remark: model.focus == .drawing ? pen : "", on: &canvas, in: area)
    let inside = area.inset(by: 1)
    let sheet = sheet(in: inside)
    sheet?.draw(
      on: &canvas, in: inside, scale: HeatmapScale(.grey, limit: 255), model.capabilities)
    if model.focus == .drawing, let sheet { drawPen(sheet, on: &canvas, in: inside) }
    let words = inside.columns(left: (sheet?.columns ?? 0) + 2).right
    if let reading {
      ScoreBars(reading, model).draw(on: &canvas, in: words)
    } else {
      drawAdvice(on: &canvas, in: words)
    }
  }

  private func sheet(in inside: Rect) -> Heatmap? {
    Heatmap(greyImage: drawing.ink)?.fitted(to: inside.size)
  }

  /// The square at a cell of the screen; of several, one in the middle.
  func square(at position: Position, in area: Rect) -> DigitDrawing.Square? {
    let inside = area.inset(by: 1)
    guard let sheet = sheet(in: inside), sheet.rows > 0, sheet.columns > 0 else { return nil }
    let cells = inside.columns(left: sheet.size.width).left.rows(top: sheet.size.height).top
    guard cells.contains(position) else { return nil }
    let (down, across) = (2 * (position.y - cells.y) + 1, 2 * (position.x - cells.x) + 1)
    return DigitDrawing.Square(
      row: min(down * DigitDrawing.side / sheet.rows, DigitDrawing.side - 1),
      column: across * DigitDrawing.side / (2 * sheet.columns))
  }

  /// What the run made of this very drawing.
  private var reading: Reading? {
    guard let pixels = drawing.centred, let reading = model.snapshot.reading,
      reading.truth == nil, reading.pixels == pixels
    else { return nil }
    return reading
  }

  private var title: String {
    guard let predicted = reading?.predicted else { return TrainingPane.drawing.title }
    return "your drawing: predicted \(model.classNames[predicted])"
  }

  private func drawPen(_ sheet: Heatmap, on canvas: inout Canvas, in area: Rect) {
    let x = area.x + drawing.column * sheet.columns / DigitDrawing.side
    let y = area.y + drawing.row * sheet.rows / DigitDrawing.side / 2
    let style = model.theme.style(drawing.isPenDown ? .alarm : .selected)
    canvas.write("+", x: x, y: y, style: style, clippedTo: area)
  }

  private func drawAdvice(on canvas: inout Canvas, in area: Rect) {
    let lines = [
      "d: pen down or up", "arrows: move it", "Backspace: clear",
    ]
    for (row, line) in lines.enumerated() {
      canvas.write(
        line, x: area.x, y: area.y + row, style: model.theme.style(.muted), clippedTo: area)
    }
  }
}
