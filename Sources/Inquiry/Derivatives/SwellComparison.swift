package import Autodiff
import Formula
package import Presentation
import Syntax
import TextCanvas

/// A result and its derivative as the graph computes them, next to what they are written out.
package struct SwellComparison {
  private let graph: Graph
  private let text: NodeText
  private let output: NodeID
  private let input: NodeID
  private let symbolic: SymbolicDerivative
  private let timeline: Run

  /// Differentiates an output by an input.
  ///
  /// - Complexity: O(n) in the number of nodes, whatever the written-out length.
  package init(
    of output: NodeID, by input: NodeID, in timeline: Run, _ text: NodeText
  ) throws(GraphError) {
    graph = timeline.graph
    self.timeline = timeline
    self.text = text
    self.output = output
    self.input = input
    symbolic = try SymbolicDerivative(of: output, by: input, in: graph)
  }

  /// Two columns where there is room for them, else one below the other.
  package func answer(columns: Int) -> Answer {
    let (result, by) = (text.names[output], text.names[input])
    var lines = section(
      "\(result):", symbolic.value, of: output, in: graph, columns: columns,
      leadsTo: { timeline.valueEvent(of: $0) })
    if let derivative = symbolic.adjoints.derivative(of: input) {
      lines.append(AnswerLine(""))
      lines += section(
        "\(DerivativeText.total(of: result, by: by)):", symbolic.derivative, of: derivative,
        in: symbolic.adjoints.graph, columns: columns, leadsTo: { _ in nil })
      lines += writtenOut(
        derivative, as: DerivativeText.total(of: result, by: by), columns: columns)
    } else {
      lines.append(AnswerLine(StyledText("\(result) does not depend on \(by)", .muted)))
    }
    let marks = "name:(…) is computed once in the graph, but written out at each use"
    return Answer("expression swell", lines + [AnswerLine(StyledText(marks, .muted))])
  }

  /// The derivative as books write it, for a seed of 1: nothing has a name of its own.
  private func writtenOut(
    _ derivative: NodeID, as title: String, columns: Int
  ) -> [AnswerLine] {
    let written = WrittenOut(
      derivative, in: symbolic.adjoints.graph, marksRepeated: false,
      one: symbolic.adjoints.seeds.first?.input)
    guard written.isWhole else { return [] }
    let text = StyledText("\(title) = \(written.text)").wrapped(toColumns: max(columns, 10))
    return [AnswerLine("")] + text.map { AnswerLine($0) }
  }

  private func section(
    _ title: String, _ count: OperationCount, of node: NodeID, in graph: Graph, columns: Int,
    leadsTo position: (NodeID) -> Int?
  ) -> [AnswerLine] {
    let times = count.shared > 0 ? count.unshared / Double(count.shared) : 1
    let unshared =
      count.unshared < 0x1p53
      ? NumberText.exact(count.unshared) : "about \(NumberText.short(count.unshared))"
    let head =
      "\(title) \(count.shared.counted("operation")) shared, \(unshared) written out"
      + (times > 1 ? " (\(NumberText.short(times, digits: 2)) times as many)" : "")
    let written = WrittenOut(node, in: graph)
    let nodes = graph.operations(under: node)
    let names = NodeText(graph)
    let isWide = columns >= 90
    let left = nodes.map { node in
      let mark = written.repeated.contains(node) ? "*" : " "
      return StyledText("\(mark) \(names.definition(of: node))".truncated(toColumns: Self.left))
    }
    let room = isWide ? columns - Self.left - 3 : columns
    let rest = written.isWhole ? "" : "  … (the first part; names stand for the rest)"
    let right = StyledText(written.text + rest).wrapped(toColumns: max(room, 10))
    let positions = nodes.map(position)
    let rows: [AnswerLine]
    if isWide {
      rows = (0..<max(left.count, right.count)).map { row in
        let first = row < left.count ? left[row] : StyledText("")
        let blanks = String(repeating: " ", count: max(Self.left - first.plain.columns, 0))
        return AnswerLine(
          first + StyledText(blanks + " │ ", .muted)
            + (row < right.count ? right[row] : StyledText("")),
          at: row < positions.count ? positions[row] : nil)
      }
    } else {
      rows = zip(left, positions).map { AnswerLine($0, at: $1) } + right.map { AnswerLine($0) }
    }
    return [AnswerLine(StyledText(head, .strong))] + rows
  }

  private static let left = 36
}

extension Graph {
  /// The operations that a node is computed with, and itself, in order.
  fileprivate func operations(under result: NodeID) -> [NodeID] {
    var isNeeded = Array(repeating: false, count: count)
    isNeeded[result.index] = true
    for node in nodes.reversed() where isNeeded[node.index] {
      for operand in operands(of: node) { isNeeded[operand.index] = true }
    }
    return nodes.filter { isNeeded[$0.index] && isComputed($0) }
  }
}
