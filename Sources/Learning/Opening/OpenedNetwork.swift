import Autodiff
package import Formula

/// A network with its parameters at one moment, of which programs are made to step through.
///
/// Their numbers are single, as the trainer's are. The program of a minibatch is the graph that the
/// trainer runs and gives the bits of a trainer with one thread; that of one example multiplies in
/// another order, `W1 @ x` in place of `x @ W1ᵀ`, and agrees to rounding.
package struct OpenedNetwork: Hashable, Sendable {
  package let plan: NetworkPlan
  /// The elements of each parameter, in the order of ``Network/parameters``.
  package let parameters: [[Float]]

  package init(_ plan: NetworkPlan, parameters: [[Float]]) {
    self.plan = plan
    self.parameters = parameters
  }

  /// The network of a snapshot, once it has weights.
  package init?(_ snapshot: TrainingSnapshot) {
    guard !snapshot.parameters.isEmpty else { return nil }
    self.init(snapshot.options.plan, parameters: snapshot.parameters.map(\.elements))
  }
}

extension OpenedNetwork {
  /// The loss of one example as a program: the groups `layer 1`, … and `loss` around x, W1, b1, z1, a1,
  /// … and y, without the penalty on weights, which says nothing about an example.
  package func program(
    ofExample place: Int, of examples: Examples, title: String
  ) throws -> Program {
    var plan = plan
    plan.l2 = 0
    return try program(Network(ofOneExample: plan), examples, [Int32(clamping: place)], title)
  }

  /// What training makes small of a minibatch as a program: the very graph that is trained, with a row
  /// of x for each of the examples at some places.
  package func program(
    ofMinibatch places: some Collection<Int32>, of examples: Examples, title: String
  ) throws -> Program {
    try program(Network(plan, batch: places.count), examples, Array(places)[...], title)
  }

  private func program(
    _ network: Network, _ examples: Examples, _ places: ArraySlice<Int32>, _ title: String
  ) throws -> Program {
    guard network.parameters.map(\.shape.count) == parameters.map(\.count) else {
      throw TrainingSetupError("the weights do not fit a \(plan.notation) network")
    }
    guard examples.inputsPerExample == plan.widths.first,
      places.allSatisfy({ 0..<examples.count ~= Int($0) })
    else { throw TrainingSetupError("the network cannot read this example") }
    let weights = zip(network.parameters, parameters).map { ($0.node, doubles($1)) }
    let data = [
      (
        network.images,
        gathered(network.images, of: network) { examples.gatherInputs(places, into: $0) }
      ),
      (
        network.labels,
        gathered(network.labels, of: network) {
          examples.gatherTargets(places, for: plan.loss, into: $0)
        }
      ),
    ]
    let program = Program(
      network.graph, title: title, inputs: data + weights, outputs: [network.objective],
      precision: .single)
    guard let program else { throw GraphError.tooLarge }
    return program.showing(
      examples.images.map { ImageShape(rows: $0.rows, columns: $0.columns) })
  }

  private func gathered(
    _ node: NodeID, of network: Network, _ gather: (UnsafeMutableBufferPointer<Float>) -> Void
  ) -> [Double] {
    var numbers = [Float](repeating: 0, count: network.graph.shape(of: node).count)
    numbers.withUnsafeMutableBufferPointer { gather($0) }
    return doubles(numbers)
  }

  private func doubles(_ numbers: [Float]) -> [Double] { numbers.map { Double($0) } }
}
