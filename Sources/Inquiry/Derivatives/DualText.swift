package import Autodiff
import Formula
package import Presentation
package import TextCanvas

/// A node's value and tangent as one matrix `[[v, v̇], [0, v]]`, and its operation as one on such
/// matrices, which is all that forward mode does.
///
/// ```
/// a = x*y:
/// [ 2  1 ] · [ 3  0 ] = [ 6  3 ]
/// [ 0  2 ]   [ 0  3 ]   [ 0  6 ]
/// ```
///
/// Of a tensor it is one element, and of an operation that is not element-wise the result alone.
package struct DualText {
  private let timeline: Run
  private let node: NodeID
  private let element: Int
  private let text: NodeText
  private let notation: Notation
  private let combining: Bool

  /// The matrices of an element of a node, where a timeline stands.
  package init(
    _ timeline: Run, _ node: NodeID, element: Int, text: NodeText,
    notation: Notation, combining: Bool
  ) {
    self.timeline = timeline
    self.node = node
    self.element = element
    self.text = text
    self.notation = notation
    self.combining = combining
  }

  /// The lines in so many columns; none where value or tangent are not there yet.
  package func lines(columns: Int) -> [StyledText] {
    guard timeline.hasValue(node), timeline.hasTangent(node),
      graph.shape(of: node).count > element
    else { return [] }
    let name = label(node, element)
    guard !timeline.isGiven(node), graph.operation(of: node).isElementwise else {
      let remark =
        timeline.isGiven(node)
        ? "is given" : "is \(text.expression(of: node)), computed from several elements"
      return [StyledText("\(name) \(remark):", .muted)] + DualRow([.matrix(result)]).lines
    }
    let title = StyledText("\(name) = \(expression) in matrices:", .muted)
    let outcome: [DualRow.Part] = [.sign(" = "), .matrix(result)]
    let whole = DualRow(application + symbolic + outcome)
    if whole.columns <= columns { return [title] + whole.lines }
    let numbers = DualRow(application + outcome)
    let rows = numbers.columns <= columns ? [numbers] : [DualRow(application), DualRow(outcome)]
    return [title] + rows.flatMap(\.lines) + (symbolic.isEmpty ? [] : DualRow(symbolic).lines)
  }

  private var graph: Graph { timeline.graph }

  private var expression: String {
    text.expression(of: node, operands: operands.map { label($0.node, $0.element) })
  }

  /// The operands with the elements that go into this one, as broadcasting puts them there.
  private var operands: [(node: NodeID, element: Int)] {
    let place = graph.shape(of: node).indices(of: element)
    return graph.operands(of: node).map { ($0, graph.shape(of: $0).element(at: place)) }
  }

  private func label(_ node: NodeID, _ element: Int) -> String {
    text.names[node] + graph.shape(of: node).indexText(of: element)
  }

  private var result: DualMatrix { matrix(node, element) }

  private func matrix(_ node: NodeID, _ element: Int) -> DualMatrix {
    let tangents = timeline.tangent(of: node).elements
    return DualMatrix(
      NumberText.short(timeline.value(of: node, at: element)),
      NumberText.short(tangents.indices.contains(element) ? tangents[element] : .nan))
  }

  /// The operation on the operands' matrices.
  private var application: [DualRow.Part] {
    let factors = operands.map { DualRow.Part.matrix(matrix($0.node, $0.element)) }
    guard let first = factors.first else { return [] }
    switch (graph.operation(of: node), factors.count) {
    case (.add, 2): return [first, .sign(" + "), factors[1]]
    case (.subtract, 2): return [first, .sign(" - "), factors[1]]
    case (.multiply, 2): return [first, .sign(" · "), factors[1]]
    case (.divide, 2): return [first, .sign(" · "), factors[1], .sign("^-1")]
    case (.negate, 1): return [.sign("-"), first]
    case (.square, 1): return [first, .sign(" · "), first]
    case (let operation, _):
      let listed = factors.dropFirst().reduce([first]) { $0 + [.sign(", "), $1] }
      return [.sign("\(operation.name) ")] + listed
    }
  }

  /// What a function of one operand makes of a matrix, in symbols: `[[f(x), f'(x)·ẋ], [0, f(x)]]`.
  private var symbolic: [DualRow.Part] {
    let operands = operands
    guard operands.count == 1, let operand = operands.first else { return [] }
    switch graph.operation(of: node) {
    case .negate, .square: return []
    default: break
    }
    let name = label(operand.node, operand.element)
    let partial = graph.partialText(
      of: node, operand: 0, operands: [name], result: label(node, element))
    let tangent = notation.tangent(name, combining: combining)
    return [
      .sign(" = "), .matrix(DualMatrix(expression, "\(partial.asFactor)·\(tangent)")),
    ]
  }
}

/// A matrix of two rows in which the same stands twice on the diagonal.
private struct DualMatrix {
  let rows: [StyledText]
  let columns: Int

  init(_ value: String, _ tangent: String) {
    let (left, right) = (value.columns, max(value.columns, tangent.columns))
    rows = [
      StyledText("[ ") + StyledText(value, .value) + "  "
        + StyledText(tangent.leftPadded(toColumns: right), .tangent) + " ]",
      StyledText("[ ") + StyledText("0".leftPadded(toColumns: left), .muted) + "  "
        + StyledText(value.leftPadded(toColumns: right), .value) + " ]",
    ]
    columns = left + right + 6
  }
}

/// Matrices and signs side by side; the signs stand in the upper row.
private struct DualRow {
  enum Part {
    case sign(String)
    case matrix(DualMatrix)
  }

  private(set) var lines = [StyledText(""), StyledText("")]
  private(set) var columns = 0

  init(_ parts: [Part]) {
    for part in parts {
      switch part {
      case .sign(let sign):
        lines[0] = lines[0] + StyledText(sign, .strong)
        lines[1] = lines[1] + String(repeating: " ", count: sign.columns)
        columns += sign.columns
      case .matrix(let matrix):
        lines = zip(lines, matrix.rows).map { $0 + $1 }
        columns += matrix.columns
      }
    }
  }
}
