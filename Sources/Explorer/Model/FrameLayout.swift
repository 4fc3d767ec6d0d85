import TextCanvas

/// Where the panes lie on a screen of a given size; on a small one there is no graph.
struct FrameLayout: Hashable, Sendable {
  let header: Rect
  /// Empty on a small screen, whose list of nodes serves instead, unless a tensor is looked into.
  private(set) var graph: Rect
  private(set) var program: Rect
  /// Empty when nothing is watched, or when there is no room.
  private(set) var watch: Rect
  private(set) var event: Rect
  /// Empty when there is no lesson.
  private(set) var lesson: Rect
  /// Empty when nothing is plotted.
  private(set) var plot = Rect(x: 0, y: 0, width: 0, height: 0)
  let timeBar: Rect
  /// The steps of a descent as a second bar; empty without one, or when there is no room.
  private(set) var stepBar = Rect(x: 0, y: 0, width: 0, height: 0)
  let hints: Rect
  /// The pane that takes the arrows: the one that is wanted, if it is shown.
  private(set) var focus = ExplorerPane.graph
  /// Whether the screen is too small for anything but a message.
  let isTooSmall: Bool

  static let smallest = Size(width: 24, height: 6)

  /// - Parameters:
  ///   - arrangement: How the panes are to share the screen, if there is room for that.
  ///   - choice: How large the panes are, and which one is wanted alone.
  ///   - watches: How many expressions are watched.
  ///   - hasTensor: Whether a tensor or a network is looked into.
  ///   - hasPlot: Whether something is plotted.
  ///   - hasDescent: Whether there are steps of a descent.
  ///   - hasLesson: Whether a lesson is given.
  ///   - hasAlgorithm: Whether an algorithm is shown in place of the list, which then has to be seen.
  init(
    _ size: Size, _ choice: PaneChoice = PaneChoice(), arrangement: PaneArrangement? = nil,
    watches: Int = 0, hasTensor: Bool = false, hasPlot: Bool = false, hasDescent: Bool = false,
    hasLesson: Bool = false, hasAlgorithm: Bool = false
  ) {
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
    if hasDescent, size.height >= 12 { (rest, stepBar) = rest.rows(bottom: 1) }
    (lesson, rest) = hasLesson ? Self.parted(rest) : (Self.none, rest)
    // The others share what is left as if that were the screen.
    let size = Size(
      width: rest.width, height: size.height - (lesson.width < size.width ? 0 : lesson.height))
    let list: Rect
    let all = Self.arrangements(on: size, choice, watches: watches, besideLesson: hasLesson)
    // A narrow screen has room for the algorithm or the graph.
    let possible = hasAlgorithm ? all.filter { $0 == .beside } : all
    switch arrangement.flatMap({ possible.contains($0) ? $0 : nil }) ?? possible.first {
    case .beside:
      let side: Rect
      let usual =
        hasAlgorithm
        ? min(max(2 * size.width / 5, 46), 72) : min(max(size.width / 3, 38), 48)
      (graph, side) = rest.columns(right: min(max(usual + choice.sideShift, 24), size.width - 24))
      (list, event) = side.rows(
        bottom: Self.rows(max(7, min(size.height / 4, 11)) + choice.eventShift, of: side))
    case .below:
      let lower: Rect
      (graph, lower) = rest.rows(bottom: min(max(8 + choice.sideShift / 2, 4), rest.height - 6))
      (list, event) = lower.columns(left: size.width / 2 + 2)
    case .strip:
      let usual = min(max(size.height / 6 + 1, 5), 7)
      let wanted =
        choice.isPresenting
        ? Self.rowsOfEvent(presentedOn: size, in: rest, usually: usual) : usual
      (graph, event) = rest.rows(bottom: Self.rows(wanted + choice.sideShift / 2, of: rest))
      list = Rect(x: rest.x, y: event.y, width: 0, height: 0)
    case nil:
      graph = Rect(x: 0, y: 0, width: 0, height: 0)
      (list, event) = rest.rows(
        bottom: rest.height >= 8
          ? Self.rows((hasAlgorithm && rest.height >= 18 ? 5 : 4) + choice.eventShift, of: rest) : 0
      )
    }
    // The list keeps at least two lines of nodes.
    let room = list.height - 4
    let wanted =
      watches > 0 ? min(max(min(watches + 2, room) + choice.watchShift, 3), room) : 0
    (program, watch) = list.rows(bottom: wanted >= 3 ? wanted : 0)
    if hasTensor, graph.isEmpty { swap(&graph, &program) }
    let isThere = choice.focus == .watch ? watches > 0 : choice.focus != .lesson || hasLesson
    if choice.isAlone, isThere {
      show(choice.focus, in: lesson.isEmpty ? rest : lesson.union(rest))
    }
    if hasPlot { makeRoomForPlot(besideTensor: hasTensor) }
    let shown = ExplorerPane.allCases.filter { !place(of: $0).isEmpty }
    focus = shown.contains(choice.focus) ? choice.focus : shown.first ?? .graph
  }

  /// Reads the lesson where another screen has room for it.
  mutating func moveLesson(to place: LessonElsewhere) {
    lesson = place.area
    focus = place.hasFocus ? .lesson : .graph
  }

  /// The arrangements for which a screen has room, the usual one first.
  static func arrangements(
    on size: Size, _ choice: PaneChoice, watches: Int, besideLesson: Bool = false
  ) -> [PaneArrangement] {
    guard size.height >= 18 else { return [] }
    // Beside a lesson a small graph is better than a list.
    guard size.width >= 60 else { return besideLesson && size.width >= 40 ? [.strip] : [] }
    // What is watched stands below the list.
    guard !choice.isPresenting else { return watches > 0 ? [.below] : [.strip] }
    let all: [PaneArrangement] = watches > 0 ? [.beside, .below] : [.beside, .below, .strip]
    return all.filter { $0 != .beside || size.width >= 100 }
  }

  /// The rows of the event for people who look on: many, unless the graph beside a lesson needs them for the
  /// numbers at its arrows.
  private static func rowsOfEvent(
    presentedOn size: Size, in rest: Rect, usually usual: Int
  ) -> Int {
    rest.width < 60 ? max(min(usual, rest.height - 16), 3) : max(size.height / 3 + 1, usual)
  }

  /// The rows of a pane under another one, of which both keep some.
  private static func rows(_ wanted: Int, of area: Rect) -> Int {
    min(max(wanted, 3), max(area.height - 4, 3))
  }

  /// Gives a plot part of the graph's room, or all of it where that is little; on a small screen that of
  /// the list.
  private mutating func makeRoomForPlot(besideTensor hasTensor: Bool) {
    let none = Rect(x: 0, y: 0, width: 0, height: 0)
    if graph.height >= 26 {
      (graph, plot) = graph.rows(bottom: max(graph.height * 11 / 20, 14))
    } else if graph.width >= 120 {
      (graph, plot) = graph.columns(right: graph.width / 2)
    } else if !graph.isEmpty, !hasTensor {
      (graph, plot) = (none, graph)
    } else if graph.isEmpty, !program.isEmpty {
      (program, plot) = (none, program)
    }
  }

  /// Leaves all room to one pane.
  private mutating func show(_ pane: ExplorerPane, in area: Rect) {
    let none = Rect(x: 0, y: 0, width: 0, height: 0)
    graph = pane == .graph ? area : none
    program = pane == .program ? area : none
    event = pane == .event ? area : none
    watch = pane == .watch ? area : none
    lesson = pane == .lesson ? area : none
  }

  /// Where a pane lies; empty when it is not shown.
  func place(of pane: ExplorerPane) -> Rect {
    switch pane {
    case .graph: graph
    case .program: program
    case .event: event
    case .watch: watch
    case .lesson: lesson
    }
  }

  private static let none = Rect(x: 0, y: 0, width: 0, height: 0)

  /// The room for a lesson's text, and what is left: beside it, or above it on a narrow screen.
  private static func parted(_ rest: Rect) -> (lesson: Rect, rest: Rect) {
    guard rest.width >= 76 else {
      let parts = rest.rows(bottom: min(max(rest.height * 2 / 5, 6), max(rest.height - 6, 3)))
      return (parts.bottom, parts.top)
    }
    let parts = rest.columns(left: min(max(rest.width * 2 / 5, 34), 50))
    return (parts.left, parts.right)
  }

  /// The screen that is left for the other panes.
  static func sizeBesideLesson(on size: Size) -> Size {
    let lesson = FrameLayout(size, hasLesson: true).lesson
    let isBeside = lesson.width < size.width
    return Size(
      width: size.width - (isBeside ? lesson.width : 0),
      height: size.height - (isBeside ? 0 : lesson.height))
  }

  /// Whether the list stands beside the event, and not above it.
  var isSideBySide: Bool { !program.isEmpty && !event.isEmpty && program.y == event.y }

  /// The pane in which a cell lies.
  func pane(at position: Position) -> ExplorerPane? {
    ExplorerPane.allCases.first { place(of: $0).contains(position) }
  }
}
