import Autodiff

extension Derivation {
  /// Writes the derivation as a document for LaTeX.
  package func writeLaTeX(to write: (String) throws -> Void) rethrows {
    try write(
      """
      \\documentclass{article}
      \\usepackage[T1]{fontenc}
      \\usepackage{amsmath,alltt}
      \\allowdisplaybreaks
      \\setcounter{MaxMatrixCols}{\(TensorText.lineLimit)}
      \\begin{document}
      \\section*{The derivative of $\(LaTeXText.name(text.names[output]))$}
      \\subsection*{The program}
      \\begin{alltt}\n
      """)
    for line in program { try write(LaTeXText.escaped(line) + "\n") }
    try write("\\end{alltt}\n")
    let end = try forEachPart(lines: { words($0).lines }) { part, lines, timeline in
      try write(opening(of: part, words(timeline)) + aligned(lines))
    }
    try write(
      "\\subsection*{The \(mode == .forward ? "derivative" : "gradient")}\n"
        + aligned(results(words(end))))
    try write("\\end{document}\n")
  }

  private func words(_ timeline: Run) -> EventLaTeX {
    EventLaTeX(timeline: timeline, text: text, notation: notation, showsPoints: showsPoints)
  }

  private func opening(of part: Part, _ words: EventLaTeX) -> String {
    switch part {
    case .forward: return "\\subsection*{\(forwardTitle)}\n"
    case .seed: return "\\subsection*{Backward: the adjoints}\n"
    case .sender(let node):
      let adjoint = words.number(words.timeline.adjoint(of: node))
      return "\\noindent $\(words.definition(of: node))$ passes on "
        + "$\(words.adjoint(node)) = \(adjoint)$:\n"
    }
  }

  private func results(_ words: EventLaTeX) -> [String] {
    guard mode != .forward else {
      return ["\(words.tangent(output)) &= \(words.number(words.timeline.tangent(of: output)))"]
    }
    return inputs.map { input in
      let derivative =
        EventLaTeX.total(of: words.name(output), by: words.name(input))
      let adjoint = words.adjoint(input)
      return "\(derivative) &= " + (adjoint == derivative ? "" : "\(adjoint) = ")
        + words.number(words.timeline.adjoint(of: input))
    }
  }

  /// Lines below one another; none make no display, which LaTeX would complain about.
  private func aligned(_ lines: [String]) -> String {
    lines.isEmpty
      ? "" : "\\begin{align*}\n" + lines.joined(separator: " \\\\\n") + "\n\\end{align*}\n"
  }
}
