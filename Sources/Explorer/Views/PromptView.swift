import Presentation
import TextCanvas

/// The line that is being typed, in a box at the lower edge, with what is wrong with it below.
struct PromptView {
  let prompt: Prompt
  let theme: Theme

  /// Draws the prompt and returns where the cursor stands.
  func draw(on canvas: inout Canvas, in area: Rect) -> Position {
    let problem = problem(columns: area.width - 4)
    let height = min(3 + problem.count, area.height)
    let box = area.rows(bottom: height).bottom
    canvas.fill(box)
    canvas.box(
      box, title: title, pen: Pen(style: theme.style(.focusedBorder)),
      titleStyle: theme.style(.title))
    let pane = box.inset(columns: 2, rows: 1)
    let label = StyledText(prompt.label + " ", .prompt)
    let field = pane.columns(left: label.plain.columns).right
    canvas.write(label, x: pane.x, y: pane.y, theme: theme, clippedTo: pane)
    // The text scrolls so that the cursor stays inside the field.
    let hidden = min(max(prompt.cursor - field.width + 1, 0), prompt.cursor)
    let visible = String(prompt.characters.dropFirst(hidden))
    canvas.write(visible, x: field.x, y: pane.y, clippedTo: field)
    for (row, line) in problem.enumerated() {
      canvas.write(line, x: pane.x, y: pane.y + 1 + row, theme: theme, clippedTo: pane)
    }
    let before = String(prompt.characters[hidden..<prompt.cursor]).columns
    return area.nearest(to: Position(x: min(field.x + before, field.maxX), y: pane.y))
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
    switch prompt.purpose {
    case .program: "edit the program: Enter takes it, Esc leaves it"
    case .input(let name), .element(let name): "the value of \(name): Enter takes it, Esc leaves it"
    case .held(let name): "hold \(name) at a value: Enter takes it, Esc leaves it"
    case .command: "command: Tab completes, ↑ recalls, Esc leaves"
    case .find: "find a node by its name or expression"
    }
  }
}
