import Autodiff
import Inquiry
import Presentation
import TextCanvas

/// What stands before the numbers in the box of a node: `v`, `x̄`, `adj`.
struct NumberLabels: Hashable, Sendable {
  let notation: Notation
  /// Whether a bar can be drawn over a letter.
  let hasCombiningMarks: Bool
  /// The name of the output.
  let output: String

  func label(for quantity: Quantity, of name: String) -> String {
    switch quantity {
    case .value: "v"
    case .tangent: short(notation.tangent(name, combining: hasCombiningMarks), or: "dot")
    case .adjoint:
      short(notation.adjoint(name, of: output, combining: hasCombiningMarks), or: "adj")
    }
  }

  /// The columns of the longest one at a node.
  func columns(for node: NodeID, in text: NodeText, _ mode: TimelineMode) -> Int {
    let name = text.names[node]
    return Quantity.shown(in: mode).map { label(for: $0, of: name).columns }.max() ?? 1
  }

  /// A label that leaves room for the number.
  private func short(_ label: String, or other: String) -> String {
    label.columns <= 2 ? label : other
  }
}
