import Autodiff
import Debugging
import Formula
import Inquiry
import Presentation
import TextCanvas
package import Widgets

/// What a key means while a list has the focus; all other keys mean what they always do.
package enum PaneCommand: Hashable, Sendable {
  case up, down, pageUp, pageDown, halfPageUp, halfPageDown, first, last, open, remove
}

extension KeyTable<PaneCommand> {
  /// The keys of the panes beside the graph.
  package static let pane = KeyTable(bindings: [
    .init([.up, .character("k")], .up, "move one line up"),
    .init([.down, .character("j")], .down, "move one line down"),
    .init([.pageUp], .pageUp, "move one page up"),
    .init([.pageDown], .pageDown, "move one page down"),
    .init([.control("u")], .halfPageUp, "move half a page up"),
    .init([.control("d")], .halfPageDown, "move half a page down"),
    .init([.home], .first, "go to the first line"),
    .init([.end], .last, "go to the last line"),
    .init([.enter], .open, "watch: select the node it refers to"),
    .init([.delete, .character("w")], .remove, "watch: stop watching the selected one"),
  ])
}

extension ExplorerModel {
  /// Does what a key means in the list that has the focus; `false` when it means nothing there.
  mutating func performInPane(_ key: Key) -> Bool {
    guard let command = KeyTable.pane.command(for: key), perform(command, in: frame.focus) else {
      return false
    }
    typedCount = nil
    return true
  }

  private mutating func perform(_ command: PaneCommand, in pane: ExplorerPane) -> Bool {
    switch (pane, command) {
    case (.program, _) where algorithm != nil: return false
    case (.graph, _), (.program, .open), (.program, .remove), (.event, .open), (.event, .remove),
      (.lesson, .open), (.lesson, .remove):
      return false
    // The arrows go through the graph while a lesson is read, and pages through its text.
    case (.lesson, .up), (.lesson, .down), (.lesson, .first), (.lesson, .last): return false
    case (.lesson, _): scroll(pane, by: step(command, in: pane))
    case (.watch, .open): selectWatchedNode()
    case (.watch, .remove): stopChosenWatch()
    case (.program, _): selectLine(by: step(command, in: pane))
    case (.event, _): scroll(pane, by: step(command, in: pane))
    case (.watch, _): chooseWatch(panes.watch + step(command, in: pane))
    }
    return true
  }

  /// By how many lines a command moves.
  private func step(_ command: PaneCommand, in pane: ExplorerPane) -> Int {
    let window = window(of: pane)
    let page = max(window.shown - 1, 1)
    let count = min(typedCount ?? 1, max(window.count, 1))
    switch command {
    case .up: return -count
    case .down: return count
    case .pageUp: return -page * count
    case .pageDown: return page * count
    case .halfPageUp: return -max(page / 2, 1) * count
    case .halfPageDown: return max(page / 2, 1) * count
    case .first: return -window.count
    case .last: return window.count
    case .open, .remove: return 0
    }
  }

  /// The rows of a pane that are seen.
  func window(of pane: ExplorerPane) -> RowWindow {
    let area = frame.place(of: pane)
    switch pane {
    case .graph: return RowWindow(0, in: 0, from: 0)
    case .program: return ProgramView(model: self).window(in: area)
    case .event: return EventView(model: self).window(in: area)
    case .watch: return WatchView(model: self).window(in: area)
    case .lesson: return LessonView(model: self).window(in: lessonArea)
    }
  }

  /// Moves what is seen of a list by some rows.
  mutating func scroll(_ pane: ExplorerPane, by rows: Int) {
    let window = window(of: pane)
    panes.firstRows[pane] =
      RowWindow(window.count, in: window.shown, from: window.first + rows).first
  }

  /// Selects the node some lines further down in the program.
  private mutating func selectLine(by step: Int) {
    let items = outline.items
    guard let item = outline.number(of: selection), !items.isEmpty else { return }
    select(line: min(max(item + step, 0), items.count - 1))
  }

  /// Selects the node of a line of the program, and keeps the line in sight.
  mutating func select(line: Int) {
    guard outline.items.indices.contains(line) else { return }
    selection = outline.items[line].node
    panes.firstRows[.program] = window(of: .program).showing(line).first
    showSelection()
  }

  /// Chooses a watch, and keeps it in sight.
  mutating func chooseWatch(_ place: Int) {
    panes.watch = min(max(place, 0), max(debugger.watches.all.count - 1, 0))
    panes.firstRows[.watch] = window(of: .watch).showing(panes.watch).first
  }

  /// Selects the first node that the chosen watch speaks of.
  mutating func selectWatchedNode() {
    let watches = debugger.watches.all
    guard watches.indices.contains(panes.watch),
      let node = watches[panes.watch].expression?.references.first?.node,
      let line = outline.number(of: node)
    else { return }
    select(line: line)
  }

  private mutating func stopChosenWatch() {
    let watches = debugger.watches.all
    guard watches.indices.contains(panes.watch) else { return }
    _ = debugger.watches.remove(text: watches[panes.watch].text)
    notice = StyledText("\(watches[panes.watch].text) is no longer watched", .muted)
    chooseWatch(panes.watch)
  }
}
