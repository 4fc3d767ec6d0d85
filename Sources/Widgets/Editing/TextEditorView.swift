package import TextCanvas

/// The text that is being edited, in a box at the lower edge, with what is wrong below its lines.
package struct TextEditorView {
  let editor: TextEditor
  let title: String
  let theme: Theme

  /// An editor as it looks in a theme, with what the keys do above it.
  package init(editor: TextEditor, title: String, theme: Theme) {
    self.editor = editor
    self.title = title
    self.theme = theme
  }

  /// A row of the box: a line of the text, carets below one, or words.
  private enum Row {
    case line(Int)
    case carets(String)
    case words(StyledText)
  }

  /// What stands where.
  private struct Layout {
    let box: Rect
    let pane: Rect
    /// The pane without the numbers of the lines.
    let field: Rect
    let rows: [Row]
  }

  private func layout(in area: Rect) -> Layout {
    let width = max(area.width - 4 - gutter, 1)
    let problem = editor.problem.flatMap { StyledText($0, .alarm).wrapped(toColumns: width) }
    let height = max(area.height - 2 - problem.count, 1)
    let rows = rows(height: height, width: width) + problem.map(Row.words)
    let box = area.rows(bottom: min(rows.count + 2, area.height)).bottom
    let pane = box.inset(columns: 2, rows: 1)
    return Layout(box: box, pane: pane, field: pane.columns(left: gutter).right, rows: rows)
  }

  /// Draws the editor and returns where the cursor stands.
  package func draw(on canvas: inout Canvas, in area: Rect) -> Position {
    let layout = layout(in: area)
    let (pane, field) = (layout.pane, layout.field)
    canvas.fill(layout.box)
    canvas.box(
      layout.box, title: title, pen: Pen(style: theme.style(.focusedBorder)),
      titleStyle: theme.style(.title))
    var cursor = field.nearest(to: Position(x: field.x, y: field.y))
    for (place, row) in layout.rows.enumerated() {
      let y = pane.y + place
      switch row {
      case .line(let line):
        draw(line, on: &canvas, y: y, in: field)
        guard line == editor.cursor.line else { continue }
        cursor = Position(x: field.x + cursorColumn - hidden(width: field.width), y: y)
      case .carets(let carets):
        canvas.write(
          carets, x: field.x - hidden(width: field.width), y: y, style: theme.style(.alarm),
          clippedTo: field.intersection(pane))
      case .words(let words):
        canvas.write(words, x: field.x, y: y, theme: theme, clippedTo: pane)
      }
    }
    return area.nearest(to: cursor)
  }

  /// The place in the text that is drawn at a cell; `nil` outside the lines.
  package func place(at position: Position, in area: Rect) -> TextEditor.Place? {
    let layout = layout(in: area)
    let row = position.y - layout.pane.y
    guard layout.pane.contains(position), layout.rows.indices.contains(row),
      case .line(let line) = layout.rows[row]
    else { return nil }
    let columns = position.x - layout.field.x + hidden(width: layout.field.width)
    var (end, column) = (0, 0)
    for character in editor.lines[line].characters {
      end += String(character).columns
      if end > columns { break }
      column += 1
    }
    return TextEditor.Place(line: line, column: column)
  }

  private func draw(_ line: Int, on canvas: inout Canvas, y: Int, in field: Rect) {
    let hidden = hidden(width: field.width)
    if gutter > 0 {
      let isCurrent = line == editor.cursor.line
      canvas.write(
        "\(line + 1)".leftPadded(toColumns: gutter - 1), x: field.x - gutter, y: y,
        style: theme.style(isCurrent ? .prompt : .muted))
    }
    // Nothing right of the field need be looked at; a character has at least a column.
    let visible = String(editor.lines[line].characters.prefix(hidden + field.width))
    canvas.write(visible, x: field.x - hidden, y: y, clippedTo: field)
  }

  /// The columns for the numbers of lines, where there are several.
  private var gutter: Int {
    editor.lines.count > 1 ? max("\(editor.lines.count)".count, 2) + 1 : 0
  }

  /// Where the cursor stands in its line.
  private var cursorColumn: Int {
    String(editor.lines[editor.cursor.line].characters.prefix(editor.cursor.column)).columns
  }

  /// How far the text is scrolled to the left, so that the cursor is seen.
  private func hidden(width: Int) -> Int { max(cursorColumn - width + 1, 0) }

  /// The rows around the cursor, as many as there is room for.
  private func rows(height: Int, width: Int) -> [Row] {
    let middle = Array(block(editor.cursor.line, width: width).prefix(height))
    var above = rowsAbove((height - middle.count) / 2, width: width)
    var below: [Row] = []
    var line = editor.cursor.line + 1
    while line < editor.lines.count, above.count + middle.count + below.count < height {
      below += block(line, width: width)
      line += 1
    }
    let room = height - middle.count - below.count
    if room > above.count { above = rowsAbove(room, width: width) }
    return Array((above + middle + below).prefix(height))
  }

  /// The last rows of those above the cursor's line.
  private func rowsAbove(_ count: Int, width: Int) -> [Row] {
    var rows: [Row] = []
    var line = editor.cursor.line - 1
    while line >= 0, rows.count < count {
      rows = block(line, width: width) + rows
      line -= 1
    }
    return rows.suffix(max(count, 0))
  }

  /// A line and what is wrong with it.
  private func block(_ line: Int, width: Int) -> [Row] {
    [.line(line)]
      + editor.lines[line].remarks.flatMap { remark in
        [.carets(carets(remark, below: editor.lines[line].characters))]
          + StyledText(remark.message, .alarm).wrapped(toColumns: width).map(Row.words)
      }
  }

  private func carets(_ remark: EditorRemark, below line: [Character]) -> String {
    let count = max(line.count, remark.columns.upperBound, remark.columns.lowerBound + 1)
    var marks = ""
    for index in 0..<min(count, TextEditor.mostCharacters) {
      let columns = index < line.count ? String(line[index]).columns : 1
      let isMeant = remark.columns.contains(index) || index == remark.columns.lowerBound
      let mark = isMeant ? "^" : remark.related?.contains(index) == true ? "~" : " "
      marks += String(repeating: mark, count: columns)
    }
    return marks
  }
}
