package import TextCanvas

/// A table of keys in a box over everything else.
package struct KeyHelpView {
  private let lines: [StyledText]
  private let theme: Theme
  private let scroll: Int

  /// A table of keys between other lines, scrolled down by some rows.
  package init<Command>(
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
  package func lastScroll(_ size: Size) -> Int {
    max(lines.count - max(box(in: size).height - 2, 0), 0)
  }

  /// What a key does to the help: the scroll it has then, or `nil` when it closes, and what is to be
  /// done outside.
  package func pressing(_ key: Key, on size: Size) -> (scroll: Int?, effects: [ScreenEffect]) {
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
    default: (nil, [])
    }
  }

  /// What the mouse does to it: the wheel scrolls, and a click closes it as other keys do.
  package func following(_ mouse: MouseEvent, on size: Size) -> Int? {
    let last = lastScroll(size)
    switch mouse.action {
    case .wheel(let wheel): return min(max(min(scroll, last) + 3 * wheel.step, 0), last)
    case .press: return nil
    case .drag, .release: return scroll
    }
  }

  private func box(in size: Size) -> Rect {
    let columns = (lines.map(\.plain.columns).max() ?? 0) + 4
    return Rect(size).centered(
      Size(width: min(size.width, columns), height: min(size.height, lines.count + 2)))
  }

  /// Draws the box.
  package func draw(on canvas: inout Canvas, in area: Rect) {
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
    let footer = lastScroll(area.size) > 0 ? " ↓ ↑ scroll  Esc close " : " Esc close "
    canvas.writeFooter(footer, in: box, theme: theme)
  }
}
