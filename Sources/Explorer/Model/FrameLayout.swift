import TextCanvas

/// Where the panes lie on a screen of a given size.
///
/// ```
/// wide            medium          small
/// ┌─────────┬───┐ ┌─────────────┐ ┌───────┐
/// │ graph   │prg│ │ graph       │ │program│
/// │         ├───┤ │             │ │       │
/// │         │evt│ ├──────┬──────┤ │ event │
/// └─────────┴───┘ │ prg  │ evt  │ └───────┘
///                 └──────┴──────┘
/// ```
struct FrameLayout: Hashable, Sendable {
  let header: Rect
  /// Empty on a small screen, whose list of nodes serves instead.
  let graph: Rect
  let program: Rect
  /// Empty when nothing is watched, or when there is no room.
  let watch: Rect
  let event: Rect
  let timeBar: Rect
  let hints: Rect
  /// Whether the screen is too small for anything but a message.
  let isTooSmall: Bool

  static let smallest = Size(width: 24, height: 6)

  /// - Parameters:
  ///   - sideShift: By how much the panes beside or below the graph are larger than usual.
  ///   - watches: How many expressions are watched.
  init(_ size: Size, sideShift: Int = 0, watches: Int = 0) {
    let whole = Rect(size)
    isTooSmall = size.width < Self.smallest.width || size.height < Self.smallest.height
    var rest: Rect
    (header, rest) = whole.rows(top: 1)
    if size.height >= 12 {
      (rest, hints) = rest.rows(bottom: 1)
    } else {
      hints = Rect(x: 0, y: 0, width: 0, height: 0)
    }
    (rest, timeBar) = rest.rows(bottom: 1)
    let list: Rect
    if size.width >= 100, size.height >= 18 {
      let side: Rect
      let usual = min(max(size.width / 3, 38), 48)
      (graph, side) = rest.columns(right: min(max(usual + sideShift, 24), size.width - 24))
      (list, event) = side.rows(bottom: 7)
    } else if size.width >= 60, size.height >= 18 {
      let lower: Rect
      (graph, lower) = rest.rows(bottom: min(max(8 + sideShift / 2, 4), rest.height - 6))
      (list, event) = lower.columns(left: size.width / 2 + 2)
    } else {
      graph = Rect(x: 0, y: 0, width: 0, height: 0)
      (list, event) = rest.rows(bottom: rest.height >= 8 ? 4 : 0)
    }
    // The list keeps at least two lines of nodes.
    let wanted = watches > 0 ? min(watches + 2, list.height - 4) : 0
    (program, watch) = list.rows(bottom: wanted >= 3 ? wanted : 0)
  }
}
