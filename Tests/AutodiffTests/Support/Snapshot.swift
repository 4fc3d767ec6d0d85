import Autodiff

/// Every number of an evaluation, by its bits.
///
/// All NaNs count as one: which of two NaN operands a processor passes on is not ours to say.
struct Snapshot: Equatable {
  var values: [[UInt64]]
  var adjoints: [[UInt64]]
  var tangents: [[UInt64]]

  init<T: Scalar>(_ evaluation: Evaluation<T>) {
    let nodes = evaluation.graph.nodes
    values = nodes.map { Self.bits(evaluation.value(of: $0)) }
    adjoints = nodes.map { Self.bits(evaluation.adjoint(of: $0)) }
    tangents = nodes.map { Self.bits(evaluation.tangent(of: $0)) }
  }

  /// As a run of either precision is read.
  init(_ run: Run) {
    values = run.graph.nodes.map { Self.bits(run.value(of: $0)) }
    adjoints = run.graph.nodes.map { Self.bits(run.adjoint(of: $0)) }
    tangents = run.graph.nodes.map { Self.bits(run.tangent(of: $0)) }
  }

  /// As an evaluation of either precision is read.
  init(_ evaluation: AnyEvaluation) {
    values = evaluation.graph.nodes.map { Self.bits(evaluation.value(of: $0)) }
    adjoints = evaluation.graph.nodes.map { Self.bits(evaluation.adjoint(of: $0)) }
    tangents = evaluation.graph.nodes.map { Self.bits(evaluation.tangent(of: $0)) }
  }

  private static func bits<T: Scalar>(_ tensor: Tensor<T>) -> [UInt64] {
    // Converting to Double keeps every number of either precision apart.
    tensor.elements.map { $0.isNaN ? .max : Double($0).bitPattern }
  }
}
