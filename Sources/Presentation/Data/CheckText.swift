package import Autodiff

/// What a gradient check of one output found, in words and as data.
package struct CheckText {
  let report: GradientReport
  private let output: NodeID
  private let graph: Graph
  private let text: NodeText

  /// The report on the derivatives of an output.
  package init(_ report: GradientReport, of output: NodeID, in graph: Graph) {
    self.report = report
    self.output = output
    self.graph = graph
    text = NodeText(graph)
  }

  /// The name of the output.
  package var outputName: String { text.names[output] }

  /// `x`, `W[0,1]`, `projection 1`.
  func name(of subject: DerivativeCheck.Subject) -> String {
    switch subject {
    case .projection(let number): return "projection \(number + 1)"
    case .element(let node, let element):
      let name = text.names[node]
      let shape = graph.shape(of: node)
      guard !shape.isScalar else { return name }
      return "\(name)[\(shape.indices(ofElement: element).map(String.init).joined(separator: ","))]"
    }
  }

  /// The verdict, and where it comes from.
  func words(_ verdict: GradientVerdict) -> String {
    guard case .notDifferentiable(let node?) = verdict else { return "\(verdict)" }
    return "\(verdict): \(text.definition(of: node))"
  }
}

extension CheckText {
  /// Writes a line for every derivative, and what it comes to.
  package func writeTable(to write: (String) throws -> Void) rethrows {
    let names = ["element", "adjoint", "difference", "error", "best ε", "verdict"]
    var table = TextTable(headings: names, endsInWords: true)
    for check in report.checks { table.append(row(check)) }
    if !report.checks.isEmpty { try table.write(to: write) }
    try write(summary + "\n")
  }

  private func row(_ check: DerivativeCheck) -> [String] {
    // Seven digits are what the tolerance speaks of.
    let number = { NumberText.short($0, digits: 7) }
    let best = check.best
    return [
      name(of: check.subject), number(check.adjoint), best.map { number($0.central) } ?? "·",
      best.map { NumberText.short($0.error, digits: 1) } ?? "·",
      best.map { NumberText.short($0.step, digits: 1) } ?? "·", words(check.verdict),
    ]
  }

  /// How many came out how: `3 elements: 2 agree, 1 not differentiable here`.
  package var summary: String {
    guard !report.checks.isEmpty else { return "nothing to check: no input has an adjoint" }
    var counts: [(verdict: String, count: Int)] = []
    for check in report.checks {
      let verdict = "\(check.verdict)"
      if let place = counts.firstIndex(where: { $0.verdict == verdict }) {
        counts[place].count += 1
      } else {
        counts.append((verdict, 1))
      }
    }
    let verdicts = counts.map { verdict, count in
      "\(count) \(verdict == "agrees" && count > 1 ? "agree" : verdict)"
    }
    return "\(extent): \(verdicts.joined(separator: ", "))"
  }

  private var extent: String {
    let count = report.elements.count
    guard report.isSample else { return count == 1 ? "1 element" : "\(count) elements" }
    return "a sample of \(count) of \(report.elementCount) elements and "
      + "\(report.projections.count) random projections (--all checks every element)"
  }
}

extension CheckText {
  /// The report as a JSON object, with the whole sweep of each derivative when asked.
  package func json(withSweep: Bool) -> String {
    let lines = report.checks.map { json($0, withSweep: withSweep) }
    let list = lines.isEmpty ? "" : "\n" + lines.joined(separator: ",\n") + "\n"
    return """
      {"output":\(TextJSON.text(outputName)),"passes":\(report.passes),\
      "elementCount":\(report.elementCount),"isSample":\(report.isSample),"checks":[\(list)]}
      """
  }

  private func json(_ check: DerivativeCheck, withSweep: Bool) -> String {
    let best = check.best
    let numbers = [
      ("adjoint", NumberJSON.text(check.adjoint)),
      ("difference", best.map { NumberJSON.text($0.central) } ?? "null"),
      ("error", best.map { NumberJSON.text($0.error) } ?? "null"),
      ("step", best.map { NumberJSON.text($0.step) } ?? "null"),
    ]
    var fields = ["\"element\":\(TextJSON.text(name(of: check.subject)))"]
    fields += numbers.map { "\"\($0.0)\":\($0.1)" }
    fields.append("\"verdict\":\(TextJSON.text("\(check.verdict)"))")
    if case .notDifferentiable(let node?) = check.verdict {
      fields.append("\"at\":\(TextJSON.text(text.names[node]))")
    }
    if withSweep {
      fields.append("\"sweep\":[\(check.curve.quotients.map(json).joined(separator: ","))]")
    }
    return "{\(fields.joined(separator: ","))}"
  }

  private func json(_ quotient: DifferenceQuotient) -> String {
    """
    {"step":\(NumberJSON.text(quotient.step)),"difference":\(NumberJSON.text(quotient.central)),\
    "error":\(NumberJSON.text(quotient.error))}
    """
  }
}
