import Autodiff

/// One thread's share of a minibatch: a network for its rows, in memory of its own.
final class BatchWorker: @unchecked Sendable {
  let network: Network
  private(set) var evaluation: Evaluation<Float>
  /// The seed of the reverse sweep: this share of the minibatch, so that the gradients of all workers
  /// add up to that of the mean loss.
  private let seed: [Float]
  /// Where the parameters lie, as of the last run.
  private(set) var addresses: [ParameterAddresses]

  /// Where in memory the weights of a parameter and their gradient lie.
  struct ParameterAddresses {
    let weights: UnsafeMutableBufferPointer<Float>
    let gradient: UnsafeBufferPointer<Float>
  }

  init(_ plan: NetworkPlan, rows: Int, ofBatch batch: Int) throws(GraphError) {
    network = try Network(plan, batch: rows)
    evaluation = try Evaluation(of: network.graph)
    seed = [Float(rows) / Float(batch)]
    addresses = []
    addresses = network.parameters.indices.map { locate($0) }
  }

  /// Takes the examples at the given places of a dataset.
  func load(_ data: Examples, at places: ArraySlice<Int32>) {
    evaluation.withMutableElements(of: network.images) { inputs in
      data.gatherInputs(places, into: inputs)
    }
    evaluation.withMutableElements(of: network.labels) { targets in
      data.gatherTargets(places, for: network.plan.loss, into: targets)
    }
  }

  /// Runs forward and reverse over the rows and returns this share of the mean loss.
  func run() throws(GraphError) -> Float {
    evaluation.forward()
    try evaluation.reverse(from: network.objective, seed: seed)
    for index in addresses.indices { addresses[index] = locate(index) }
    return loss * seed[0]
  }

  private func locate(_ parameter: Int) -> ParameterAddresses {
    let (weights, gradient) = evaluation.addresses(of: network.parameters[parameter].node)
    return ParameterAddresses(weights: weights, gradient: gradient)
  }

  /// This share of what training makes small, as of the last run.
  var objective: Float { evaluation.value(of: network.objective, at: 0) * seed[0] }

  /// Runs forward alone.
  func runForward() { evaluation.forward() }

  var loss: Float { evaluation.value(of: network.loss, at: 0) }

  /// What the network is to give for all rows, as the loss compares it.
  var targets: [Float] { evaluation.value(of: network.labels).elements }

  /// The gradient of this share of the penalty for each parameter; `nil` without a penalty. All
  /// adjoints are then computed again, and are what they were.
  func penaltyGradients() throws(GraphError) -> [[Float]]? {
    guard let penalty = network.penalty else { return nil }
    try evaluation.reverse(from: penalty, seed: seed)
    let gradients = network.parameters.indices.map(gradient)
    try evaluation.reverse(from: network.objective, seed: seed)
    return gradients
  }

  /// The scores of all rows.
  var scores: [Float] { evaluation.value(of: network.scores).elements }

  func setParameter(_ index: Int, to elements: [Float]) throws(GraphError) {
    try evaluation.setElements(elements, of: network.parameters[index].node)
  }

  func parameter(_ index: Int) -> [Float] {
    evaluation.value(of: network.parameters[index].node).elements
  }

  /// The gradient of a parameter as of the last run.
  func gradient(_ index: Int) -> [Float] {
    evaluation.adjoint(of: network.parameters[index].node).elements
  }
}
