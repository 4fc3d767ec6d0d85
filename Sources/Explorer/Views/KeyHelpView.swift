import Presentation
import TextCanvas

/// A table of keys in a box over everything else.
struct KeyHelpView {
  private let lines: [StyledText]
  private let theme: Theme
  private let scroll: Int

  init<Command>(
    _ table: KeyTable<Command>, theme: Theme, introduction: [String] = [],
    closing: [String] = [], scroll: Int = 0
  ) {
    self.theme = theme
    self.scroll = scroll
    lines =
      introduction.map { StyledText($0, .muted) } + (introduction.isEmpty ? [] : [StyledText("")])
      + table.bindings.map { binding in
        StyledText(binding.keyText.padded(toColumns: 12), .keyHint) + StyledText(binding.help)
      } + (closing.isEmpty ? [] : [StyledText("")]) + closing.map { StyledText($0, .muted) }
  }

  /// The last row that may stand at the top on a screen of a size.
  func lastScroll(_ size: Size) -> Int {
    max(lines.count - max(box(in: size).height - 2, 0), 0)
  }

  /// What a key does to the help: the scroll it has then, or `nil` when it closes, and what is to be
  /// done outside.
  func pressing(_ key: Key, on size: Size) -> (scroll: Int?, effects: [Effect]) {
    let last = lastScroll(size)
    let scroll = min(scroll, last)
    return switch key {
    case .down, .character("j"): (min(scroll + 1, last), [])
    case .up, .character("k"): (max(scroll - 1, 0), [])
    case .pageDown, .character(" "): (min(scroll + 10, last), [])
    case .pageUp: (max(scroll - 10, 0), [])
    case .home, .character("g"): (0, [])
    case .end, .character("G"): (last, [])
    case .control("l"): (scroll, [.redrawAll])
    case .control("c"): (scroll, [.quit])
    default: (nil, [])
    }
  }

  /// What the mouse does to it: the wheel scrolls, and a click closes it as other keys do.
  func following(_ mouse: MouseEvent, on size: Size) -> Int? {
    let last = lastScroll(size)
    switch mouse.action {
    case .wheel(let wheel): return min(max(min(scroll, last) + 3 * wheel.step, 0), last)
    case .press: return nil
    case .drag, .release: return scroll
    }
  }

  private func box(in size: Size) -> Rect {
    Rect(size).centered(
      Size(width: min(size.width, 68), height: min(size.height, lines.count + 2)))
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let box = box(in: area.size)
    canvas.fill(box)
    canvas.box(
      box, title: "keys", pen: Pen(style: theme.style(.focusedBorder)),
      titleStyle: theme.style(.title))
    let pane = box.inset(columns: 2, rows: 1)
    // On a smaller screen it may have been scrolled further.
    let first = min(scroll, lastScroll(area.size))
    for (row, line) in lines.dropFirst(first).prefix(max(pane.height, 0)).enumerated() {
      canvas.write(line, x: pane.x, y: pane.y + row, theme: theme, clippedTo: pane)
    }
    let footer = lastScroll(area.size) > 0 ? " ↓ ↑ scroll, Esc leaves " : " Esc leaves "
    canvas.write(
      footer, x: max(box.maxX - footer.columns - 2, box.x), y: box.maxY - 1,
      style: theme.style(.muted), clippedTo: box)
  }
}

/// The keys worth knowing in one line.
struct KeyHints {
  private let hints: [StyledText]
  private let theme: Theme

  init<Command>(_ table: KeyTable<Command>, theme: Theme) {
    self.theme = theme
    hints = table.bindings.compactMap { binding in
      guard !binding.hint.isEmpty, let key = binding.keys.first else { return nil }
      return StyledText(key.description, .keyHint) + StyledText(" \(binding.hint)  ", .muted)
    }
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    var column = area.x + 1
    for hint in hints {
      guard column + hint.plain.columns <= area.maxX + 2 else { return }
      column += canvas.write(hint, x: column, y: area.y, theme: theme, clippedTo: area)
    }
  }
}
