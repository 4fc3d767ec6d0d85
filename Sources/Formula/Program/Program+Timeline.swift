package import Autodiff

extension Program {
  /// The timeline of the output; in the modes with tangents the first input moves, each of its
  /// elements at 1.
  package func timeline(
    mode: TimelineMode = .reverse
  ) throws(GraphError) -> Timeline<Double> {
    let direction = inputs.prefix(1).map { input in
      (input: input.node, tangent: input.values.map { _ in 1.0 })
    }
    return try Timeline(
      evaluation(), output: output, mode: mode, direction: mode == .reverse ? [] : direction)
  }
}
