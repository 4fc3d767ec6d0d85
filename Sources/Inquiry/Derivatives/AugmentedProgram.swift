package import Autodiff
package import Formula
package import Presentation
import TextCanvas

/// A program with the statement that computes each node's adjoint beside that of its value: the
/// augmented graph in which every forward node has its backward node, as two columns of text.
///
/// ```
/// values ↓              adjoints ↑
/// x                     gx = y*ga + cos(x)*gb
/// a = x*y               ga = gz
/// z = a + b             gz = 1
/// ```
/// Values are computed from above to below, adjoints from below to above.
package struct AugmentedProgram {
  private let graph: Graph
  private let text: NodeText
  private let statements: (byNode: [NodeID: String], shared: [String])
  private let output: NodeID

  /// Differentiates the output of a program by all its inputs.
  ///
  /// - Complexity: linear in the number of nodes and the length of what is written.
  package init(of program: Program, _ text: NodeText) throws(CommandFailure) {
    do {
      statements = try DerivativeProgram.backwardStatements(of: program)
    } catch {
      throw CommandFailure("\(error)")
    }
    graph = program.graph
    output = program.output
    self.text = text
  }

  /// Two columns where there is room for them, else each adjoint below its node. Lines lead to the
  /// event that computes the value.
  package func answer(columns: Int, in timeline: Run) -> Answer {
    let nodes = graph.nodes.filter { node in
      graph.operation(of: node) != .constant || statements.byNode[node] != nil
    }
    let forward = nodes.map { text.definition(of: $0) }
    let backward = nodes.map { statements.byNode[$0] ?? Marks.none }
    let left = max(forward.map(\.columns).max() ?? 0, Self.headings.forward.columns)
    let right = backward.map(\.columns).max() ?? 0
    let isWide = left + 3 + right <= columns
    var lines = [AnswerLine(heading(left: left, isWide: isWide))]
    for (place, node) in nodes.enumerated() {
      let position = timeline.valueEvent(of: node)
      if isWide {
        lines.append(
          AnswerLine(
            StyledText(forward[place].padded(toColumns: left) + " │ ") + shown(backward[place]),
            at: position))
      } else {
        lines.append(AnswerLine(StyledText(forward[place]), at: position))
        lines.append(AnswerLine(StyledText("  ") + shown(backward[place]), at: position))
      }
    }
    // What has no name of its own is a statement of the program where it is used twice.
    lines += statements.shared.filter { !forward.contains($0) }.map {
      AnswerLine(StyledText("computed once: \($0)", .muted))
    }
    return Answer("values and adjoints of \(text.names[output])", lines)
  }

  private static let headings = (forward: "values ↓", backward: "adjoints ↑")

  private func heading(left: Int, isWide: Bool) -> StyledText {
    isWide
      ? StyledText(
        Self.headings.forward.padded(toColumns: left) + "   " + Self.headings.backward, .muted)
      : StyledText("\(Self.headings.forward); \(Self.headings.backward)", .muted)
  }

  private func shown(_ statement: String) -> StyledText {
    StyledText(statement, statement == Marks.none ? .muted : .adjoint)
  }
}
