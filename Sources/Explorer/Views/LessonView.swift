import Lessons
import Presentation
import TextCanvas
import Widgets

/// The text of a lesson's page, its question and what was said to the answers.
struct LessonView {
  let model: ExplorerModel

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty, let lesson = model.lesson else { return }
    model.drawFrame(
      .lesson, title: lesson.lesson.title.truncated(toColumns: max(area.width - 18, 6)),
      remark: "\(lesson.page + 1)/\(lesson.lesson.pages.count)", on: &canvas, in: area)
    let (pane, rows) = (pane(in: area), rows(in: area))
    let window = window(of: rows, in: area)
    for (y, line) in rows[window.rows].enumerated() {
      canvas.write(line, x: pane.x, y: pane.y + y, theme: model.theme, clippedTo: pane)
    }
    model.drawScrollMarks(of: window, on: &canvas, in: area)
    canvas.writeFooter(" \(lesson.pointsText) ", in: area, theme: model.theme)
  }

  /// The rows that are seen.
  func window(in area: Rect) -> RowWindow { window(of: rows(in: area), in: area) }

  private func window(of rows: [StyledText], in area: Rect) -> RowWindow {
    RowWindow(rows.count, in: pane(in: area).height, from: model.panes.firstRows[.lesson] ?? 0)
  }

  private func pane(in area: Rect) -> Rect { area.inset(columns: 2, rows: 1) }

  /// Paragraphs with an empty row between them; choices and lines of a formula stand together.
  private func rows(in area: Rect) -> [StyledText] {
    guard let lesson = model.lesson else { return [] }
    let width = pane(in: area).width
    var rows: [StyledText] = []
    var last: LessonLine.Kind?
    for line in lesson.lines {
      let isJoined =
        last == nil || (line.kind == .choice && last == .choice)
        || (line.kind == .verbatim && last == .verbatim)
      if !isJoined { rows.append(StyledText("")) }
      rows += line.rows(columns: width)
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
