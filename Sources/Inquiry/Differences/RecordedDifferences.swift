package import Autodiff
package import Formula
package import Presentation

extension DifferenceReport {
  /// What a program computes from its inputs is called so.
  package static let recomputed = "recomputed"
  /// What another program said of its numbers is called so.
  package static let recorded = "recorded"

  /// How the numbers that were recorded of a program differ from its own; `nil` when none were.
  ///
  /// Its own are not rounded to the types that were recorded: what goes wrong because a type is too small
  /// goes wrong in the recording alone.
  /// - Complexity: two sweeps, and the work of the nodes that differ.
  package init?(
    recordedOf program: Program, names: NodeNames, tolerance: Double? = nil
  ) throws(GraphError) {
    guard let expected = program.expected else { return nil }
    var evaluation = try program.evaluation().withoutRounding()
    evaluation.forward()
    try evaluation.reverse(from: expected.output)
    self = DifferenceSearch(
      program.graph, output: expected.output,
      right: NumberSide(Self.recomputed, evaluation),
      wrong: NumberSide(Self.recorded, evaluation, recorded: expected), tolerance: tolerance,
      names: names
    ).found()
  }
}

extension DifferenceText {
  /// The words for recorded numbers beside recomputed ones.
  package init(recordedOf graph: Graph, _ text: NodeText) {
    self.init(
      graph, text, right: DifferenceReport.recomputed, wrong: DifferenceReport.recorded)
  }
}
