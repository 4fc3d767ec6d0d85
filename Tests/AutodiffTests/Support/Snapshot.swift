import Autodiff

/// Every number of an evaluation, by its bits.
///
/// All NaNs count as one: which of two NaN operands a processor passes on is not ours to say.
struct Snapshot: Equatable {
  var values: [[UInt64]]
  var adjoints: [[UInt64]]
  var tangents: [[UInt64]]

  init<T: Scalar>(_ evaluation: Evaluation<T>) {
    func bits(_ tensor: Tensor<T>) -> [UInt64] {
      // Converting to Double keeps every number of either precision apart.
      tensor.elements.map { $0.isNaN ? .max : Double($0).bitPattern }
    }
    let nodes = evaluation.graph.nodes
    values = nodes.map { bits(evaluation.value(of: $0)) }
    adjoints = nodes.map { bits(evaluation.adjoint(of: $0)) }
    tangents = nodes.map { bits(evaluation.tangent(of: $0)) }
  }
}
