package import Autodiff
import Formula
import Interchange
import Syntax

/// What a gradient check of one output found, in words and as data.
package struct CheckText {
  let report: GradientReport
  private let output: NodeID
  private let graph: Graph
  private let text: NodeText
  private let precision: Precision

  /// The report on the derivatives of an output, whose adjoints were computed in a precision.
  package init(
    _ report: GradientReport, of output: NodeID, in graph: Graph, _ precision: Precision = .double
  ) {
    self.precision = precision
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
      return "\(name)[\(shape.indices(of: element).map(String.init).joined(separator: ","))]"
    }
  }

  /// The verdict, where it comes from and what it means: `kink, a = abs(x): slopes -1 and 1`.
  func words(_ check: DerivativeCheck) -> String {
    let place = check.verdict.node.map { ", \(text.definition(of: $0))" } ?? ""
    switch check.verdict {
    case .agrees, .lostInRounding, .wrong, .notFinite: return "\(check.verdict)"
    case .kink, .wrongAtKink:
      return "\(check.verdict)\(place): " + (check.sides.map(words) ?? "not differentiable here")
    case .jump: return "jump\(place): not continuous here"
    case .recorded:
      return "not checked: it stops at \(check.verdict.node.map { text.names[$0] } ?? "a node"), "
        + "which was recorded and cannot be computed again"
    }
  }

  /// `slopes -1 and 1`, from left to right.
  private func words(_ sides: OneSidedSlopes) -> String {
    let (left, right) = (
      NumberText.short(sides.left, digits: 4), NumberText.short(sides.right, digits: 4)
    )
    return left == right ? "slope \(left) on both sides" : "slopes \(left) and \(right)"
  }
}

extension CheckText {
  /// Writes a line for every derivative, and what it comes to.
  package func writeTable(to write: (String) throws -> Void) rethrows {
    let names = ["element", "adjoint", "difference", "error", "least ε", "verdict"]
    var table = TextTable(headings: names, endsInWords: true)
    for check in report.checks { table.append(row(check).map { .words($0) }) }
    if !report.checks.isEmpty { try table.write(to: write) }
    try write(summary + "\n")
  }

  private func row(_ check: DerivativeCheck) -> [String] {
    // Seven digits are what the tolerance speaks of.
    let number = { NumberText.short($0, digits: 7) }
    let estimate = check.estimate
    return [
      name(of: check.subject), number(check.adjoint),
      estimate.map { number($0.slope) } ?? Marks.none,
      estimate.map { _ in NumberText.short(check.error, digits: 1) } ?? Marks.none,
      estimate.map { NumberText.short($0.step, digits: 1) } ?? Marks.none, words(check),
    ]
  }

  /// How many came out how: `3 elements: 2 agree, 1 kink`.
  package var summary: String {
    guard !report.checks.isEmpty else { return "nothing to check: no input has an adjoint" }
    return "\(extent): \(Self.counts(report.checks))"
  }

  /// What failed, by verdict: `1 jump, 2 wrong`; empty when nothing did.
  package static func failures(in reports: [GradientReport]) -> String {
    counts(reports.flatMap(\.checks).filter(\.verdict.isFailure))
  }

  private static func counts(_ checks: [DerivativeCheck]) -> String {
    var counts: [(verdict: String, count: Int)] = []
    for check in checks {
      let verdict = "\(check.verdict)"
      if let place = counts.firstIndex(where: { $0.verdict == verdict }) {
        counts[place].count += 1
      } else {
        counts.append((verdict, 1))
      }
    }
    return counts.map { "\($1) \($1 > 1 ? plural($0) : $0)" }.joined(separator: ", ")
  }

  /// The verdict on several.
  private static func plural(_ verdict: String) -> String {
    switch verdict {
    case "agrees": "agree"
    case "kink", "jump": verdict + "s"
    default: verdict
    }
  }

  private var extent: String {
    let count = report.elements.count
    guard report.isSample else { return count.counted("element") }
    return "a sample of \(count) of \(report.elementCount.counted("element")) and "
      + "\(report.projections.count.counted("random projection")) (--all checks every element)"
  }
}

extension CheckText {
  /// The report as a JSON object, with the whole sweep of each derivative when asked.
  package func json(withSweep: Bool) -> String {
    let lines = report.checks.map { json($0, withSweep: withSweep) }
    let list = lines.isEmpty ? "" : "\n" + lines.joined(separator: ",\n") + "\n"
    return """
      {"output":\(JSON.text(outputName)),"passes":\(report.passes),\
      "elementCount":\(report.elementCount),"isSample":\(report.isSample),"checks":[\(list)]}
      """
  }

  private func json(_ check: DerivativeCheck, withSweep: Bool) -> String {
    let estimate = check.estimate
    let numbers = [
      ("adjoint", JSON.number(check.adjoint, precision)),
      ("difference", estimate.map { JSON.number($0.slope) } ?? "null"),
      ("uncertainty", estimate.map { JSON.number($0.uncertainty) } ?? "null"),
      ("error", estimate.map { _ in JSON.number(check.error) } ?? "null"),
      ("step", estimate.map { JSON.number($0.step) } ?? "null"),
    ]
    var fields = ["\"element\":\(JSON.text(name(of: check.subject)))"]
    fields += numbers.map { "\"\($0.0)\":\($0.1)" }
    fields.append("\"verdict\":\(JSON.text("\(check.verdict)"))")
    if let node = check.verdict.node {
      fields.append("\"at\":\(JSON.text(text.names[node]))")
    }
    if let sides = check.sides {
      fields.append("\"left\":\(JSON.number(sides.left))")
      fields.append("\"right\":\(JSON.number(sides.right))")
    }
    if withSweep {
      fields.append("\"sweep\":[\(check.curve.quotients.map(json).joined(separator: ","))]")
    }
    return "{\(fields.joined(separator: ","))}"
  }

  private func json(_ quotient: DifferenceQuotient) -> String {
    """
    {"step":\(JSON.number(quotient.step)),"difference":\(JSON.number(quotient.central)),\
    "error":\(JSON.number(quotient.error))}
    """
  }
}
