package import Autodiff
import Syntax

/// An input of a program and its value.
package struct ProgramInput: Sendable {
  package let node: NodeID
  package let name: String
  /// The value in row-major order.
  package let values: [Double]
  /// The shape of the value.
  package let shape: Shape
  /// Whether the program or its user gave the value; otherwise it is 1 for want of another.
  package let isGiven: Bool
  let place: InputPlace?

  init(_ input: LoweredInput) {
    node = input.node
    name = input.name
    values = input.value.values
    shape = input.value.shape
    isGiven = input.isGiven
    place = input.place
  }

  /// The value as one would type it: `2`, `[[1, 2], [3, 4]]`. It reads as the very same numbers.
  ///
  /// - Complexity: linear in the elements.
  package var literal: String { Literal(values: values, shape: shape).spelled }
}

extension Program {
  /// The values of the inputs.
  package var inputTensors: [NodeID: Tensor<Double>] {
    let tensors = inputs.map { ($0.node, Tensor($0.values, shape: graph.shape(of: $0.node))) }
    return Dictionary(tensors) { first, _ in first }.compactMapValues { $0 }
  }
}
