package import Autodiff
import Syntax

extension Program {
  /// The run of an output, by default the first, in the program's precision. In the modes with tangents the inputs move that
  /// `direction` says, else `directions`, else each element of the first one at 1.
  package func timeline(
    of output: NodeID? = nil, mode: TimelineMode = .reverse, seed: [Double]? = nil,
    direction: [(input: NodeID, tangent: [Double])]? = nil, holding: [NodeID: [Double]] = [:]
  ) throws(GraphError) -> Run {
    switch precision {
    case .single:
      Run(try timeline(in: Float.self, output, mode, seed, direction, holding))
    case .double:
      Run(try timeline(in: Double.self, output, mode, seed, direction, holding))
    }
  }

  private func timeline<Element: Scalar>(
    in type: Element.Type, _ output: NodeID?, _ mode: TimelineMode, _ seed: [Double]?,
    _ direction: [(input: NodeID, tangent: [Double])]?, _ holding: [NodeID: [Double]]
  ) throws(GraphError) -> Timeline<Element> {
    let moved = mode == .reverse ? [] : direction ?? movements
    return try Timeline(
      evaluation(in: Element.self), output: output ?? self.output, mode: mode,
      seed: seed?.map { Element($0) },
      direction: moved.map { ($0.input, $0.tangent.map { Element($0) }) },
      holding: holding.mapValues { $0.map { Element($0) } })
  }

  /// The tangents of the inputs that move.
  package var movements: [(input: NodeID, tangent: [Double])] {
    guard directions.isEmpty else { return directions.map { ($0.input, $0.tangent) } }
    let first = inputs.first { graph.hasAdjoint($0.node) }
    return first.map { [($0.node, $0.values.map { _ in 1.0 })] } ?? []
  }
}
