import Autodiff

extension Diagram {
  /// Writes the diagram as a Mermaid flowchart: groups as subgraphs, local partials on edges.
  package func writeMermaid(to write: (String) throws -> Void) rethrows {
    try write("flowchart LR\n")
    var indent = "  "
    for entry in entries {
      switch entry {
      case .box(let box): try write(indent + mermaid(box))
      case .openGroup(let name, let number):
        try write("\(indent)subgraph g\(number)[\"\(escaped(name))\"]\n")
        indent += "  "
      case .closeGroup:
        indent.removeLast(2)
        try write("\(indent)end\n")
      }
    }
    for arrow in arrows { try write("  \(mermaid(arrow))") }
  }

  /// Inputs have square corners, results round ones, the output a frame of its own.
  private func mermaid(_ box: Box) -> String {
    let label = "\"\(box.lines.map(escaped).joined(separator: "<br/>"))\""
    let shape =
      box.isOutput ? "[[\(label)]]" : box.isInput ? "[\(label)]" : "(\(label))"
    return "n\(box.node.index)\(shape)\n"
  }

  private func mermaid(_ arrow: Arrow) -> String {
    let line = arrow.isDifferentiable ? "-->|\"\(escaped(arrow.label))\"|" : "-.->"
    return "n\(arrow.source.index) \(line) n\(arrow.target.index)\n"
  }

  /// The text within quotes, with Mermaid's codes for whatever Markdown, HTML or Mermaid itself
  /// would read as more than text.
  private func escaped(_ text: String) -> String {
    text.printable.unicodeScalars.reduce(into: "") { result, scalar in
      if "\"#&<>*_`~|\\[]{};".unicodeScalars.contains(scalar) {
        result += "#\(scalar.value);"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }
}
