import Autodiff
import Syntax

extension Program {
  /// The text as it was written; of a graph, the program that builds an equal one.
  ///
  /// - Complexity: O(1) where there is a text, otherwise linear in the graph and its inputs' elements.
  package var text: String {
    if case .text(let text) = writing { return text }
    let printed = try? ProgramPrinter.text(of: graph, outputs: outputs, values: inputTensors)
    return printed ?? "# This graph has empty arrays, which a program cannot express."
  }

  /// Whether there is a text that one would want to change.
  package var isEditable: Bool {
    switch writing {
    case .text, .graph: true
    case .built: false
    }
  }

  /// Why a program that is not editable is not.
  package var reasonNotToEdit: String {
    "\(headline) was not read from a text; its values can be set, but it cannot be edited"
  }

  /// What stands above the graph: what it is called, or its text in one line, as far as a header can
  /// show it.
  package var headline: String {
    switch writing {
    case .text, .graph: String(currentText.prefix(2000)).asOneLine
    case .built(let title): title
    }
  }
}
