import Lessons
import Presentation
import TextCanvas
import Widgets

/// The text of a lesson's page, its question and what was said to the answers.
struct LessonView {
  let model: ExplorerModel

  /// A row of the text, and what the line is that it is part of; between two lines there is none.
  private struct Row {
    let kind: LessonLine.Kind?
    let text: StyledText
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty, let lesson = model.lesson else { return }
    model.drawFrame(
      .lesson, title: lesson.lesson.title.truncated(toColumns: max(area.width - 18, 6)),
      remark: "\(lesson.page + 1)/\(lesson.lesson.pages.count)", on: &canvas, in: area)
    let (pane, rows) = (pane(in: area), rows(in: area))
    let window = window(of: rows, in: area)
    for (y, row) in rows[window.rows].enumerated() {
      canvas.write(row.text, x: pane.x, y: pane.y + y, theme: model.theme, clippedTo: pane)
    }
    model.drawScrollMarks(of: window, on: &canvas, in: area)
    canvas.writeFooter(" \(lesson.pointsText) ", in: area, theme: model.theme)
  }

  /// The rows that are seen.
  func window(in area: Rect) -> RowWindow { window(of: rows(in: area), in: area) }

  /// From which row on what is asked is in sight with its choices, and if possible all that was said to
  /// it; `nil` where only that of it fits which is seen already.
  func firstRowOfQuestion(in area: Rect) -> Int? {
    let (rows, height) = (rows(in: area), pane(in: area).height)
    guard let first = rows.firstIndex(where: { $0.kind == .question }) else { return nil }
    if rows.count - first <= height { return max(rows.count - height, 0) }
    guard let last = rows.lastIndex(where: { $0.kind == .choice }) else { return nil }
    return max(min(first, rows.count - height), last - height + 1)
  }

  private func window(of rows: [Row], in area: Rect) -> RowWindow {
    RowWindow(rows.count, in: pane(in: area).height, from: model.panes.firstRows[.lesson] ?? 0)
  }

  private func pane(in area: Rect) -> Rect { area.inset(columns: 2, rows: 1) }

  /// Paragraphs with an empty row between them; choices and lines of a formula stand together.
  private func rows(in area: Rect) -> [Row] {
    guard let lesson = model.lesson else { return [] }
    let width = pane(in: area).width
    var rows: [Row] = []
    var last: LessonLine.Kind?
    for line in lesson.lines {
      let isJoined =
        last == nil || (line.kind == .choice && last == .choice)
        || (line.kind == .verbatim && last == .verbatim)
      if !isJoined { rows.append(Row(kind: nil, text: StyledText(""))) }
      rows += line.rows(columns: width).map { Row(kind: line.kind, text: $0) }
      last = line.kind
    }
    return rows
  }
}

extension LessonLine {
  /// The rows that the line takes; of an item in a list the others stand below its text.
  fileprivate func rows(columns: Int) -> [StyledText] {
    switch kind {
    case .verbatim: [styled]
    case .choice: styled.wrapped(toColumns: columns, deeper: 3)
    default: styled.wrapped(toColumns: columns, deeper: text.hasPrefix("- ") ? 2 : 0)
    }
  }
}
