import Autodiff
import Formula
import Inquiry

extension ExplorerModel {
  /// The Jacobian of a node by another, or by all inputs that are not data.
  func jacobian(of name: String?, by other: String?) throws(CommandFailure) -> MatrixAnswer {
    let result = try computedNode(name)
    if let other {
      let start = try scope.existingNode(other)
      guard program.graph.hasAdjoint(start) else {
        throw CommandFailure(
          "\(other) is data; nothing can be differentiated with respect to it")
      }
      return try JacobianSearch(asked).jacobian(of: result, by: [start])
    }
    let inputs = program.inputs.map(\.node).filter { program.graph.hasAdjoint($0) }
    guard !inputs.isEmpty else {
      throw CommandFailure("there is no input to differentiate with respect to")
    }
    return try JacobianSearch(asked).jacobian(of: result, by: inputs)
  }

  /// The node of a name, else the selected one if it is computed, else the output.
  func computedNode(_ name: String?) throws(CommandFailure) -> NodeID {
    if let name { return try scope.existingNode(name) }
    guard let selection, program.graph.isComputed(selection) else { return program.output }
    return selection
  }
}
