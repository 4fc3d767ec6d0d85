import Autodiff
import Inquiry
import Presentation
import TextCanvas
import Widgets

/// An answer in a box beside what it talks about, with the chosen line marked.
struct AnswerView {
  let answer: AnswerBox
  let space: AnswerSpace
  let theme: Theme

  func draw(on canvas: inout Canvas) {
    let layout = layout
    canvas.fill(layout.box)
    canvas.box(
      layout.box, title: answer.title, pen: Pen(style: theme.style(.focusedBorder)),
      titleStyle: theme.style(.title))
    for (y, row) in layout.seen.enumerated() {
      let isChosen = row.line == answer.chosen
      let marker = StyledText(isChosen && row.isFirst ? "▸ " : "  ", .strong)
      let text = isChosen ? StyledText(row.text.plain, .selected) : row.text
      canvas.write(
        marker + text, x: layout.pane.x, y: layout.pane.y + y, theme: theme, clippedTo: layout.pane)
    }
    drawFooter(on: &canvas, in: layout.box)
  }

  /// Where the rows lie that are seen.
  private struct Layout {
    let box: Rect
    let pane: Rect
    /// The head, then those that are scrolled.
    let seen: [AnswerBox.Row]
    /// The first of those that are scrolled.
    let first: Int
    /// How many there are.
    let count: Int
    /// Whether a row of a table is broken.
    let isTorn: Bool
    /// Whether few lines are broken, and none that is a row of a table.
    let isLegible: Bool

    var isWhole: Bool { seen.count == count }
  }

  /// In the first part of the screen that holds all lines without breaking many of them, or else all
  /// lines, or else some of them; where no such part is, over nodes that other lines are about.
  private var layout: Layout {
    let (others, own) = (
      space.parts.filter(\.coversOthers), space.parts.filter { !$0.coversOthers }
    )
    let apart = best(of: own)
    if let apart, apart.seen.count >= min(apart.count, Self.enough) { return apart }
    return best(of: others) ?? apart ?? layout(in: nil)
  }

  /// So many rows are enough of an answer: the others are scrolled to.
  private static let enough = 5

  private func best(of parts: [AnswerSpace.Part]) -> Layout? {
    var layouts: [Layout] = []
    for part in parts {
      let layout = layout(in: part)
      if layout.isWhole, layout.isLegible { return layout }
      layouts.append(layout)
    }
    // Rather some of it in whole panes than all of it across parts of several.
    let docked = zip(parts, layouts).filter { $0.0.isFilled }.map(\.1)
    return docked.last { !$0.isTorn && $0.seen.count >= Self.enough }
      ?? layouts.first(where: \.isWhole) ?? layouts.max { $0.seen.count < $1.seen.count }
  }

  private func layout(in part: AnswerSpace.Part?) -> Layout {
    let area = part?.area ?? space.whole
    let width = part?.isFilled == true ? area.width : answer.width(on: area.width)
    let answer = answer.wrapped(toColumns: width - 6)
    let height = part?.isFilled == true ? area.height : answer.rows.count + 2
    let size = Size(width: width, height: min(area.height, height))
    var box = area.centered(size)
    if let part { box.y = part.isLow ? area.maxY - size.height : area.y }
    let pane = box.inset(columns: 2, rows: 1)
    let pinned = min(answer.headCount, pane.height / 2)
    let window = Self.window(of: answer, from: pinned, in: pane.height - pinned)
    let scrolled = answer.rows.dropFirst(pinned).dropFirst(window.first).prefix(window.shown)
    let isTorn = answer.breaksRows
    return Layout(
      box: box, pane: pane, seen: Array(answer.rows.prefix(pinned) + scrolled),
      first: window.first, count: answer.rows.count, isTorn: isTorn,
      isLegible: !isTorn && answer.rows.count <= answer.lines.count * 2 + 2)
  }

  /// The rows that are seen behind those that stay: the chosen line is among them.
  private static func window(
    of answer: AnswerBox, from pinned: Int, in height: Int
  ) -> RowWindow {
    let count = answer.rows.count - pinned
    if let first = answer.firstRow { return RowWindow(count, in: height, from: first) }
    return RowWindow(count, in: height, about: max(answer.chosenRow - pinned, 0))
  }

  /// The first row that is seen of those that are scrolled.
  var firstRow: Int { layout.first }

  /// Whether a cell of the screen lies in the box.
  func covers(_ position: Position) -> Bool { layout.box.contains(position) }

  /// The line at a cell of the screen.
  func line(at position: Position) -> Int? {
    let layout = layout
    let row = position.y - layout.pane.y
    guard layout.pane.contains(position), layout.seen.indices.contains(row) else { return nil }
    return layout.seen[row].line
  }

  private func drawFooter(on canvas: inout Canvas, in box: Rect) {
    let footer = answer.footer
    let short = footer.replacing(" select", with: "").replacing(" there", with: "")
    canvas.writeFooter(footer.columns + 5 > box.width ? short : footer, in: box, theme: theme)
  }
}
