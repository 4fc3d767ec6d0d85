package import Autodiff
import Basics
import Learning

/// A gradient check that somebody should work out, off the way of the keys.
package struct CheckRequest: NumberedWork {
  /// Which check of a program it is.
  package var number = 0
  /// Which program it is of, when several have been opened.
  package var opening = 0
  /// What is checked, at its inputs' values.
  package let section: GraphSection
  /// The output, as a node of the whole graph.
  package let output: NodeID
  /// The adjoint of the output; 1 for each element unless given.
  package let seed: [Double]?

  /// A check of what a section computes, from a seed.
  package init(section: GraphSection, output: NodeID, seed: [Double]?) {
    self.section = section
    self.output = output
    self.seed = seed
  }

  /// What the check finds; `nil` as soon as it is not wanted any more.
  package func answer(unless isCancelled: () -> Bool = { false }) -> CheckAnswer? {
    guard let copy = section.copy(of: output) else { return nil }
    var random = SplitMix64(seed: 1)
    guard
      let check = try? GradientCheck(of: copy, in: section.evaluation, seed: seed),
      let report = try? check.report(
        sampling: &random, noting: { _ in if isCancelled() { throw CancellationError() } })
    else { return nil }
    let found = report.renamed { section.original(of: $0) ?? $0 }
    return CheckAnswer(number: number, opening: opening, report: found)
  }
}

/// What a gradient check found.
package struct CheckAnswer: Sendable {
  /// Which check of the program it was.
  package let number: Int
  /// Which program was checked.
  package let opening: Int
  /// What was found of each element.
  package let report: GradientReport
}

/// What is to be done about gradient checks.
package typealias CheckOrder = WorkOrder<CheckRequest>
