import Autodiff

extension Diagram {
  /// Writes the diagram in the language of Graphviz: groups as clusters, local partials on edges; drawn
  /// from left to right or from the top down.
  package func writeDot(
    isDownward: Bool = false, to write: (String) throws -> Void
  ) rethrows {
    try write(
      """
      digraph {
        graph [rankdir=\(isDownward ? "TB" : "LR") fontname="monospace"]
        node [shape=box style=rounded fontname="monospace"]
        edge [fontname="monospace"]

      """)
    var indent = "  "
    for entry in entries {
      switch entry {
      case .box(let box): try write(indent + dot(box))
      case .openGroup(let name, let number):
        try write("\(indent)subgraph cluster_\(number) {\n\(indent)  label=\(quoted(name))\n")
        indent += "  "
      case .closeGroup:
        indent.removeLast(2)
        try write("\(indent)}\n")
      }
    }
    for arrow in arrows { try write("  \(dot(arrow))") }
    try write("}\n")
  }

  private func dot(_ box: Box) -> String {
    let style = box.isInput ? " style=solid" : ""
    let border = box.isOutput ? " peripheries=2" : ""
    // `\l` ends a line that is set to the left.
    let label = box.lines.map { escaped($0) + "\\l" }.joined()
    return "n\(box.node.index) [label=\"\(label)\"\(style)\(border)]\n"
  }

  private func dot(_ arrow: Arrow) -> String {
    let attributes = arrow.isDifferentiable ? "label=\(quoted(arrow.label))" : "style=dashed"
    return "n\(arrow.source.index) -> n\(arrow.target.index) [\(attributes)]\n"
  }

  private func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

  /// The text within quotes. A backslash would begin an escape, an ampersand an HTML entity, and
  /// control characters have no place in a label.
  private func escaped(_ text: String) -> String {
    text.printable.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "&": result += "&amp;"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
