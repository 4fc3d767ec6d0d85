import TextCanvas
import Widgets

extension StartModel {
  /// The frame with all that the screen can show.
  func wholeFrame() -> Frame {
    var canvas = Canvas(size: size)
    let (list, preview) = areas
    drawList(on: &canvas, in: list)
    drawPreview(on: &canvas, in: preview)
    guard var prompt else {
      drawProblem(on: &canvas)
      return Frame(canvas: canvas, cursor: nil)
    }
    prompt.problem = problemLines
    let cursor = PromptView(prompt: prompt, theme: theme).draw(on: &canvas, in: Rect(size))
    return Frame(canvas: canvas, cursor: cursor)
  }

  /// The list, and beside it, where there is room for both, what is said of the chosen entry.
  private var areas: (list: Rect, preview: Rect) {
    let whole = Rect(size)
    let height = min(header.count + lines.count, size.height)
    let top = (size.height - height) / 2
    guard size.width >= Self.listWidth + Self.previewWidth + 4 else {
      let left = max((size.width - Self.listWidth) / 2, 1)
      return (whole.columns(left: left).right.rows(top: top).bottom, whole.rows(top: 0).top)
    }
    let width = min(size.width - Self.listWidth - 4, 2 * Self.previewWidth)
    let left = (size.width - Self.listWidth - width) / 2
    let rows = Rect(x: left, y: top, width: Self.listWidth + width, height: height)
    let (list, preview) = rows.columns(left: Self.listWidth)
    return (list, preview.rows(top: header.count - 1).bottom)
  }

  private static let listWidth = 66
  private static let previewWidth = 40

  private func drawList(on canvas: inout Canvas, in area: Rect) {
    let texts = header + lines.map(text)
    for (row, line) in texts.dropFirst(hidden(in: area)).enumerated() {
      canvas.write(line, x: area.x, y: area.y + row, theme: theme, clippedTo: area)
    }
  }

  /// The rows above those that are seen: with few rows the list scrolls, so that the chosen line is
  /// always in sight.
  private func hidden(in area: Rect) -> Int {
    let count = header.count + lines.count
    let line = lines.firstIndex(of: .entry(chosen)) ?? 0
    return min(max(header.count + line + 2 - area.height, 0), max(count - area.height, 0))
  }

  /// The entry at a cell of the screen, by its number from 0.
  func entry(at position: Position) -> Int? {
    let area = areas.list
    let line = position.y - area.y + hidden(in: area) - header.count
    guard area.contains(position), lines.indices.contains(line),
      case .entry(let entry) = lines[line]
    else { return nil }
    return entry
  }

  private func drawPreview(on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty, entries.indices.contains(chosen) else { return }
    let preview = StartPreview(entries[chosen])
    canvas.pane(preview.title, in: area, theme: theme)
    let pane = area.inset(columns: 2, rows: 1)
    let lines = preview.lines.flatMap { $0.wrapped(toColumns: pane.width, deeper: 0) }
    for (row, line) in lines.enumerated() {
      canvas.write(line, x: pane.x, y: pane.y + row, theme: theme, clippedTo: pane)
    }
  }

  /// What could not be opened, at the lower edge.
  private func drawProblem(on canvas: inout Canvas) {
    let lines = problemLines.map { StyledText($0, .alarm) }
    let area = Rect(size).rows(bottom: min(lines.count, size.height)).bottom
    canvas.fill(area)
    for (row, line) in lines.enumerated() {
      canvas.write(line, x: area.x + 1, y: area.y + row, theme: theme, clippedTo: area)
    }
  }

  private var problemLines: [String] {
    problem?.split(separator: "\n").map(String.init) ?? []
  }

  private var header: [StyledText] {
    [
      StyledText("retrograde", .title) + StyledText("  a debugger for derivatives", .muted),
      StyledText(""),
      StyledText("↑ ↓", .keyHint) + StyledText(" select   ", .muted) + StyledText("Enter", .keyHint)
        + StyledText(" open   ", .muted) + StyledText("e", .keyHint)
        + StyledText(" type a formula   ", .muted) + StyledText("q", .keyHint)
        + StyledText(" quit", .muted),
      StyledText(""),
    ]
  }

  private func text(of line: Line) -> StyledText {
    switch line {
    case .heading(let title): return StyledText(title, .muted)
    case .entry(let index):
      let isChosen = index == chosen
      return StyledText(isChosen ? "▸ " : "  ", .strong)
        + StyledText(entries[index].title, isChosen ? .selected : .text)
    }
  }
}
