package import Autodiff
package import Formula

/// The numbers of one of two things that are compared: those that were recorded, and where none were,
/// those that its program computes.
package struct NumberSide: Sendable {
  /// What it is called in answers: `recorded`, `recomputed`, or the name of a file.
  package let name: String
  private let computed: @Sendable (Quantity, NodeID) -> Tensor<Double>
  let recorded: ExpectedGraph?
  /// What is computed is rounded like this.
  let precision: Precision

  /// The numbers of sweeps that have been made.
  package init(
    _ name: String, _ evaluation: AnyEvaluation, recorded: ExpectedGraph? = nil
  ) {
    self.name = name
    self.recorded = recorded
    precision = evaluation.precision
    computed = { quantity, node in
      quantity == .adjoint ? evaluation.adjoint(of: node) : evaluation.value(of: node)
    }
  }

  /// The numbers of a run that stands at its end.
  package init(_ name: String, _ run: Run, recorded: ExpectedGraph? = nil) {
    self.name = name
    self.recorded = recorded
    precision = run.precision
    computed = { quantity, node in
      quantity == .adjoint ? run.adjoint(of: node) : run.value(of: node)
    }
  }

  /// What it says of a node.
  package func known(_ node: NodeID) -> (value: [Double]?, adjoint: [Double]?) {
    (elements(.value, of: node), elements(.adjoint, of: node))
  }

  /// The recorded elements of a value or an adjoint.
  func recorded(_ quantity: Quantity, of node: NodeID) -> [Double]? {
    quantity == .adjoint ? recorded?.nodes[node]?.adjoint : recorded?.nodes[node]?.value
  }

  /// What is computed from the inputs.
  func computed(_ quantity: Quantity, of node: NodeID) -> [Double] {
    computed(quantity, node).elements
  }

  /// What was recorded, or else is computed.
  func elements(_ quantity: Quantity, of node: NodeID) -> [Double] {
    recorded(quantity, of: node) ?? computed(quantity, of: node)
  }
}
