import Autodiff
import Presentation

/// What the rows or columns of a matrix stand for: the elements of some nodes, one after another.
struct ElementAxis: Hashable, Sendable {
  private struct Part: Hashable, Sendable {
    let node: NodeID
    let name: String
    let shape: Shape
    let first: Int
  }

  private let parts: [Part]
  let count: Int

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
  var nodes: [NodeID] { parts.map(\.node) }

  /// `x`, or `(x1, x2)` for several nodes; of many the first and the last.
  var title: String {
    let names = parts.map(\.name)
    guard names.count > 1 else { return names.first ?? "nothing" }
    let shown = names.count > 6 ? names.prefix(4) + ["…", names[names.count - 1]] : names[...]
    return "(\(shown.joined(separator: ", ")))"
  }

  /// The node that holds the element at a place.
  func node(at place: Int) -> NodeID? { part(at: place)?.node }

  /// `x`, `W[0, 1]`.
  func name(at place: Int) -> String {
    guard let part = part(at: place) else { return "" }
    return part.name + part.shape.indexText(of: place - part.first)
  }

  private func part(at place: Int) -> Part? {
    guard (0..<count).contains(place) else { return nil }
    return parts.last { $0.first <= place && $0.shape.count > 0 }
  }
}

/// A matrix of derivatives whose rows and columns have names.
struct NamedMatrix: Hashable, Sendable {
  let rows: ElementAxis
  let columns: ElementAxis
  /// The derivatives, row by row.
  let elements: [Double]
  /// What the matrix happens to be, such as `diagonal`; empty for nothing worth a word.
  var remark = ""

  /// `∂f/∂(x1, x2)`.
  var title: String { "∂\(rows.title)/∂\(columns.title)" }

  /// The derivative at a place; not a number outside.
  subscript(row: Int, column: Int) -> Double {
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
