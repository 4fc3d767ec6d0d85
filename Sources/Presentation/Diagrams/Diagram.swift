package import Autodiff

/// A graph with its numbers at the cursor of a timeline as boxes, arrows and frames around groups:
/// what the writers of other programs' languages have in common.
///
/// Constants have no box, as on the screen: they stand in the expressions of the nodes that use
/// them. Only an output that is a constant has one.
package struct Diagram {
  /// A node: its definition and, a line each, its numbers.
  struct Box {
    let node: NodeID
    let lines: [String]
    let isInput: Bool
    let isOutput: Bool
  }

  /// An edge from an operand to the node that uses it.
  struct Arrow {
    let source: NodeID
    let target: NodeID
    /// The local partial: a number where both are scalars, else the rule's words.
    let label: String
    /// Whether an adjoint comes back this way.
    let isDifferentiable: Bool
  }

  /// The boxes in the order of evaluation, with the groups around them opened and closed.
  enum Entry {
    case box(Box)
    case openGroup(name: String, number: Int)
    case closeGroup
  }

  let entries: [Entry]
  let arrows: [Arrow]

  /// The diagram of a timeline's graph, with the numbers that it has at the cursor.
  package init(_ timeline: Run, notation: Notation = .bar) {
    let text = NodeText(timeline.graph)
    let boxes = DiagramBoxes(timeline: timeline, text: text, notation: notation)
    let shown = timeline.graph.nodes.filter {
      timeline.graph.operation(of: $0) != .constant || $0 == timeline.output
    }
    entries = NestedNodes(shown, notes: timeline.graph.notes).entries { boxes.box(for: $0) }
    arrows = shown.flatMap { target in
      timeline.graph.operands(of: target).enumerated().compactMap { place, source in
        timeline.graph.operation(of: source) == .constant
          ? nil : boxes.arrow(from: source, to: target, place: place)
      }
    }
  }
}

/// What stands in boxes and on arrows.
private struct DiagramBoxes {
  let timeline: Run
  let text: NodeText
  let notation: Notation

  func box(for node: NodeID) -> Diagram.Box {
    let name = text.names[node]
    var lines = [text.definition(of: node), "v \(short(timeline.value(of: node)))"]
    if timeline.hasTangent(node) {
      lines.append("\(notation.tangent(name)) \(short(timeline.tangent(of: node)))")
    }
    if timeline.mode != .forward, timeline.graph.hasAdjoint(node) {
      let label = notation.adjoint(name, of: text.names[timeline.output])
      lines.append("\(label) \(short(timeline.adjoint(of: node)))")
    }
    return Diagram.Box(
      node: node, lines: lines, isInput: timeline.graph.operation(of: node) == .input,
      isOutput: node == timeline.output)
  }

  func arrow(from source: NodeID, to target: NodeID, place: Int) -> Diagram.Arrow {
    let receives = timeline.graph.receivesContribution(target, operand: place)
    let partial = timeline.partial(of: target, operand: place)
    let words =
      partial.map { NumberText.short($0) }
      ?? timeline.graph.partialText(of: target, operand: place, names: text.names)
    // On an edge of tensors the dot of the rule's words already stands for what comes along.
    let label = words.hasPrefix("·") || words.hasSuffix("·") ? words : "·\(words)"
    return Diagram.Arrow(
      source: source, target: target, label: receives ? label : "", isDifferentiable: receives)
  }

  private func short(_ tensor: Tensor<Double>) -> String {
    TensorText.short(tensor, elements: TensorText.boxLimit)
  }
}
