package import Autodiff

/// What makes two graphs equal: the inputs with their values and the operations in their order, with
/// literals as bits where they are used.
package struct GraphPicture: Equatable {
  package let lines: [String]
  package let outputs: [String]

  /// The picture of a graph.
  package init(_ graph: Graph, outputs: [NodeID], values: [NodeID: Tensor<Double>]) {
    var places: [NodeID: String] = [:]
    var lines: [String] = []
    for node in graph.nodes {
      let shape = graph.shape(of: node)
      switch graph.operation(of: node) {
      case .constant: places[node] = Self.bits(Array(graph.constant(of: node))) + " [\(shape)]"
      case .input:
        places[node] = "#\(lines.count)"
        lines.append("input [\(shape)] \(Self.bits(values[node]?.elements ?? []))")
      case let operation:
        let operands = graph.operands(of: node).map { places[$0] ?? "?" }
        places[node] = "#\(lines.count)"
        lines.append(
          "\(operation) \(operands) \(Self.attributes(of: node, in: graph)) [\(shape)]")
      }
    }
    self.lines = lines
    self.outputs = outputs.map { places[$0] ?? "?" }
  }

  /// Any two NaN are the same; 0 and -0 are not.
  private static func bits(_ elements: [Double]) -> String {
    elements.map { $0.isNaN ? "nan" : String($0.bitPattern, radix: 16) }.joined(separator: " ")
  }

  /// What is left out means the same as what the language always says.
  private static func attributes(of node: NodeID, in graph: Graph) -> [Int] {
    let attributes = graph.attributes(of: node)
    let rank = graph.operands(of: node).first.map { graph.shape(of: $0).rank } ?? 0
    switch graph.operation(of: node) {
    case .concatenate where attributes.isEmpty: return [0]
    case .softmax where attributes.isEmpty && rank > 0,
      .cumulativeProduct where attributes.isEmpty && rank > 0,
      .cumulativeSum where attributes.isEmpty && rank > 0,
      .arrange where attributes.isEmpty && rank > 0:
      return [rank - 1]
    case .cumulativeSum where attributes.last == 0 && attributes.count == 2,
      .arrange where attributes.last == 0 && attributes.count == 2:
      return [attributes[0]]
    case .largest where attributes.count == 2 && attributes[1] == 0:
      return attributes[0] < 0 ? [] : [attributes[0]]
    case .matrixProduct where !attributes.contains(1): return []
    default: return attributes
    }
  }
}
