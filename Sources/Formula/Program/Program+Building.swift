package import Autodiff
import Syntax

extension Program {
  /// A graph that was built by code, such as that of a minibatch, with the values of its inputs in
  /// row-major order.
  ///
  /// The inputs are called as the graph calls them; one without a name cannot be set. Nothing is
  /// printed: a text of large arrays would be larger than all the rest.
  ///
  /// - Returns: `nil` without outputs, and where values do not fit their shape.
  /// - Complexity: O(1) but for the inputs.
  package init?(
    _ graph: Graph, title: String, inputs: [(node: NodeID, values: [Double])], outputs: [NodeID],
    precision: Precision = .double
  ) {
    guard let output = outputs.first,
      inputs.allSatisfy({ graph.shape(of: $0.node).count == $0.values.count })
    else { return nil }
    let lowered = inputs.map { input in
      let value = Literal(values: input.values, shape: graph.shape(of: input.node))
      return LoweredInput(
        node: input.node, name: graph.notes.names(of: input.node).first ?? "", value: value,
        literal: value, isGiven: true)
    }
    self.init(
      graph: graph, inputs: lowered, outputs: outputs, output: output, directions: [],
      expected: nil, writing: .built(title: title), origin: title, notes: [],
      options: ReadingOptions(precision: precision))
  }
}
