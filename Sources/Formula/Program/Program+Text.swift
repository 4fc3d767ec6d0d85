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
    case .text: true
    case .graph: !isLargeGraph
    case .built: false
    }
  }

  /// Whether it is a graph whose text nobody would read: it is printed only for somebody who asks.
  private var isLargeGraph: Bool {
    guard writing == .graph else { return false }
    return inputs.reduce(graph.count) { $0 + $1.values.count } > Self.readableSize
  }

  /// The nodes, and numbers of inputs, up to which a graph is read as a text.
  private static let readableSize = 20_000

  /// Why a program that is not editable is not.
  package var reasonNotToEdit: String {
    isLargeGraph
      ? "\(headline) is too large to be edited as a text; its values can be set"
      : "\(headline) was not read from a text; its values can be set, but it cannot be edited"
  }

  /// What stands above the graph: the name of the file that it came from, what it is called, or its
  /// text in one line, as far as a header can show it.
  package var headline: String {
    switch writing {
    case .graph: origin.split(separator: "/").last.map(String.init) ?? origin
    case .text: String(currentText.prefix(2000)).asOneLine
    case .built(let title): title
    }
  }
}
