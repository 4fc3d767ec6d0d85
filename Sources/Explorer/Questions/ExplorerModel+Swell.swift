import Autodiff
import Formula
import Inquiry
import TextCanvas

extension ExplorerModel {
  /// How a node, else the output, and its derivative by an input swell when they are written out.
  func swell(of name: String?, by other: String?) throws(CommandFailure) -> Answer {
    let output = try name.map { name throws(CommandFailure) in try scope.existingNode(name) }
    let usual = program.inputs.map(\.node).first { program.graph.hasAdjoint($0) }
    let input = try other.map { name throws(CommandFailure) in try scope.existingNode(name) }
    guard let input = input ?? usual else {
      throw CommandFailure("there is no input to differentiate with respect to")
    }
    do throws(GraphError) {
      return try SwellComparison(of: output ?? program.output, by: input, in: timeline, text)
        .answer(columns: answerColumns)
    } catch {
      throw CommandFailure("\(error)")
    }
  }

  /// The columns that an answer with two columns of its own may take.
  var answerColumns: Int { size.width - 12 }
}
