package import Autodiff
import Presentation
import TextCanvas

/// What the rows or columns of a matrix stand for: the elements of some nodes, one after another.
package struct ElementAxis: Hashable, Sendable {
  private struct Part: Hashable, Sendable {
    let node: NodeID
    let name: String
    let shape: Shape
    let first: Int
  }

  private let parts: [Part]
  /// How many elements there are.
  package let count: Int

  init(_ nodes: [NodeID], in graph: Graph, _ text: NodeText) {
    var (parts, count) = ([Part](), 0)
    for node in nodes {
      let shape = graph.shape(of: node)
      parts.append(Part(node: node, name: text.names[node], shape: shape, first: count))
      count += shape.count
    }
    self.parts = parts
    self.count = count
  }

  /// The nodes, in order.
  package var nodes: [NodeID] { parts.map(\.node) }

  /// `x`, or `(x1, x2)` for several nodes; of many the first and the last.
  package var title: String {
    let names = parts.map(\.name)
    guard names.count > 1 else { return names.first ?? "nothing" }
    let shown = names.count > 6 ? names.prefix(4) + ["…", names[names.count - 1]] : names[...]
    return "(\(shown.joined(separator: ", ")))"
  }

  /// The node that holds the element at a place.
  package func node(at place: Int) -> NodeID? { part(at: place)?.node }

  /// `x`, `W[0, 1]`.
  package func name(at place: Int) -> String {
    guard let part = part(at: place) else { return "" }
    return part.name + part.shape.indexText(of: place - part.first)
  }

  private func part(at place: Int) -> Part? {
    guard (0..<count).contains(place) else { return nil }
    // Of the parts that begin at one place, all but the last are empty.
    return parts.lastIndex(until: Double(place)) { Double($0.first) }.map { parts[$0] }
  }
}

/// A matrix of derivatives whose rows and columns have names.
package struct NamedMatrix: Hashable, Sendable {
  /// What is differentiated.
  package let rows: ElementAxis
  /// What it is differentiated by.
  package let columns: ElementAxis
  /// The derivatives, row by row.
  package let elements: [Double]
  /// What the matrix happens to be, such as `diagonal`; empty for nothing worth a word.
  package var remark = ""

  /// Whether what else is known at this stage stands still: the other operands of an operation, or the
  /// other columns of a factor of a longer chain.
  package var isPartial = false

  /// `df/d(x1, x2)`.
  package var title: String { derivative(of: rows.title, by: columns.title) }

  /// What an element is: `df/dx`, or `∂f/∂x` where others stand still.
  package func name(row: Int, column: Int) -> String {
    derivative(of: rows.name(at: row), by: columns.name(at: column))
  }

  private func derivative(of result: String, by name: String) -> String {
    isPartial
      ? DerivativeText.partial(of: result, by: name) : DerivativeText.total(of: result, by: name)
  }

  /// The derivative at a place; not a number outside.
  package subscript(row: Int, column: Int) -> Double {
    guard (0..<rows.count).contains(row), (0..<columns.count).contains(column) else { return .nan }
    return elements[row * columns.count + column]
  }

  /// Whether it is square and all is zero outside the diagonal.
  var isDiagonal: Bool {
    guard rows.count == columns.count, rows.count > 1 else { return false }
    return elements.enumerated().allSatisfy { place, element in
      element == 0 || place / columns.count == place % columns.count
    }
  }
}
