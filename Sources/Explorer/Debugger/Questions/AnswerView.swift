import Autodiff
import Presentation
import TextCanvas

/// An answer in a box over everything else, with the chosen line marked.
struct AnswerView {
  let answer: Answer
  let theme: Theme

  /// A row of the box: a line of the answer, or what of it did not fit above.
  private struct Row {
    let text: StyledText
    let line: Int
    let isFirst: Bool
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let layout = layout(in: area)
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
    let seen: [Row]
    /// The first of those that are scrolled.
    let first: Int
  }

  private func layout(in area: Rect) -> Layout {
    let widest = answer.lines.map { $0.text.plain.columns }.max() ?? 0
    let width = min(area.width, max(widest + 8, answer.title.columns + 8, 30))
    let rows = rows(columns: width - 6)
    let head = head(of: rows)
    let box = area.centered(Size(width: width, height: min(area.height, rows.count + 2)))
    let pane = box.inset(columns: 2, rows: 1)
    let pinned = head.count <= pane.height / 2 ? head.count : 0
    let scrolled = Array(rows.dropFirst(pinned))
    let window = window(of: scrolled, in: pane.height - pinned)
    return Layout(
      box: box, pane: pane, seen: Array(rows.prefix(pinned)) + scrolled[window.rows],
      first: window.first)
  }

  /// The rows that are seen: the chosen line is among them.
  private func window(of rows: [Row], in height: Int) -> RowWindow {
    if let first = answer.firstRow { return RowWindow(rows.count, in: height, from: first) }
    let chosen = rows.firstIndex { $0.line == answer.chosen } ?? 0
    return RowWindow(rows.count, in: height, about: chosen)
  }

  /// The first row that is seen of those that are scrolled.
  func firstRow(in area: Rect) -> Int { layout(in: area).first }

  /// Whether a cell of the screen lies in the box.
  func covers(_ position: Position, in area: Rect) -> Bool {
    layout(in: area).box.contains(position)
  }

  /// The line at a cell of the screen.
  func line(at position: Position, in area: Rect) -> Int? {
    let layout = layout(in: area)
    let row = position.y - layout.pane.y
    guard layout.pane.contains(position), layout.seen.indices.contains(row) else { return nil }
    return layout.seen[row].line
  }

  private func rows(columns: Int) -> [Row] {
    answer.lines.enumerated().flatMap { line, content in
      content.text.wrapped(toColumns: max(columns, 1)).enumerated().map { place, text in
        Row(text: text, line: line, isFirst: place == 0)
      }
    }
  }

  /// What all is about, which stays in sight: the lines before the first that leads somewhere.
  private func head(of rows: [Row]) -> ArraySlice<Row> {
    guard let first = answer.lines.firstIndex(where: { $0.position != nil }) else { return [] }
    return rows.prefix { $0.line < first }
  }

  private func drawFooter(on canvas: inout Canvas, in box: Rect) {
    let leads = answer.lines.contains { $0.position != nil }
    let footer = leads ? " ↓ ↑ choose, Enter goes there, Esc leaves " : " Esc leaves "
    canvas.write(
      footer, x: max(box.maxX - footer.columns - 2, box.x), y: box.maxY - 1,
      style: theme.style(.muted), clippedTo: box)
  }
}

extension ExplorerModel {
  /// Goes to where what a line tells has just happened, and looks at the element it is about.
  private mutating func go(to line: AnswerLine) {
    guard let position = line.position else { return }
    timeline.seek(to: position)
    if let node = currentNode { unfold(around: node) }
    tensorPane = nil
    if let element = line.element, let event = timeline.lastEvent {
      let node = timeline.target(of: event) ?? event.node
      tensorPane = TensorPane(
        node: node, quantity: event.quantity, element: element, follows: true)
    }
    refreshAfterTravel()
  }

  /// Does a key while an answer is shown.
  mutating func press(_ key: Key, in answer: Answer) -> [Effect] {
    var answer = answer
    let page = max(size.height - 4, 1)
    switch key {
    case .down, .character("j"): answer.move(by: 1)
    case .up, .character("k"): answer.move(by: -1)
    case .pageDown, .character(" "): answer.move(by: page)
    case .pageUp: answer.move(by: -page)
    case .home, .character("g"): answer.move(by: -answer.lines.count)
    case .end, .character("G"): answer.move(by: answer.lines.count)
    case .control("l"): return [.redrawAll]
    case .control("c"), .escape, .character("q"):
      overlay = nil
      return []
    case .enter:
      go(to: answer)
      return []
    default: return []
    }
    overlay = .answer(answer)
    return []
  }

  /// Leaves an answer for where its chosen line happened.
  mutating func go(to answer: Answer) {
    overlay = nil
    answer.chosenLine.map { go(to: $0) }
  }
}
