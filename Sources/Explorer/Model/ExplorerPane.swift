/// A part of the explorer's screen that can have the focus, by the number that a count before Tab
/// names it with. A tensor that is looked into is in the graph's pane.
package enum ExplorerPane: Int, CaseIterable, Hashable, Sendable {
  case graph = 1
  case program, event, watch
  /// The text of a lesson, if one is given.
  case lesson

  /// What stands in its frame.
  var title: String {
    switch self {
    case .graph: "graph"
    case .program: "program"
    case .event: "this event"
    case .watch: "watch"
    case .lesson: "lesson"
    }
  }
}

/// What the user chose about the panes.
struct PaneChoice: Hashable, Sendable {
  /// The pane that takes the arrows, if it is shown.
  var focus = ExplorerPane.graph
  /// Whether that pane is shown alone.
  var isAlone = false
  /// Whether people look on: the graph and, large, what happens, and nothing beside them.
  var isPresenting = false
  /// By how many columns or rows the panes beside or below the graph are larger than usual.
  var sideShift = 0
  /// By how many rows the pane of the event is higher than usual.
  var eventShift = 0
  /// By how many rows the watches are higher than usual.
  var watchShift = 0
  /// The first row that is shown of what was scrolled; of the rest, that with what happens is seen.
  var firstRows: [ExplorerPane: Int] = [:]
  /// The watch that is chosen, counted from 0.
  var watch = 0

  /// Whether the user made panes larger or smaller.
  var hasOwnSizes: Bool { (sideShift, eventShift, watchShift) != (0, 0, 0) }
}
