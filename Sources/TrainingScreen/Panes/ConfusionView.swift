import Learning
import Presentation
import TextCanvas
import Widgets

/// How often each true class was predicted as each class: correct predictions on the diagonal.
struct ConfusionView {
  let model: TrainingModel

  private var names: ClassNames { model.classNames }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let pane = TrainingPane.confusion
    guard let matrix = model.shownTest?.result.confusion, matrix.classes > 0 else {
      return model.drawFrame(
        pane, title: pane.title, remark: "after the first evaluation", on: &canvas, in: area)
    }
    let wrong = matrix.total - Int((matrix.accuracy * Double(matrix.total)).rounded())
    model.drawFrame(
      pane, title: "\(pane.title): true ▾, predicted ▸",
      remark: "\(wrong) of \(matrix.total) wrong",
      on: &canvas, in: area)
    let inside = area.inset(by: 1)
    let table = ConfusionTable(matrix, names, in: inside)
    let used: Int
    if table.fits(inside) {
      table.draw(on: &canvas, in: inside, model.theme)
      used = table.columns
    } else {
      used = drawMap(of: matrix, on: &canvas, in: inside)
    }
    drawWorst(of: matrix, on: &canvas, in: inside.columns(left: used + 3).right)
  }

  /// The true and the predicted class of the count at a cell of the screen.
  func classes(at position: Position, in area: Rect) -> (truth: Int, predicted: Int)? {
    guard let matrix = model.shownTest?.result.confusion, matrix.classes > 0
    else { return nil }
    let inside = area.inset(by: 1)
    let table = ConfusionTable(matrix, names, in: inside)
    return table.fits(inside) ? table.classes(at: position, in: inside) : nil
  }

  /// Where there are too many classes for numbers, a picture; returns its columns.
  private func drawMap(of matrix: ConfusionMatrix, on canvas: inout Canvas, in area: Rect) -> Int {
    let values = (0..<matrix.classes).flatMap { truth in
      let all = (0..<matrix.classes).reduce(0) { $0 + matrix.count(truth: truth, predicted: $1) }
      return (0..<matrix.classes).map {
        Double(matrix.count(truth: truth, predicted: $0)) / Double(max(all, 1))
      }
    }
    guard
      let map = Heatmap(rows: matrix.classes, columns: matrix.classes, values: values)?
        .fitted(to: area.size)
    else { return 0 }
    map.draw(
      on: &canvas, in: area,
      scale: HeatmapScale(.signed, limit: 1, isLight: model.capabilities.isLight),
      model.capabilities)
    return map.columns
  }

  /// The most frequent mistakes, where there is room beside the matrix.
  private func drawWorst(of matrix: ConfusionMatrix, on canvas: inout Canvas, in area: Rect) {
    guard area.width >= 16 else { return }
    let pairs = matrix.mistakes.prefix(max(area.height - 1, 0))
    guard !pairs.isEmpty else { return }
    canvas.write(
      "most frequent", x: area.x, y: area.y, style: model.theme.style(.muted), clippedTo: area)
    let name = min((area.width - 7) / 2, names.columns)
    for (row, pair) in pairs.enumerated() {
      let count = "\(pair.count)"
      let line =
        StyledText(String(repeating: " ", count: max(5 - count.columns, 0)) + count + " ")
        + StyledText(names[pair.truth].truncated(toColumns: name), .success)
        + StyledText("→", .muted)
        + StyledText(names[pair.predicted].truncated(toColumns: name), .alarm)
      canvas.write(line, x: area.x, y: area.y + 1 + row, theme: model.theme, clippedTo: area)
    }
  }
}

/// The counts as a table: a row for each true class, a column for each predicted one.
private struct ConfusionTable {
  private static let widestName = 12

  private let matrix: ConfusionMatrix
  private let names: ClassNames
  /// The columns of the classes' names, and of each class's counts.
  private let nameColumns: Int
  private let width: Int

  init(_ matrix: ConfusionMatrix, _ names: ClassNames, in area: Rect) {
    self.matrix = matrix
    self.names = names
    let most = (0..<matrix.classes * matrix.classes).reduce(1) {
      max($0, matrix.count(truth: $1 / matrix.classes, predicted: $1 % matrix.classes))
    }
    // Counts go before names: these can be cut.
    let needed = "\(most)".columns + 1
    let room = max(area.width - 2 - needed * matrix.classes, 1)
    nameColumns = min(names.columns, Self.widestName, room)
    width = min(max((area.width - 2 - nameColumns) / matrix.classes, 1), 5)
  }

  var columns: Int { nameColumns + 1 + width * matrix.classes }

  /// Whether each count has a place of its own.
  func fits(_ area: Rect) -> Bool { width >= 2 && matrix.classes < area.height }

  func draw(on canvas: inout Canvas, in area: Rect, _ theme: Theme) {
    for predicted in 0..<matrix.classes {
      write(
        names.heading(predicted, columns: width - 1), row: 0, column: predicted,
        theme.style(.muted),
        on: &canvas, in: area)
    }
    for truth in 0..<matrix.classes {
      canvas.write(
        names.cell(truth, columns: nameColumns), x: area.x + 1, y: area.y + 1 + truth,
        style: theme.style(.muted), clippedTo: area)
      for predicted in 0..<matrix.classes {
        let count = matrix.count(truth: truth, predicted: predicted)
        write(
          count == 0 ? "⋅" : "\(count)", row: truth + 1, column: predicted,
          theme.style(truth == predicted ? .success : role(count, truth)), on: &canvas, in: area)
      }
    }
  }

  /// The true and the predicted class of the count at a cell of the screen.
  func classes(at position: Position, in area: Rect) -> (truth: Int, predicted: Int)? {
    let (truth, across) = (position.y - area.y - 1, position.x - firstColumn(in: area))
    let classes = 0..<matrix.classes
    guard area.contains(position), across >= 0, classes.contains(truth),
      classes.contains(across / width)
    else { return nil }
    return (truth, across / width)
  }

  private func firstColumn(in area: Rect) -> Int { area.x + 1 + nameColumns }

  /// A class that is mistaken for another more than once in a hundred times stands out.
  private func role(_ count: Int, _ truth: Int) -> Role {
    let all = (0..<matrix.classes).reduce(0) { $0 + matrix.count(truth: truth, predicted: $1) }
    return count * 100 > all ? .alarm : count == 0 ? .muted : .text
  }

  private func write(
    _ text: String, row: Int, column: Int, _ style: Style, on canvas: inout Canvas, in area: Rect
  ) {
    // A count that is too long for its column is not cut into a wrong one.
    let shown = text.columns < width ? text : "+"
    canvas.write(
      shown, x: firstColumn(in: area) + (column + 1) * width - shown.columns, y: area.y + row,
      style: style, clippedTo: area)
  }
}

extension ConfusionMatrix {
  /// The wrong predictions, the most frequent first.
  fileprivate var mistakes: [(truth: Int, predicted: Int, count: Int)] {
    (0..<classes * classes).compactMap { place in
      let (truth, predicted) = (place / classes, place % classes)
      let count = count(truth: truth, predicted: predicted)
      return truth != predicted && count > 0 ? (truth, predicted, count) : nil
    }.sorted { ($0.count, $1.truth, $1.predicted) > ($1.count, $0.truth, $0.predicted) }
  }
}
