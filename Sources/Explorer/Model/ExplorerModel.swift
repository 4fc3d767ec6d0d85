package import Autodiff
package import Formula
package import Presentation
package import TextCanvas

/// All that the explorer knows: the program, the place in time and what the user looks at.
///
/// A frame is drawn from this value alone, so that two equal models draw the same frame.
package struct ExplorerModel: Sendable {
  package private(set) var program: Program
  package internal(set) var timeline: Timeline<Double>
  package private(set) var text: NodeText
  private(set) var drawing: GraphDrawing
  package internal(set) var selection: NodeID?
  package internal(set) var breakpoints: Set<NodeID> = []
  /// The cell of the drawing that is shown in the upper left corner of the graph pane.
  var camera = Position(x: 0, y: 0)
  package internal(set) var size: Size
  package let capabilities: Capabilities
  package let notation: Notation
  package let mode: TimelineMode
  var overlay: Overlay?
  /// A line about what the last key did or could not do.
  package internal(set) var notice: StyledText?
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
    self.notation = notation
    self.mode = mode
    timeline = try program.timeline(mode: mode)
    text = NodeText(program.graph)
    drawing = GraphDrawing(program.graph, text: text, hasBothNumbers: mode == .both)
    selection = drawing.nodes.first
    let notes = program.notes + program.notes(onDirectionIn: mode)
    notice = notes.first.map { StyledText($0.message, .warning) }
  }

  package var theme: Theme { Theme.fitting(capabilities) }

  /// Where the panes lie at the present size.
  var frame: FrameLayout { FrameLayout(size) }

  /// The node that acted last.
  package var currentNode: NodeID? { timeline.lastEvent?.node }
}

extension ExplorerModel {
  /// Replaces the program and goes to the same position, as far as there is one; the selection and
  /// the breakpoints follow the names of their nodes.
  mutating func replaceProgram(with new: Program) throws(GraphError) {
    let newTimeline = try new.timeline(mode: mode)
    let position = timeline.position
    let selected = selection.map { text.names[$0] }
    let broken = Set(breakpoints.map { text.names[$0] })
    program = new
    timeline = newTimeline
    text = NodeText(new.graph)
    drawing = GraphDrawing(new.graph, text: text, hasBothNumbers: mode == .both)
    timeline.seek(to: position)
    selection = drawing.nodes.first { text.names[$0] == selected } ?? drawing.nodes.first
    breakpoints = Set(drawing.nodes.filter { broken.contains(text.names[$0]) })
  }
}

extension TimelineMode {
  /// Whether nodes show a tangent.
  var hasTangentRow: Bool { self != .reverse }
}
