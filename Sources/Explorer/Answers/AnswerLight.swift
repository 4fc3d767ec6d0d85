import Autodiff
import Inquiry
import TextCanvas

/// What of the graph the chosen line of an answer is about.
struct AnswerLight: Hashable, Sendable {
  /// The nodes it names.
  private(set) var nodes: Set<NodeID> = []
  /// What lies along the edges between them.
  private(set) var uses: Set<GraphDrawing.Use> = []

  init() {}

  /// What a line is about: the nodes of its path, or else those of the event it leads to.
  init(_ line: AnswerLine, in timeline: Run) {
    let graph = timeline.graph
    nodes = Set(line.path)
    for (operand, consumer) in zip(line.path, line.path.dropFirst()) {
      for (place, other) in graph.operands(of: consumer).enumerated() where other == operand {
        uses.insert(GraphDrawing.Use(node: consumer, place: place))
      }
    }
    guard line.path.isEmpty, let event = line.position.flatMap({ timeline.event($0) }) else {
      return
    }
    nodes = [event.node]
    if case .contribution(let node, let place) = event {
      uses = [GraphDrawing.Use(node: node, place: place)]
      timeline.target(of: event).map { _ = nodes.insert($0) }
    }
  }
}
