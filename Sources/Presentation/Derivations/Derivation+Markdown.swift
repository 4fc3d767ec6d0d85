import Autodiff
import TextCanvas

extension Derivation {
  /// Writes the derivation in Markdown that reads well as plain text.
  package func writeMarkdown(to write: (String) throws -> Void) rethrows {
    let name = text.names[output]
    try write("# The derivative of \(name.markdownCode)\n\n## The program\n\n")
    try write(fenced(program.map(\.printable)))
    let end = try forEachPart(lines: { lines(about: $0) }) { part, lines, timeline in
      try write(opening(of: part, timeline) + "\n\n" + fenced(lines))
    }
    let results = mode == .forward ? results(tangentsOf: end) : results(adjointsOf: end)
    try write("## The \(mode == .forward ? "derivative" : "gradient")\n\n" + fenced(results))
  }

  private func opening(of part: Part, _ timeline: Run) -> String {
    switch part {
    case .forward: return "## \(forwardTitle)"
    case .seed: return "## Backward: the adjoints"
    case .sender(let node):
      let adjoint = "\(adjoint(node)) = \(short(timeline.adjoint(of: node)))"
      return "\(text.definition(of: node).markdownCode) passes on \(adjoint.markdownCode):"
    }
  }

  /// What happened last, in lines that stand by themselves: what continues a line follows it, and
  /// remarks come behind in brackets.
  private func lines(about timeline: Run) -> [String] {
    let words = EventText(
      timeline, text: text, notation: notation, elements: TensorText.lineLimit,
      showsPoints: showsPoints)
    return words.lines.reduce(into: []) { lines, line in
      let plain = line.plain
      let isRemark = line.parts.allSatisfy { $0.role == .muted }
      guard let last = lines.last, isRemark || plain.hasPrefix(" ") else {
        lines.append((lines.isEmpty ? "" : "  ") + plain)
        return
      }
      let rest = String(plain.drop { $0 == " " })
      lines[lines.count - 1] = last + (isRemark ? "   (\(rest))" : " \(rest)")
    }
  }

  private func results(adjointsOf end: Run) -> [String] {
    inputs.map { input in
      let derivative = DerivativeText.total(
        of: text.names[output], by: text.names[input])
      let adjoint = adjoint(input)
      return derivative + (adjoint == derivative ? "" : " = \(adjoint)")
        + " = \(short(end.adjoint(of: input)))"
    }
  }

  private func results(tangentsOf end: Run) -> [String] {
    let tangents = inputs.map { input in
      "\(notation.tangent(text.names[input])) = \(short(end.tangent(of: input)))"
    }
    let tangent = notation.tangent(text.names[output])
    let result = "\(tangent) = \(short(end.tangent(of: output)))"
    return tangents.isEmpty ? [result] : [result + "   (along \(tangents.joined(separator: ", ")))"]
  }

  private func adjoint(_ node: NodeID) -> String {
    notation.adjoint(text.names[node], of: text.names[output])
  }

  private func short(_ tensor: Tensor<Double>) -> String {
    TensorText.short(tensor, elements: TensorText.lineLimit)
  }

  /// Lines that are left as they are, between fences longer than any in them.
  private func fenced(_ lines: [String]) -> String {
    let longest = lines.map(\.longestRunOfBackticks).max() ?? 0
    let fence = String(repeating: "`", count: max(longest + 1, 3))
    return ([fence] + lines + [fence, "\n"]).joined(separator: "\n")
  }
}

extension String {
  /// The text between backticks, so that none of it is taken for markup.
  fileprivate var markdownCode: String {
    let text = printable
    let longest = text.longestRunOfBackticks
    guard longest > 0 else { return "`\(text)`" }
    let fence = String(repeating: "`", count: longest + 1)
    return "\(fence) \(text) \(fence)"
  }

  fileprivate var longestRunOfBackticks: Int {
    var (longest, run) = (0, 0)
    for character in self {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
