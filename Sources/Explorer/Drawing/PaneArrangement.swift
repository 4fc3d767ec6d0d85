/// How the panes of the explorer share the screen.
///
/// ```
/// beside          below           strip
/// ┌─────────┬───┐ ┌─────────────┐ ┌─────────────┐
/// │ graph   │prg│ │ graph       │ │ graph       │
/// │         ├───┤ │             │ │             │
/// │         │evt│ ├──────┬──────┤ │             │
/// └─────────┴───┘ │ prg  │ evt  │ ├─────────────┤
///                 └──────┴──────┘ │ event       │
///                                 └─────────────┘
/// ```
enum PaneArrangement: CaseIterable, Hashable, Sendable {
  /// The list of nodes and the event beside the graph.
  case beside
  /// The two below the graph.
  case below
  /// The event below the graph, and no list: the graph has every number.
  case strip
}
