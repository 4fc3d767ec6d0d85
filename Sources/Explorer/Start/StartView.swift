import Presentation
import TextCanvas

extension StartModel {
  /// The frame with all that the screen can show.
  func wholeFrame() -> Frame {
    var canvas = Canvas(size: size)
    let lines = header + entryLines
    let height = lines.count
    let left = max((size.width - 66) / 2, 1)
    let top = max((size.height - height) / 2, 0)
    // With few rows the list scrolls, so that the chosen line is always in sight.
    let chosenLine = header.count + chosen
    let hidden = max(chosenLine + 2 - (size.height - top), 0)
    for (row, line) in lines.dropFirst(hidden).enumerated() {
      canvas.write(line, x: left, y: top + row, theme: theme)
    }
    guard var prompt else { return Frame(canvas: canvas, cursor: nil) }
    prompt.problem = problem?.split(separator: "\n").map(String.init) ?? []
    let cursor = PromptView(prompt: prompt, theme: theme).draw(on: &canvas, in: Rect(size))
    return Frame(canvas: canvas, cursor: cursor)
  }

  private var header: [StyledText] {
    [
      StyledText("retrograde", .title) + StyledText("  a debugger for derivatives", .muted),
      StyledText(""),
      StyledText("↑ ↓", .keyHint) + StyledText(" choose   ", .muted) + StyledText("Enter", .keyHint)
        + StyledText(" open   ", .muted) + StyledText("e", .keyHint)
        + StyledText(" type a formula   ", .muted) + StyledText("q", .keyHint)
        + StyledText(" quit", .muted),
      StyledText(""),
    ]
  }

  private var entryLines: [StyledText] {
    Self.entries.enumerated().map { index, entry in
      let isChosen = index == chosen
      return StyledText(isChosen ? "▸ " : "  ", .strong)
        + StyledText(entry.title, isChosen ? .selected : .text)
    }
  }
}
