package import Autodiff
package import Formula
package import Presentation
package import TextCanvas

/// All that the explorer knows: the program, the place in time and what the user looks at.
///
/// A frame is drawn from this value alone, so that two equal models draw the same frame.
package struct ExplorerModel: Sendable {
  package private(set) var program: Program
  /// The program in one line, as far as a header can show it.
  private(set) var programLine: String
  package internal(set) var timeline: Timeline<Double>
  package private(set) var text: NodeText
  /// What is looked at, when it is not the program that was opened.
  var heading: String?
  /// The programs to go back to, the latest last, as they were left.
  var waiting: [ExplorerModel] = []
  /// The groups of the program's graph.
  private(set) var groups: GroupTree
  /// What of the graph is seen, with some groups folded.
  var outline: Outline
  /// The boxes and edges; `nil` until the first layout is done.
  var drawing: GraphDrawing?
  /// The layout that somebody should work out and has not taken yet.
  var wantedDrawing: DrawingRequest?
  /// The number of the latest request, so that an answer to an older one is dropped.
  var drawingNumber = 0
  /// The number of the request that the present drawing answers.
  var drawnNumber = 0
  package internal(set) var zoom = Zoom.box
  /// The tensor that is looked into.
  var tensorPane: TensorPane?
  /// Where the focus is, and how large the panes are.
  var panes = PaneChoice()
  package internal(set) var selection: NodeID?
  var debugger = Debugger()
  /// The cell of the drawing that is shown in the upper left corner of the graph pane.
  var camera = Position(x: 0, y: 0)
  /// Where in time the camera was led to last, which tells in which direction time goes.
  var followedPosition = 0
  package internal(set) var size: Size
  package internal(set) var capabilities: Capabilities
  /// What the screen can show, of which one may choose less.
  let screenCapabilities: Capabilities
  package internal(set) var notation: Notation
  package internal(set) var mode: TimelineMode
  var overlay: Overlay?
  /// A line about what the last key did or could not do.
  package internal(set) var notice: StyledText?
  /// Whether values and tangents are also told as matrices.
  var showsDuals = false
  /// Whether the drawing shows a state only, and nothing that moves.
  var isStill = false
  /// What is being done with a button of the mouse held down.
  var gesture: Gesture?
  /// A number typed before a command.
  var typedCount: Int?

  /// The explorer at the start of a program's timeline.
  package init(
    _ program: Program, size: Size, capabilities: Capabilities = Capabilities(),
    notation: Notation = .bar, mode: TimelineMode = .reverse
  ) throws(GraphError) {
    self.program = program
    self.size = size
    self.capabilities = capabilities
    screenCapabilities = capabilities
    self.notation = notation
    self.mode = mode
    programLine = program.text.firstLine
    timeline = try program.timeline(mode: mode)
    text = NodeText(program.graph)
    groups = GroupTree(program.graph, output: program.output)
    outline = Outline(
      program.graph, groups, folded: groups.foldedAtFirst(program.graph), output: program.output)
    selection = outline.items.first?.node
    debugger.savedText = program.text
    let notes = program.notes + program.notes(onDirectionIn: mode)
    notice = notes.first.map { StyledText($0.message, .warning) }
    requestDrawing()
  }

  package var theme: Theme { Theme.fitting(capabilities) }

  /// Where the panes lie at the present size.
  var frame: FrameLayout {
    FrameLayout(
      size, panes, watches: debugger.watches.all.count, hasTensor: tensorPane != nil)
  }

  /// The node that acted last.
  package var currentNode: NodeID? { isStill ? nil : timeline.lastEvent?.node }
}

extension ExplorerModel {
  /// Replaces the program and goes to the same position, as far as there is one; the selection and
  /// the breakpoints follow the names of their nodes.
  mutating func replaceProgram(with new: Program) throws(GraphError) {
    if mode == timeline.mode, new.text == program.text,
      new.graph.hasSameNodes(as: program.graph)
    {
      try debugger.whatIf.change(&timeline, from: program, to: new)
      program = new
      return lookUpNames()
    }
    let newTimeline = try debugger.whatIf.timeline(of: new, mode: mode)
    let position = timeline.position
    // Another value of an input leaves the drawing as it is.
    guard new.text != program.text || new.graph.count != program.graph.count else {
      program = new
      text = NodeText(new.graph)
      timeline = newTimeline
      timeline.seek(to: position)
      return lookUpNames()
    }
    let selected = selection.map { text.names[$0] }
    program = new
    programLine = new.text.firstLine
    timeline = newTimeline
    text = NodeText(new.graph)
    adoptGroups()
    timeline.seek(to: position)
    let nodes = outline.items.map(\.node)
    selection = nodes.first { text.names[$0] == selected } ?? nodes.first
    lookUpNames()
    drawing = nil
    requestDrawing()
  }
}

extension ExplorerModel {
  /// Looks up what breakpoints and watches speak of in a new program.
  private mutating func lookUpNames() {
    debugger.resolve(in: StateScope(program))
    debugger.watches.refresh(at: timeline)
  }

  /// Takes over the groups of a new program; all is unfolded that would be at first.
  private mutating func adoptGroups() {
    groups = GroupTree(program.graph, output: program.output)
    outline = Outline(
      program.graph, groups, folded: groups.foldedAtFirst(program.graph), output: program.output)
    tensorPane = nil
  }

  /// What items are called.
  var itemText: ItemText { ItemText(nodes: text, groups: groups) }

  /// The item that acted last.
  var currentItem: Int? { outline.number(of: currentNode) }
}

extension String {
  /// The beginning of a program in one line; a long one is not read to its end.
  fileprivate var firstLine: String {
    String(prefix(2000)).asOneLine
  }
}

extension TimelineMode {
  /// Whether nodes show a tangent.
  var hasTangentRow: Bool { self != .reverse }
}
