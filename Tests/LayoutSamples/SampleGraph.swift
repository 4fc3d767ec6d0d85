package import GraphLayout

/// A graph to lay out in a test: boxes as the explorer would draw them, and their edges.
package struct SampleGraph: CustomStringConvertible, Sendable {
  package var name: String
  package var nodes: [LayoutNode] = []
  package var edges: [LayoutEdge] = []

  package var description: String { name }

  package init(_ name: String) { self.name = name }

  /// A graph of boxes of one size from lists of operands, which may name later nodes too.
  package init(_ name: String, operands: [[Int]], labelWidth: Int = 0) {
    self.name = name
    for (node, list) in operands.enumerated() {
      nodes.append(LayoutNode(width: 10, height: max(4, list.count + 2), ports: list.count))
      for (port, source) in list.enumerated() {
        edges.append(
          LayoutEdge(source: source, target: node, port: port, labelWidth: labelWidth))
      }
    }
  }

  /// Adds a node that uses others, and returns its index.
  package mutating func add(_ operands: Int...) -> Int { add(operands) }

  /// Adds a node that uses others, and returns its index.
  package mutating func add(_ operands: [Int]) -> Int {
    let node = nodes.count
    nodes.append(LayoutNode(width: 10, height: max(4, operands.count + 2), ports: operands.count))
    for (port, source) in operands.enumerated() {
      edges.append(LayoutEdge(source: source, target: node, port: port))
    }
    return node
  }
}
