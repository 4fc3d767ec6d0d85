package import TextCanvas

/// The line that is being typed, in a box at the lower edge, with what is wrong with it below.
package struct PromptView<Purpose: PromptPurpose> {
  let prompt: Prompt<Purpose>
  let theme: Theme

  /// A prompt as it looks in a theme.
  package init(prompt: Prompt<Purpose>, theme: Theme) {
    self.prompt = prompt
    self.theme = theme
  }

  /// Draws the prompt and returns where the cursor stands.
  package func draw(on canvas: inout Canvas, in area: Rect) -> Position {
    let problem = problem(columns: area.width - 4)
    let box = box(in: area)
    canvas.fill(box)
    canvas.box(
      box, title: title, pen: Pen(style: theme.style(.focusedBorder)),
      titleStyle: theme.style(.title))
    let pane = box.inset(columns: 2, rows: 1)
    let label = StyledText(prompt.purpose.label + " ", .prompt)
    let field = pane.columns(left: label.plain.columns).right
    canvas.write(label, x: pane.x, y: pane.y, theme: theme, clippedTo: pane)
    // The text scrolls so that the cursor stays inside the field.
    let hidden = min(max(prompt.cursor - field.width + 1, 0), prompt.cursor)
    let visible = String(prompt.characters.dropFirst(hidden))
    canvas.write(
      visible, x: field.x, y: pane.y, style: prompt.isSelected ? theme.style(.selection) : .plain,
      clippedTo: field)
    for (row, line) in problem.enumerated() {
      canvas.write(line, x: pane.x, y: pane.y + 1 + row, theme: theme, clippedTo: pane)
    }
    let before = String(prompt.characters[hidden..<prompt.cursor]).columns
    return area.nearest(to: Position(x: min(field.x + before, field.maxX), y: pane.y))
  }

  /// The rows at the lower edge that it takes.
  package func box(in area: Rect) -> Rect {
    area.rows(bottom: min(3 + problem(columns: area.width - 4).count, area.height)).bottom
  }

  /// What is wrong, over as many lines as it takes; the text with the caret below it stays whole.
  private func problem(columns: Int) -> [StyledText] {
    guard let message = prompt.problem.first else {
      let candidates = prompt.candidates.joined(separator: "  ")
      return prompt.candidates.isEmpty
        ? [] : Array(StyledText(candidates, .muted).wrapped(toColumns: columns).prefix(5))
    }
    return StyledText(message, .alarm).wrapped(toColumns: columns)
      + prompt.problem.dropFirst().map { StyledText($0) }
  }

  private var title: String {
    // In words too, for a terminal that shows no selection.
    if prompt.isSelected {
      return "\(prompt.purpose.subject): type to replace it, Enter to keep it, → to edit it"
    }
    return prompt.purpose.title
  }
}
