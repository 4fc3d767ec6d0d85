package import Autodiff

extension Program {
  /// The timeline of an output, by default the first. In the modes with tangents the inputs move that
  /// `direction` says, else `directions`, else each element of the first one at 1.
  package func timeline(
    of output: NodeID? = nil, mode: TimelineMode = .reverse, seed: [Double]? = nil,
    direction: [(input: NodeID, tangent: [Double])]? = nil, holding: [NodeID: [Double]] = [:]
  ) throws(GraphError) -> Timeline<Double> {
    try Timeline(
      evaluation(), output: output ?? self.output, mode: mode, seed: seed,
      direction: mode == .reverse ? [] : direction ?? movements, holding: holding)
  }

  /// The tangents of the inputs that move.
  package var movements: [(input: NodeID, tangent: [Double])] {
    guard directions.isEmpty else { return directions.map { ($0.input, $0.tangent) } }
    let first = inputs.first { graph.hasAdjoint($0.node) }
    return first.map { [($0.node, $0.values.map { _ in 1.0 })] } ?? []
  }
}
