package import TextCanvas

/// A help in a box over everything else: keys and other lines under headings, in which one can look for
/// something.
package struct KeyHelpView {
  private let parts: [HelpPart]
  private let theme: Theme
  private let sight: HelpSight

  /// The parts of a help, and which part of them is looked at.
  package init(_ parts: [HelpPart], theme: Theme, sight: HelpSight = HelpSight()) {
    self.parts = parts
    self.theme = theme
    self.sight = sight
  }

  /// The keys of a table.
  package init<Command>(_ table: KeyTable<Command>, theme: Theme, sight: HelpSight = HelpSight()) {
    self.init(HelpPart.parts(of: table), theme: theme, sight: sight)
  }

  private var lines: [StyledText] { Self.lines(of: parts) }

  /// Those that are shown: all, or what was looked for.
  private var found: [StyledText] {
    let found = parts.compactMap { $0.found(sight.search) }
    guard !found.isEmpty else {
      return [StyledText("nothing here contains '\(sight.search)'", .warning)]
    }
    return Self.lines(of: found)
  }

  private static func lines(of parts: [HelpPart]) -> [StyledText] {
    var lines: [StyledText] = []
    for part in parts {
      if !lines.isEmpty { lines.append(StyledText("")) }
      if !part.heading.isEmpty { lines.append(StyledText(part.heading, .title)) }
      lines += part.lines
    }
    return lines
  }

  /// The last row that may stand at the top on a screen of a size.
  package func lastScroll(_ size: Size) -> Int {
    max(found.count - max(box(in: size).height - 2, 0), 0)
  }

  /// What a key does to the help: what is looked at then, or `nil` when it closes, and what is to be
  /// done outside.
  package func pressing(
    _ key: Key, on size: Size
  ) -> (sight: HelpSight?, effects: [ScreenEffect]) {
    if key == .control("l") { return (sight, [.redrawAll]) }
    if let moved = scrolling(key, on: size) { return (moved, []) }
    return (sight.isTyping ? typing(key) : reading(key), [])
  }

  private func reading(_ key: Key) -> HelpSight? {
    var sight = sight
    switch key {
    case .character("/"):
      sight = HelpSight()
      sight.isTyping = true
    // What was found is left for everything, and that for the screen.
    case .escape where !sight.search.isEmpty: sight = HelpSight()
    default: return nil
    }
    return sight
  }

  private func typing(_ key: Key) -> HelpSight {
    var sight = sight
    switch key {
    case .enter: sight.isTyping = false
    case .escape, .control("c"): sight = HelpSight()
    case .backspace where sight.search.isEmpty: sight = HelpSight()
    case .backspace: sight.search.removeLast()
    case .control("u"): sight.search = ""
    case .character(let character):
      sight.search.append(character)
      sight.scroll = 0
    default: break
    }
    return sight
  }

  /// What is looked at after a key that scrolls; letters do so only where nothing is typed.
  private func scrolling(_ key: Key, on size: Size) -> HelpSight? {
    let last = lastScroll(size)
    let page = max(box(in: size).height - 4, 1)
    let now = min(sight.scroll, last)
    let target: Int
    switch key {
    case .down: target = now + 1
    case .up: target = now - 1
    case .pageDown: target = now + page
    case .pageUp: target = now - page
    case .home: target = 0
    case .end: target = last
    case _ where sight.isTyping: return nil
    case .character("j"): target = now + 1
    case .character("k"): target = now - 1
    case .character(" "): target = now + page
    case .control("d"): target = now + max(page / 2, 1)
    case .control("u"): target = now - max(page / 2, 1)
    case .character("g"): target = 0
    case .character("G"): target = last
    default: return nil
    }
    var moved = sight
    moved.scroll = min(max(target, 0), last)
    return moved
  }

  /// What the mouse does to it: the wheel scrolls, and a click closes it as other keys do.
  package func following(_ mouse: MouseEvent, on size: Size) -> HelpSight? {
    let last = lastScroll(size)
    switch mouse.action {
    case .wheel(let wheel):
      var moved = sight
      moved.scroll = min(max(min(sight.scroll, last) + 3 * wheel.step, 0), last)
      return moved
    case .press: return nil
    case .drag, .release: return sight
    }
  }

  /// As large as all lines need, so that it stays where it is while something is looked for.
  private func box(in size: Size) -> Rect {
    let columns = ((lines + found).map(\.plain.columns).max() ?? 0) + 4
    return Rect(size).centered(
      Size(width: min(size.width, columns), height: min(size.height, lines.count + 2)))
  }

  /// Draws the box.
  package func draw(on canvas: inout Canvas, in area: Rect) {
    let box = box(in: area.size)
    canvas.fill(box)
    let isSearch = sight.isTyping || !sight.search.isEmpty
    canvas.box(
      box, title: isSearch ? "help: /\(sight.search)\(sight.isTyping ? "_" : "")" : "help",
      pen: Pen(style: theme.style(.focusedBorder)), titleStyle: theme.style(.title))
    let pane = box.inset(columns: 2, rows: 1)
    // On a smaller screen it may have been scrolled further.
    let first = min(sight.scroll, lastScroll(area.size))
    for (row, line) in found.dropFirst(first).prefix(max(pane.height, 0)).enumerated() {
      canvas.write(line, x: pane.x, y: pane.y + row, theme: theme, clippedTo: pane)
    }
    canvas.writeFooter(footer(in: area.size), in: box, theme: theme)
  }

  private func footer(in size: Size) -> String {
    let scroll = lastScroll(size) > 0 ? " ↓ ↑ scroll " : ""
    if sight.isTyping { return "\(scroll) Enter keep  Esc show all " }
    return sight.search.isEmpty ? "\(scroll) / search  Esc close " : "\(scroll) Esc show all "
  }
}
