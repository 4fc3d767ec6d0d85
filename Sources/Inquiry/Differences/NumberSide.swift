package import Autodiff
package import Formula
import Presentation

/// Where a number comes from.
package enum NumberSource: String, Hashable, Sendable {
  /// Another program said so, or a file that holds nothing else.
  case recorded
  /// It was computed here.
  case recomputed
  /// It is that of an input or a literal, which nothing computes.
  case given
  /// It was recorded, and is what is computed here too.
  case both
}

/// The numbers of one of two things that are compared: those that were recorded, and where none were,
/// those that its program computes.
package struct NumberSide: Sendable {
  /// What it is called in answers: `recorded`, `recomputed`, or the name of a file.
  package let name: String
  private let computed: @Sendable (Quantity, NodeID) -> Tensor<Double>
  let recorded: ExpectedGraph?
  /// Where its numbers come from, if they were brought together from elsewhere.
  private var sources: (@Sendable (Quantity, NodeID, Int) -> NumberSource)?
  private let graph: Graph
  /// What is computed is rounded like this.
  let precision: Precision

  /// The numbers of sweeps that have been made.
  package init(
    _ name: String, _ evaluation: AnyEvaluation, recorded: ExpectedGraph? = nil
  ) {
    self.name = name
    self.recorded = recorded
    precision = evaluation.precision
    graph = evaluation.graph
    computed = { quantity, node in
      quantity == .adjoint ? evaluation.adjoint(of: node) : evaluation.value(of: node)
    }
  }

  /// Numbers that were brought together, of which it is known where they come from.
  package init(
    _ name: String, _ evaluation: AnyEvaluation, broughtTogether numbers: ExpectedGraph,
    from sources: @escaping @Sendable (Quantity, NodeID, Int) -> NumberSource
  ) {
    self.init(name, evaluation, recorded: numbers)
    self.sources = sources
  }

  /// The numbers of a run that stands at its end.
  package init(_ name: String, _ run: Run, recorded: ExpectedGraph? = nil) {
    self.name = name
    self.recorded = recorded
    precision = run.precision
    graph = run.graph
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

extension NumberSide {
  /// Where an element of a node's numbers comes from.
  package func source(_ quantity: Quantity, of node: NodeID, at element: Int) -> NumberSource {
    if let sources { return sources(quantity, node, element) }
    let operation = graph.operation(of: node)
    let isGiven = quantity == .value && (operation == .input || operation == .constant)
    guard let recorded = recorded(quantity, of: node) else {
      return isGiven ? self.recorded == nil ? .given : .recorded : .recomputed
    }
    // What an opaque node holds is nothing but what was recorded of it.
    guard !isGiven, quantity != .value || operation != .opaque else { return .recorded }
    let own = computed(quantity, of: node)
    guard recorded.indices.contains(element), own.indices.contains(element) else {
      return .recorded
    }
    let difference = ElementDifference.between(recorded[element], own[element])
    let slack = Agreement.usualTolerance(in: precision) * own[element].magnitude
    return difference <= (slack.isFinite ? slack : 0) ? .both : .recorded
  }
}
