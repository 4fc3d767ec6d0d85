import Autodiff
import Learning

/// A gradient check that somebody should work out, off the way of the keys.
package struct CheckRequest: Sendable {
  /// Which check of a program it is.
  var number = 0
  /// Which program it is of, when several have been opened.
  var opening = 0
  let section: GraphSection
  let output: NodeID
  let seed: [Double]?

  /// What the check finds; `nil` as soon as it is not wanted any more.
  package func answer(unless isCancelled: () -> Bool = { false }) -> CheckAnswer? {
    guard let copy = section.copy(of: output) else { return nil }
    var random = SplitMix64(seed: 1)
    guard
      let check = try? GradientCheck(of: copy, in: section.evaluation, seed: seed),
      let report = try? check.report(sampling: &random, unless: isCancelled)
    else { return nil }
    let found = report.renamed { section.original(of: $0) ?? $0 }
    return CheckAnswer(number: number, opening: opening, report: found)
  }
}

/// What a gradient check found.
package struct CheckAnswer: Sendable {
  let number: Int
  let opening: Int
  let report: GradientReport
}

/// What is to be done about gradient checks.
package enum CheckOrder: Sendable {
  /// Begin with a check, and give up any earlier one.
  case start(CheckRequest)
  /// Give up what is going on.
  case stop
}
