import Autodiff
import Inquiry
import Presentation
import TextCanvas
import Widgets

/// Matrices in a box: as an equation where it fits, else the one with the cursor, and of a large one
/// a map in colours or signs.
struct MatrixSheetView {
  let sheet: MatrixSheet
  let theme: Theme
  let capabilities: Capabilities

  func draw(on canvas: inout Canvas, in area: Rect) {
    let content = content(for: area.inset(columns: 3, rows: 1).size)
    let widest = ([sheet.title.columns + 4, footer.columns] + content.widths).max() ?? 0
    let box = area.centered(
      Size(width: min(area.width, widest + 6), height: min(area.height, content.height + 2)))
    canvas.fill(box)
    canvas.box(
      box, title: sheet.title, pen: Pen(style: theme.style(.focusedBorder)),
      titleStyle: theme.style(.title))
    drawFooter(on: &canvas, in: box)
    let pane = box.inset(columns: 3, rows: 1)
    var rest = pane
    for line in content.above { write(line, on: &canvas, in: &rest) }
    switch content.body {
    case .lines(let lines): for line in lines { write(line, on: &canvas, in: &rest) }
    case .map(let matrix):
      let (field, below) = rest.rows(bottom: content.below.count + 1)
      drawMap(of: matrix, on: &canvas, in: field, legend: below.rows(top: 1).top)
      rest = below.rows(top: 1).bottom
    }
    for line in content.below { write(line, on: &canvas, in: &rest) }
  }

  private func write(_ line: StyledText, on canvas: inout Canvas, in rest: inout Rect) {
    canvas.write(line, x: rest.x, y: rest.y, theme: theme, clippedTo: rest)
    rest = rest.rows(top: 1).bottom
  }

  private var footer: String {
    let others = sheet.matrices.count > 1 ? "Tab next matrix  " : ""
    return " arrows move  \(others)Enter paths  Esc close "
  }

  private func drawFooter(on canvas: inout Canvas, in box: Rect) {
    canvas.writeFooter(footer, in: box, theme: theme)
  }
}

extension MatrixSheetView {
  /// What is shown, from top to bottom.
  private struct Content {
    enum Body {
      case lines([StyledText])
      case map(NamedMatrix)
    }

    var above: [StyledText]
    var body: Body
    var below: [StyledText]
    let height: Int

    var widths: [Int] {
      var lines = above + below
      if case .lines(let rows) = body { lines += rows } else { return [Int.max / 2] }
      return lines.map(\.plain.columns)
    }
  }

  private func content(for size: Size) -> Content {
    let remarks = sheet.remarks.flatMap { $0.wrapped(toColumns: max(size.width, 1)) }
    let below = [StyledText(""), sheet.elementText]
    let room = size.height - remarks.count - below.count - 1
    if let lines = equation(fitting: Size(width: size.width, height: room)) {
      return Content(
        above: remarks + [StyledText("")], body: .lines(lines), below: below,
        height: remarks.count + 1 + lines.count + below.count)
    }
    let tabs = tabs.wrapped(toColumns: max(size.width, 1))
    let above = remarks + (sheet.matrices.count > 1 ? tabs : []) + [StyledText("")]
    guard let matrix = sheet.matrix else {
      return Content(above: above, body: .lines([]), below: below, height: above.count + 2)
    }
    let alone = size.height - above.count - below.count
    if let lines = text(of: matrix, fitting: Size(width: size.width, height: alone)) {
      return Content(
        above: above, body: .lines(lines), below: below,
        height: above.count + lines.count + below.count)
    }
    let facts = alone >= 8 ? MatrixFacts(matrix).lines : []
    return Content(
      above: above + [MatrixText.caption(matrix)], body: .map(matrix), below: below + facts,
      height: size.height)
  }

  private func equation(fitting size: Size) -> [StyledText]? {
    guard sheet.matrices.allSatisfy(MatrixText.canShow) else { return nil }
    let lines = sheet.equation(withCursor: true)
    let width = lines.first?.plain.columns ?? 0
    return width <= size.width && lines.count <= size.height ? lines : nil
  }

  private func text(of matrix: NamedMatrix, fitting size: Size) -> [StyledText]? {
    guard MatrixText.canShow(matrix) else { return nil }
    let text = MatrixText(matrix, chosen: (sheet.row, sheet.column))
    return text.columns <= size.width && text.lines.count <= size.height ? text.lines : nil
  }

  /// All matrices by name, the one that is shown in brackets.
  private var tabs: StyledText {
    sheet.matrices.enumerated().reduce(StyledText("")) { line, next in
      let (place, matrix) = next
      let title = matrix.title
      return line + StyledText(sheet.sign(before: place), .muted)
        + (place == sheet.chosen ? StyledText("[\(title)]", .strong) : StyledText(title, .muted))
    }
  }

  private func drawMap(
    of matrix: NamedMatrix, on canvas: inout Canvas, in area: Rect, legend: Rect
  ) {
    guard
      let map = Heatmap(
        rows: matrix.rows.count, columns: matrix.columns.count, values: matrix.elements)
    else { return }
    let scale = HeatmapScale(.signed, fitting: [map], isLight: capabilities.isLight)
    MatrixView(
      map: map, cursor: SlicePlan.Place(slice: 0, row: sheet.row, column: sheet.column),
      scale: scale, capabilities: capabilities, theme: theme,
      rowName: { matrix.rows.name(at: $0) }
    ).draw(on: &canvas, in: area)
    scale.drawLegend(
      on: &canvas, in: legend.columns(left: min(legend.width, 36)).left,
      style: theme.style(.muted), capabilities)
  }
}
