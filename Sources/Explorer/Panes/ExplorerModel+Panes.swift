import Debugging
import Inquiry
import Presentation
import TextCanvas

extension ExplorerModel {
  /// The panes that Tab cycles through: those that are shown, or all when one is shown alone.
  private var ring: [ExplorerPane] {
    guard panes.isAlone else {
      return ExplorerPane.allCases.filter { !frame.place(of: $0).isEmpty }
    }
    return ExplorerPane.allCases.filter {
      $0 == .watch ? !debugger.watches.all.isEmpty : $0 != .lesson || lesson != nil
    }
  }

  /// Shows other panes, or gives another one the focus.
  mutating func arrange(_ move: PaneMove) {
    let shown = frame.focus
    switch move {
    case .next: moveFocus(by: 1)
    case .previous: moveFocus(by: -1)
    case .number(let number): focus(onPane: number)
    case .alone:
      rearrange { panes in
        panes.focus = shown
        panes.isAlone.toggle()
      }
    case .leave:
      rearrange { panes in
        panes.focus = .graph
        panes.isAlone = false
        // A lesson is read on from where it was left.
        panes.firstRows = panes.firstRows.filter { $0.key == .lesson }
      }
    }
  }

  private mutating func moveFocus(by step: Int) {
    let ring = ring
    guard let place = ring.firstIndex(of: frame.focus) else { return }
    focus(on: ring[(place + step + ring.count) % ring.count])
  }

  /// Gives a pane the focus.
  mutating func focus(on pane: ExplorerPane) {
    rearrange { $0.focus = pane }
  }

  private mutating func focus(onPane number: Int) {
    let count = ExplorerPane.allCases.count - (lesson == nil ? 1 : 0)
    guard let pane = ExplorerPane(rawValue: number), number <= count else {
      notice = StyledText("there are panes 1 to \(count)", .muted)
      return
    }
    guard pane != .watch || !debugger.watches.all.isEmpty else {
      notice = StyledText("nothing is watched; press w to watch the selected node", .muted)
      return
    }
    focus(on: pane)
    // Where there is no room for all panes, one that is asked for gets all the room.
    if frame.place(of: pane).isEmpty { rearrange { $0.isAlone = true } }
  }

  /// Makes the pane that has the focus larger or smaller; with the focus on the graph, all others.
  mutating func changeSize(by step: Int) {
    let before = frame
    switch before.focus {
    case .program where !before.isSideBySide: rearrange { $0.eventShift -= step }
    case .event where !before.isSideBySide: rearrange { $0.eventShift += step }
    case .watch: rearrange { $0.watchShift += step }
    case .graph, .program, .event, .lesson: rearrange { $0.sideShift += 4 * step }
    }
    if frame == before {
      notice = StyledText("the panes cannot be resized here", .muted)
    }
  }

  /// Changes the panes and keeps the drawing in sight; no size continues to change behind its
  /// limit.
  private mutating func rearrange(_ body: (inout PaneChoice) -> Void) {
    let (old, before) = (panes, frame)
    body(&panes)
    if frame == before, panes.hasOtherSizes(than: old) { panes = old }
    guard frame.graph != before.graph else { return }
    requestDrawing()
    resetCamera()
  }
}

extension PaneChoice {
  fileprivate func hasOtherSizes(than other: PaneChoice) -> Bool {
    (sideShift, eventShift, watchShift) != (other.sideShift, other.eventShift, other.watchShift)
  }
}
