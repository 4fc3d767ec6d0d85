import Autodiff
import Formula
import Inquiry

extension ExplorerModel {
  /// What the derivatives of a node, else of the output, cost in each mode.
  func costs(of name: String?) throws(CommandFailure) -> Answer {
    let output = try name.map { name throws(CommandFailure) in try scope.existingNode(name) }
    let inputs = program.inputs.map(\.node).filter { program.graph.hasAdjoint($0) }
    guard !inputs.isEmpty else {
      throw CommandFailure("there is no input to differentiate with respect to")
    }
    do throws(GraphError) {
      return try CostTable(
        of: output.map { [$0] } ?? program.outputs, by: inputs, in: program.graph, text
      ).answer
    } catch {
      throw CommandFailure("\(error)")
    }
  }
}
