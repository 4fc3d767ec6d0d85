package import Autodiff
package import Presentation
import Syntax

/// What differs between two sides, in words: the same on the command line and on the screen.
package struct DifferenceText {
  private let graph: Graph
  private let text: NodeText
  /// What the two sides are called.
  package let rightName: String
  package let wrongName: String

  package init(_ graph: Graph, _ text: NodeText, right: String, wrong: String) {
    self.graph = graph
    self.text = text
    rightName = right
    wrongName = wrong
  }

  /// `the adjoint of h[0, 2] is 10 recorded, 1 recomputed`, with all digits.
  package func comparison(_ difference: NodeDifference) -> String {
    let subject = "the \(difference.quantity.word) of \(name(difference))"
    let right = "\(NumberText.exact(difference.right, difference.rightPrecision)) \(rightName)"
    guard let wrong = difference.wrong else {
      return "\(subject) is \(right), and nothing \(wrongName)"
    }
    return "\(subject) is \(NumberText.exact(wrong)) \(wrongName), \(right)"
  }

  /// The same in a few words and digits: `adjoint of h[0, 2]: 10 recorded, 1 recomputed`.
  package func shortComparison(_ difference: NodeDifference) -> String {
    let wrong = difference.wrong.map { NumberText.short($0) } ?? "nothing"
    return "\(difference.quantity.word) of \(name(difference)): \(wrong) \(wrongName), "
      + "\(NumberText.short(difference.right)) \(rightName)"
  }

  /// What it looks like, and of which side; `nil` when that is not known.
  package func appearance(_ difference: NodeDifference) -> String? {
    difference.signatures.isEmpty ? nil : "\(wrongName): \(difference.signatures.words)"
  }

  /// `h[0, 2]`, or the name alone of a scalar.
  package func name(_ difference: NodeDifference) -> String {
    let shape = graph.shape(of: difference.node)
    let name = text.names[difference.node].spelledName
    return shape.isScalar ? name : name + "\(shape.indices(of: difference.element))"
  }

  /// How the node comes about: its definition, where the program that recorded it computed it and by
  /// which of its operations.
  package func origin(of node: NodeID) -> String {
    let record = graph.notes.recorded(of: node)
    let remarks = [record?.line.map { "\($0)" }, record?.operation].compactMap { $0 }
    return ([text.definition(of: node)] + remarks).joined(separator: ", ")
  }

  /// Whether it was found on the way forward or backward.
  package func direction(_ difference: NodeDifference) -> String {
    difference.quantity == .adjoint ? "backward" : "forward"
  }

  /// How much of all that was compared differs, and why.
  package func summary(of report: DifferenceReport) -> [String] {
    var lines: [String] = []
    if report.faults.count > 1 {
      let others = report.faults.count - 1
      lines.append(
        "\(others) more \(others == 1 ? "difference begins" : "differences begin") elsewhere")
    }
    if !report.consequences.isEmpty {
      let count = report.consequences.count
      lines.append("\(count) more \(count == 1 ? "follows" : "follow") from what differs before")
    }
    if let rounding = report.largestRounding {
      let subject = "the \(rounding.quantity.word) of \(name(rounding))"
      lines.append(
        "\(report.roundingCount) of \(report.comparedCount) differ by rounding in \(rounding.type) "
          + "alone, at most by \(NumberText.short(rounding.relative)) of the largest element: \(subject)"
      )
    }
    if let underflow = report.firstUnderflow {
      lines.append(
        "\(report.underflowCount) of \(report.comparedCount) became 0, too small for "
          + "\(underflow.type): first \(comparison(underflow))")
    }
    if let convention = report.conventions.first { lines.append(words(of: convention, report)) }
    let agreeing =
      report.comparedCount - report.differingCount - report.roundingCount - report.conventions.count
    lines.append(
      "\(agreeing) of \(report.comparedCount) values and adjoints agree"
        + (agreeing > 0 ? ", to \(NumberText.short(report.largestAgreement))" : ""))
    return lines
  }

  /// That a number is a rule of the program that recorded it, not a mistake of anybody's.
  private func words(of convention: NodeDifference, _ report: DifferenceReport) -> String {
    let count = report.conventions.count
    let others = count > 1 ? "; \(count - 1) more \(count == 2 ? "comes" : "come") of it" : ""
    let operation = graph.notes.recorded(of: convention.node)?.operation
    return "where the formula has no number, a convention gives one: \(comparison(convention))"
      + (operation.map { ", \($0)" } ?? "") + others
  }
}
