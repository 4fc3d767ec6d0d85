package import Autodiff
import Formula
import Presentation
import Syntax
import TextCanvas

/// The numbers of a run in single precision beside those of the same run in double, node by node.
package struct PrecisionComparison {
  /// How far a node's numbers are apart.
  private struct Row {
    let node: NodeID
    /// The largest difference, and the largest number it is compared with.
    let value: Distance
    let adjoint: Distance?
  }

  private struct Distance {
    private(set) var difference = 0.0
    private(set) var size = 0.0
    /// The first element that only one of the two can express.
    private(set) var lost: Int?

    init(_ single: [Double], _ double: [Double]) {
      for (place, (a, b)) in zip(single, double).enumerated() {
        guard a.isFinite == b.isFinite else {
          lost = lost ?? place
          continue
        }
        guard a.isFinite else { continue }
        difference = max(difference, abs(a - b))
        size = max(size, abs(b))
      }
    }

    /// Of the largest number.
    var relative: Double { lost != nil ? .infinity : size > 0 ? difference / size : difference }

    var text: StyledText {
      guard lost == nil else { return StyledText("out of range", .alarm) }
      guard difference > 0 else { return StyledText("same", .success) }
      return StyledText(NumberText.short(relative, digits: 2), relative > 1e-3 ? .warning : .text)
    }
  }

  private let run: AskedRun
  private let rows: [Row]

  /// Compares a run with the same one in double, both at their ends.
  package init(_ run: AskedRun, with double: Run) {
    var other = double
    other.seek(to: other.count)
    self.run = run
    rows = run.graph.nodes.compactMap { node in
      guard run.graph.operation(of: node) != .constant else { return nil }
      let value = Distance(
        run.end.value(of: node).elements, other.value(of: node).elements)
      let hasAdjoint = run.end.has(.adjoint, node)
      return Row(
        node: node, value: value,
        adjoint: hasAdjoint
          ? Distance(run.end.adjoint(of: node).elements, other.adjoint(of: node).elements) : nil)
    }
  }

  /// The largest differences, then a line for each node that leads to where it got its number.
  package var answer: Answer {
    let worst = rows.max { $0.value.relative < $1.value.relative }
    let worstAdjoint = rows.max {
      $0.adjoint?.relative ?? 0 < $1.adjoint?.relative ?? 0
    }
    var head = "largest difference, relative to the largest number of its tensor: "
    if let worst { head += "\(run.name(worst.node)) \(worst.value.text.plain)" }
    if let worstAdjoint, let distance = worstAdjoint.adjoint {
      head += ", the adjoint of \(run.name(worstAdjoint.node)) \(distance.text.plain)"
    }
    let width = rows.map { run.text.definition(of: $0.node).columns }.max() ?? 0
    let columns = min(width, 28)
    let title =
      "".padded(toColumns: columns) + "  " + "value".padded(toColumns: 12) + "  adjoint"
    return Answer(
      "single beside double precision",
      [AnswerLine(StyledText(head, .strong)), AnswerLine(StyledText(title, .muted))]
        + rows.map { line(for: $0, columns: columns) })
  }

  private func line(for row: Row, columns: Int) -> AnswerLine {
    let name = run.text.definition(of: row.node).truncated(toColumns: columns)
    let value = row.value.text
    let blanks = String(repeating: " ", count: max(14 - value.plain.columns, 1))
    return AnswerLine(
      StyledText(name.padded(toColumns: columns) + "  ") + value + StyledText(blanks)
        + (row.adjoint?.text ?? StyledText(Marks.none, .muted)),
      at: run.end.valueEvent(of: row.node))
  }
}
