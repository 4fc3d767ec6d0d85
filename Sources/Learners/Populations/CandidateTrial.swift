package import Autodiff
package import Learning

/// Tries candidates, each a row of a network's parameters, on the same examples: forward only, since
/// nobody here asks for a derivative.
package final class CandidateTrial {
  package let network: Network
  package let row: ParameterRow
  private var evaluation: Evaluation<Float>
  /// A trial on so many examples at once.
  package init(_ plan: NetworkPlan, examples count: Int) throws(GraphError) {
    network = try Network(plan, batch: count)
    row = ParameterRow(network)
    evaluation = try Evaluation(of: network.graph)
  }

  /// Takes the examples at as many places as a trial has.
  package func load(_ data: Examples, at places: ArraySlice<Int32>) {
    evaluation.withMutableElements(of: network.images) { data.gatherInputs(places, into: $0) }
    evaluation.withMutableElements(of: network.labels) {
      data.gatherTargets(places, for: network.plan.loss, into: $0)
    }
  }

  /// The mean loss of a candidate over the examples.
  package func loss(of candidate: [Float]) -> Float {
    for part in row.parts {
      evaluation.withMutableElements(of: part.parameter.node) { elements in
        _ = elements.update(fromContentsOf: candidate[part.range])
      }
    }
    evaluation.forward()
    return evaluation.value(of: network.objective, at: 0)
  }
}
