package import Autodiff

/// Every node of a program with its value and its adjoint or tangent, as data.
package struct Trace {
  /// A node and its numbers.
  struct Line {
    let node: NodeID
    let name: String
    let value: Tensor<Double>
    /// The adjoint, or the tangent in forward mode; `nil` where there is none.
    let derivative: Tensor<Double>?
  }

  private let timeline: Timeline<Double>
  private let text: NodeText

  /// The state at the end of a timeline, whose events have all happened.
  package init(_ timeline: Timeline<Double>) {
    self.timeline = timeline
    text = NodeText(timeline.graph)
  }

  private var isForward: Bool { timeline.mode == .forward }
  private var derivativeName: String { isForward ? "tangent" : "adjoint" }

  private var lines: some Sequence<Line> {
    timeline.graph.nodes.lazy.map { line(for: $0) }
  }

  private func line(for node: NodeID) -> Line {
    let evaluation = timeline.evaluation
    let hasDerivative = timeline.graph.hasAdjoint(node)
    return Line(
      node: node, name: text.names[node], value: evaluation.value(of: node),
      derivative: !hasDerivative
        ? nil : isForward ? evaluation.tangent(of: node) : evaluation.adjoint(of: node))
  }
}

extension Trace {
  /// Writes the trace as one JSON object, piece by piece, so that a large one never lies in memory.
  package func writeJSON(to write: (String) throws -> Void) rethrows {
    let mode = isForward ? "forward" : timeline.mode == .both ? "both" : "reverse"
    let output = TextJSON.text(text.names[timeline.output])
    try write("{\"version\":1,\"mode\":\"\(mode)\",\"output\":\(output),\"nodes\":[")
    var isFirst = true
    for line in lines {
      try write((isFirst ? "\n" : ",\n") + json(line))
      isFirst = false
    }
    try write("\n]}\n")
  }

  private func json(_ line: Line) -> String {
    let graph = timeline.graph
    let operands = graph.operands(of: line.node).map { "\($0.index)" }.joined(separator: ",")
    let shape = graph.shape(of: line.node).extents.map { "\($0)" }.joined(separator: ",")
    return """
      {"index":\(line.node.index),"name":\(TextJSON.text(line.name)),\
      "operation":"\(graph.operation(of: line.node))","operands":[\(operands)],"shape":[\(shape)],\
      "value":\(json(line.value)),"\(derivativeName)":\(line.derivative.map { json($0) } ?? "null")}
      """
  }

  private func json(_ tensor: Tensor<Double>) -> String {
    NumberJSON.text(tensor.elements[...], extents: tensor.shape.extents[...])
  }

  /// Writes the trace as a table: a line for each node that is not a literal, and for
  /// the output even when it is one.
  package func writeTable(to write: (String) throws -> Void) rethrows {
    var rows = [["node", "value", derivativeName]]
    for line in lines
    where timeline.graph.operation(of: line.node) != .constant || line.node == timeline.output {
      rows.append([
        text.definition(of: line.node), words(line.value), line.derivative.map { words($0) } ?? "·",
      ])
    }
    let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
    for row in rows {
      let cells = zip(row, widths).enumerated().map { column, cell in
        let padding = String(repeating: " ", count: max(cell.1 - cell.0.count, 0))
        return column == 0 ? cell.0 + padding : padding + cell.0
      }
      try write(cells.joined(separator: "  ") + "\n")
    }
  }

  private func words(_ tensor: Tensor<Double>) -> String {
    tensor.shape.isScalar
      ? NumberText.exact(tensor.elements[0])
      : json(tensor).replacing(",", with: ", ")
  }
}

extension String {
  fileprivate func replacing(_ part: Character, with other: String) -> String {
    reduce(into: "") { $0 += $1 == part ? other : String($1) }
  }
}
