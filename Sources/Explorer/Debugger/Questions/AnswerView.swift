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
    let widest = answer.lines.map { $0.text.plain.columns }.max() ?? 0
    let width = min(area.width, max(widest + 8, answer.title.columns + 8, 30))
    let rows = rows(columns: width - 6)
    let head = head(of: rows)
    let box = area.centered(Size(width: width, height: min(area.height, rows.count + 2)))
    canvas.fill(box)
    canvas.box(
      box, title: answer.title, pen: Pen(style: theme.style(.focusedBorder)),
      titleStyle: theme.style(.title))
    let pane = box.inset(columns: 2, rows: 1)
    let pinned = head.count <= pane.height / 2 ? head.count : 0
    let first = pinned + firstRow(of: Array(rows.dropFirst(pinned)), shown: pane.height - pinned)
    let seen = rows.prefix(pinned) + rows.dropFirst(first)
    for (y, row) in seen.prefix(max(pane.height, 0)).enumerated() {
      let isChosen = row.line == answer.chosen
      let marker = StyledText(isChosen && row.isFirst ? "▸ " : "  ", .strong)
      let text = isChosen ? StyledText(row.text.plain, .selected) : row.text
      canvas.write(marker + text, x: pane.x, y: pane.y + y, theme: theme, clippedTo: pane)
    }
    drawFooter(on: &canvas, in: box)
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

  /// The first row that is shown, so that the chosen line is in sight.
  private func firstRow(of rows: [Row], shown: Int) -> Int {
    guard rows.count > shown, shown > 0 else { return 0 }
    let chosen = rows.firstIndex { $0.line == answer.chosen } ?? 0
    return min(max(chosen - shown / 2, 0), rows.count - shown)
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
      overlay = nil
      answer.chosenLine.map { go(to: $0) }
      return []
    default: return []
    }
    overlay = .answer(answer)
    return []
  }
}
