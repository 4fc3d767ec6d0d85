package import Autodiff
package import Formula
package import Presentation
import TextCanvas

/// What a small change of a node does to the others: as the derivatives predict it, and in fact.
///
/// The node is held at its value, so that it may be any: `ΔC ≈ δ·Δz` for a node in the middle.
package struct Nudge {
  private let before: Run
  private let after: Run
  /// How the node, or the element that moves, was typed.
  private let name: String
  private let text: NodeText
  private let amount: String

  /// Moves a node of a program by an amount of its shape.
  package init(
    _ node: NodeID, called name: String, by change: Tensor<Double>, amount: String,
    in timeline: Run, of program: Program, _ text: NodeText
  ) throws(CommandFailure) {
    var usual = timeline
    usual.seek(to: usual.count)
    let value = usual.value(of: node).elements
    let moved = zip(value, change.elements).map { $0 + $1 }
    var held: [NodeID: [Double]] = [:]
    for other in usual.held { held[other] = usual.value(of: other).elements }
    do {
      held[node] = value
      before = try Self.end(of: program, held, along: (node, change.elements))
      held[node] = moved
      var after = before
      try after.change(inputs: [:], direction: [(node, change.elements)], holding: held)
      self.after = after
    } catch {
      throw CommandFailure("\(error)")
    }
    self.name = name
    self.amount = amount
    self.text = text
  }

  private static func end(
    of program: Program, _ held: [NodeID: [Double]],
    along direction: (input: NodeID, tangent: [Double])
  ) throws(GraphError) -> Run {
    var timeline = try program.timeline(mode: .forward, direction: [direction], holding: held)
    timeline.seek(to: timeline.count)
    return timeline
  }

  /// The nodes that move, each with both changes: the output first, which is what one wants to know.
  package var answer: Answer {
    let output = before.output
    let nodes = [output] + before.graph.liveNodes.filter { $0 != output }
    let rows = nodes.compactMap { row(of: $0) }
    guard rows.count > 1 else { return Answer(line: "nothing depends on \(name)") }
    let names = rows.map(\.name.columns).max() ?? 0
    let numbers = (["predicted"] + rows.flatMap { [$0.predicted, $0.actual] }).map(\.columns).max()
    let heading = Row(name: "", predicted: "predicted", actual: "actual", difference: "")
    let lines =
      [heading.line(names, numbers ?? 0, .muted)]
      + rows.flatMap { row in
        // The difference has a line of its own, so that the columns stand in a narrow pane as well.
        [row.line(names, numbers ?? 0, .text)]
          + [AnswerLine(StyledText("  difference \(row.difference)", .muted))]
      }
    return Answer("change in \(name): \(amount)", lines + stops)
  }

  /// What happens to a node.
  private struct Row {
    let name: String
    let predicted: String
    let actual: String
    let difference: String

    func line(_ names: Int, _ numbers: Int, _ role: Role) -> AnswerLine {
      AnswerLine(
        StyledText(
          [
            name.padded(toColumns: names), predicted.leftPadded(toColumns: numbers),
            actual.leftPadded(toColumns: numbers),
          ].joined(separator: "  "), role))
    }
  }

  private func row(of node: NodeID) -> Row? {
    let predicted = before.tangent(of: node)
    let (old, new) = (before.value(of: node), after.value(of: node))
    let actual = zip(new.elements, old.elements).map { $0 - $1 }
    let off = zip(actual, predicted.elements).map { $0 - $1 }
    guard !predicted.elements.allSatisfy({ $0 == 0 }) || !actual.allSatisfy({ $0 == 0 })
    else { return nil }
    let texts = [predicted.elements, actual, off].map { elements in
      Tensor(elements, shape: predicted.shape).map(short) ?? ""
    }
    return Row(
      name: text.names[node], predicted: texts[0], actual: texts[1], difference: texts[2])
  }

  /// The recorded nodes that would have moved, had they been computed.
  private var stops: [AnswerLine] {
    before.graph.liveNodes.filter { node in
      before.graph.operation(of: node).smoothness == .recorded
        && before.tangent(of: node).elements.contains(where: \.isNaN)
    }.map { node in
      AnswerLine(
        "it stops at \(text.names[node]), which was recorded: what it and all behind it would do "
          + "is not known")
    }
  }

  /// A number in a column: of a tensor that is too long its norm.
  private func short(_ tensor: Tensor<Double>) -> String {
    let text = TensorText.fitting(tensor, columns: 12)
    return text == TensorText.shape(tensor.shape) ? "norm \(NumberText.short(tensor.norm))" : text
  }
}
