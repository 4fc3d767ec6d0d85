import Autodiff

/// The loss of single rows, from their scores, by the operation of the graph.
final class RowLosses {
  private var evaluation: Evaluation<Float>
  private let scores: NodeID
  private let targets: NodeID
  private let loss: NodeID

  init(_ plan: NetworkPlan) throws(GraphError) {
    var graph = GraphBuilder(sharing: false)
    let outputs = plan.widths[plan.layerCount]
    guard let row = Shape([1, outputs]), let label = Shape([1]) else { throw .tooLarge }
    scores = try graph.input("f", shape: row)
    targets = try graph.input("y", shape: plan.loss.comparesClasses ? label : row, isData: true)
    loss = try graph.node(plan.loss.operation, [scores, targets])
    evaluation = try Evaluation(of: graph.graph)
  }

  func loss(scores row: ArraySlice<Float>, targets wanted: ArraySlice<Float>) -> Float {
    evaluation.withMutableElements(of: scores) { _ = $0.update(fromContentsOf: row) }
    evaluation.withMutableElements(of: targets) { _ = $0.update(fromContentsOf: wanted) }
    evaluation.forward()
    return evaluation.value(of: loss, at: 0)
  }
}
