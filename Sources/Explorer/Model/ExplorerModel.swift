package import Autodiff
import Debugging
package import Formula
import Inquiry
package import Lessons
package import Presentation
import Syntax
package import TextCanvas

/// All that the explorer knows: the program, the place in time and what the user looks at.
///
/// A frame is drawn from this value alone, so that two equal models draw the same frame.
package struct ExplorerModel: Equatable, Sendable {
  package private(set) var program: Program
  /// The program in one line, as far as a header can show it.
  private(set) var programLine: String
  package internal(set) var timeline: Run
  package private(set) var text: NodeText
  /// What the program's comments call its formulas, and what they say that its numbers are.
  private(set) var labels: [String: String] = [:]
  private(set) var closedForms: ClosedForms?
  /// The program that is looked at in place of the one that was opened, if it is another.
  var detour = Detour()
  /// The images that the program may be of, if it is a network's.
  package var images: ImageGallery?
  /// Whether Escape leads to another screen when nothing is left to close.
  package var canGoBack = false
  /// Whether the line of hints says so: not where one did not come from there.
  package var hintsBack = true
  /// The groups of the program's graph.
  private(set) var groups: GroupTree
  /// What of the graph is seen, with some groups folded.
  var outline: Outline
  /// What of its drawing is seen, and which drawing is asked for.
  var graphSight = GraphSight()
  /// What the user chose about the drawing.
  var choice = DrawingChoice()
  /// The tensor that is looked into.
  var tensorPane: TensorPane?
  /// Which recorded numbers differ, where some were recorded.
  var recordedMarks: RecordedMarks?
  /// What lists say of large tensors.
  let tallies = TensorTallies()
  /// What is plotted.
  var plotted: ProgramPlot?
  /// Whether the last thing that happened is a step of a descent, and not an event.
  var isAtUpdate = false
  /// The network that is shown as units in place of the graph.
  var units: UnitsPane?
  /// The algorithm that is shown in place of the program.
  var algorithm: Algorithm?
  /// Where the focus is, and how large the panes are.
  var panes = PaneChoice()
  package internal(set) var selection: NodeID?
  var debugger = Debugger()
  /// A command that is being done elsewhere.
  var errand = Errand<CommandRequest>()
  /// About how long its events take.
  private(set) var effort: GraphEffort
  /// What takes longer, in rough nanoseconds, is left to another thread: about a tenth of a second.
  var patience = 1e8
  package internal(set) var size: Size
  package var capabilities: Capabilities
  /// What the screen can show, of which one may choose less.
  let screenCapabilities: Capabilities
  package internal(set) var notation: Notation
  package internal(set) var mode: TimelineMode
  var overlay: Overlay?
  /// Whether characters go into a text that is being typed.
  package var isTyping: Bool {
    switch overlay {
    case .prompt, .editor: true
    case .help, .answer, .matrices, nil: false
    }
  }
  /// A line about what the last key did or could not do.
  package var notice: StyledText?
  /// The reverse sweep with a mistake in it that is shown beside the right one.
  var wrongRun: WrongRun?
  /// Whether values and tangents are also shown as matrices.
  var showsDuals = false
  /// Whether partials are written with the values at which they are taken.
  var showsPoints = false
  /// Whether an event's rule, symbols, numbers and sum appear one at a time.
  var isRevealing = false
  /// How many of them are there; all, where it is `nil`.
  var revealed: Int?
  /// Whether the drawing shows a state only, and nothing that moves.
  var isStill = false
  /// What is being done with a button of the mouse held down.
  var gesture: Gesture?
  /// A number typed before a command.
  var typedCount: Int?
  /// The lesson that is given, if there is one.
  package internal(set) var lesson: LessonSession?
  /// Where the lesson's text stands on another screen, if that is in front.
  var lessonElsewhere: LessonElsewhere?

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
    programLine = program.headline
    timeline = try program.timeline(mode: mode)
    text = NodeText(program.graph)
    effort = GraphEffort(program.graph)
    groups = GroupTree(program.graph, output: program.output)
    outline = Outline(
      program.graph, groups, folded: groups.foldedAtFirst(program.graph), output: program.output)
    selection = outline.items.first?.node
    debugger.saved = program.writing
    readRemarks()
    markDifferences()
    // What another program recorded is over, and looked at from its end.
    if program.expected != nil, effort.run <= patience { timeline.seek(to: timeline.count) }
    let notes = program.notes + program.notes(onDirectionIn: mode)
    notice = notes.first.map { StyledText($0.messageInExplorer, .warning) }
    requestDrawing()
  }

  /// The boxes and edges; `nil` until the first layout is done.
  var drawing: GraphDrawing? {
    get { graphSight.drawing }
    set { graphSight.drawing = newValue }
  }

  /// The cell of the drawing that is shown in the upper left corner of the graph pane.
  var camera: Position {
    get { graphSight.camera }
    set { graphSight.camera = newValue }
  }

  package var theme: Theme { Theme.fitting(capabilities) }

  /// Where the panes lie at the present size.
  var frame: FrameLayout {
    // Units are as large as they can be, and the graph is no matter then.
    frame(
      arranged: units == nil ? drawing?.arrangement : size.width >= 100 ? .beside : .strip)
  }

  /// Where the panes lie in some arrangement of them.
  func frame(arranged arrangement: PaneArrangement?) -> FrameLayout {
    var layout = FrameLayout(
      size, panes, arrangement: arrangement, watches: debugger.watches.all.count,
      hasTensor: tensorPane != nil || units != nil, hasPlot: plotted != nil,
      hasDescent: debugger.descent != nil, hasLesson: lesson != nil,
      hasAlgorithm: algorithm != nil)
    if let lessonElsewhere { layout.moveLesson(to: lessonElsewhere) }
    return layout
  }

  /// The node that acted last.
  package var currentNode: NodeID? { isStill ? nil : timeline.lastEvent?.node }
}

extension ExplorerModel {
  /// Replaces the program and goes to the same position, as far as there is one; the selection and
  /// the breakpoints follow the names of their nodes.
  mutating func replaceProgram(with new: Program) throws(GraphError) {
    if mode == timeline.mode, new.writing == program.writing || !new.isEditable,
      new.output == program.output,
      new.graph.hasSameNodes(as: program.graph)
    {
      try debugger.whatIf.change(&timeline, from: program, to: new)
      program = new
      programLine = new.headline
      refreshUnits()
      return lookUpNames()
    }
    let newTimeline = try debugger.whatIf.timeline(of: new, mode: mode)
    let position = timeline.position
    // Another value of an input leaves the drawing as it is.
    guard new.writing != program.writing || new.graph.count != program.graph.count else {
      program = new
      programLine = new.headline
      text = NodeText(new.graph)
      timeline = newTimeline
      timeline.seek(to: position)
      refreshUnits()
      return lookUpNames()
    }
    let selected = selection.map { text.names[$0] }
    program = new
    programLine = new.headline
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
    readRemarks()
    markDifferences()
    // Nodes of the old program may be others now, or none.
    debugger.cycle = nil
    debugger.resolve(in: StateScope(program))
    debugger.watches.refresh(at: timeline)
    refreshWrongRun()
  }

  /// Takes over the groups of a new program; all is unfolded that would be at first.
  private mutating func adoptGroups() {
    effort = GraphEffort(program.graph)
    groups = GroupTree(program.graph, output: program.output)
    outline = Outline(
      program.graph, groups, folded: groups.foldedAtFirst(program.graph), output: program.output)
    tensorPane = nil
    refreshUnits()
  }

  /// Reads what the program's comments say about it.
  private mutating func readRemarks() {
    let remarks = program.remarks
    labels = remarks.labels
    closedForms = remarks.closedForms.isEmpty ? nil : ClosedForms(program)
  }

  /// What items are called.
  var itemText: ItemText { ItemText(nodes: text, groups: groups) }
}

/// A program that is looked at on top of another, and those to go back to.
struct Detour: Equatable, Sendable {
  /// What is looked at; `nil` for the program that was opened.
  var heading: String?
  /// The programs to go back to, the latest last, as they were left.
  var waiting: [ExplorerModel] = []
}
