package import Autodiff

/// Everything on a timeline, as a teacher would write it on the blackboard: the program, each
/// value, each contribution by its rule, in numbers and as a running sum, and the gradient.
package struct Derivation {
  /// Events that are shown together.
  enum Part: Hashable {
    /// All values, and tangents if the mode has them.
    case forward
    case seed
    /// What one node sends to its operands.
    case sender(NodeID)
  }

  /// The lines of the program, without empty ones at its end.
  let program: [String]
  let text: NodeText
  let notation: Notation
  /// Whether partials are written with the values at which they are taken.
  let showsPoints: Bool
  private let start: Run

  /// The derivation of a timeline; `program` is the text that it came from.
  package init(
    _ timeline: Run, program: String, notation: Notation = .bar, showsPoints: Bool = false
  ) {
    var start = timeline
    start.seek(to: 0)
    self.start = start
    let lines = program.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let last = lines.lastIndex { !$0.allSatisfy(\.isWhitespace) } ?? -1
    self.program = lines.prefix(last + 1).map(String.init)
    self.notation = notation
    self.showsPoints = showsPoints
    text = NodeText(timeline.graph)
  }

  var mode: TimelineMode { start.mode }
  var output: NodeID { start.output }

  /// Goes through the timeline and hands over each part with the lines that `lines` makes of its
  /// events, one after the other; returns the timeline at its end.
  func forEachPart<Line>(
    lines: (Run) -> [Line],
    _ body: (Part, [Line], Run) throws -> Void
  ) rethrows -> Run {
    var timeline = start
    var collected: [Line] = []
    while let next = timeline.nextEvent {
      timeline.step()
      collected += lines(timeline)
      let part = Self.part(of: next)
      if timeline.nextEvent.map({ Self.part(of: $0) }) != part {
        try body(part, collected, timeline)
        collected = []
      }
    }
    return timeline
  }

  private static func part(of event: Event) -> Part {
    switch event {
    case .value, .tangentSeed, .tangent: .forward
    case .seed: .seed
    case .contribution(let sender, _): .sender(sender)
    }
  }

  /// The inputs that have a derivative, in order.
  var inputs: [NodeID] {
    start.graph.nodes.filter {
      start.graph.operation(of: $0) == .input && start.graph.hasAdjoint($0)
    }
  }

  /// What the forward part is called.
  var forwardTitle: String {
    mode == .reverse ? "Forward: the values" : "Forward: the values and tangents"
  }
}
