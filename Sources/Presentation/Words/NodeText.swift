package import Autodiff

/// A node's expression over the names of its operands, as in the formula language: `x*y`, `sin(x)`.
package struct NodeText: Equatable, Sendable {
  private let graph: Graph
  package let names: NodeNames
  /// The rules with a name that its nodes are instances of.
  package let rules: RuleBook

  package init(_ graph: Graph) {
    self.graph = graph
    rules = RuleBook(graph)
    names = NodeNames(of: graph)
  }

  /// Whether both give each node of equal graphs the same name.
  package static func == (one: NodeText, other: NodeText) -> Bool {
    one.graph.hasSameNodes(as: other.graph)
      && one.graph.nodes.allSatisfy { one.names[$0] == other.names[$0] }
  }

  /// The expression over names: `a + b`; for inputs and constants the name itself.
  package func expression(of node: NodeID) -> String {
    expression(of: node, operands: graph.operands(of: node).map { names[$0] })
  }

  /// The expression in which other texts stand for the operands, such as their numbers.
  package func expression(of node: NodeID, operands: [String]) -> String {
    let operation = graph.operation(of: node)
    let operands = operands.map { $0.hasPrefix("-") ? "(\($0))" : $0 }
    switch operation {
    case .input, .constant: return names[node]
    case .negate: return "-\(operands.first ?? "")"
    case .square: return "\(operands.first ?? "")^2"
    case .stack: return "[\(operands.joined(separator: ", "))]"
    case .slice: return "\(operands.first ?? "")[\(indices(of: node))]"
    case .gather: return "\(operands.first ?? "")[\(list(of: node))]"
    case .matrixProduct: return matrixProduct(of: node, operands)
    case _ where isInfix(operation): return operands.joined(separator: spaced(operation))
    default: return "\(operation.name)(\((operands + arguments(of: node)).joined(separator: ", ")))"
    }
  }

  /// `a = x*y`, or `x` for an input.
  package func definition(of node: NodeID) -> String {
    switch graph.operation(of: node) {
    case .input, .constant: names[node]
    default: "\(allNames(of: node)) = \(expression(of: node))"
    }
  }

  private func allNames(of node: NodeID) -> String {
    let given = graph.notes.names(of: node)
    return given.isEmpty ? names[node] : given.joined(separator: " = ")
  }

  private func isInfix(_ operation: Operation) -> Bool {
    operation.arity == 2...2 && operation.name.allSatisfy { !$0.isLetter }
  }

  private func spaced(_ operation: Operation) -> String {
    switch operation {
    case .multiply, .divide, .power: operation.name
    default: " \(operation.name) "
    }
  }

  private func matrixProduct(of node: NodeID, _ operands: [String]) -> String {
    let transposed = graph.attributes(of: node)
    let factors = operands.enumerated().map { place, text in
      transposed.indices.contains(place) && transposed[place] == 1 ? "transpose(\(text))" : text
    }
    return factors.joined(separator: " @ ")
  }

  private func arguments(of node: NodeID) -> [String] {
    let attributes = graph.attributes(of: node)
    switch graph.operation(of: node) {
    case .reshape, .pad: return attributes.map { "\($0)" }
    case .broadcast:
      return ["shape=[\(attributes.map { "\($0)" }.joined(separator: ", "))]"]
    case .conv2d, .conv2dTransposed, .conv2dKernel:
      return convolutionArguments(attributes, hasSize: graph.operation(of: node) != .conv2d)
    case .maxPool2d: return poolingArguments(attributes, mark: "first")
    case .averagePool2d: return poolingArguments(attributes, mark: "zeros")
    case .indexSelect, .gatherAlong: return named("axis", attributes)
    case .indexAdd, .scatterAdd:
      return attributes.dropFirst().map { "\($0)" } + named("axis", attributes)
    case .largest where attributes.count == 2:
      let axis = attributes[0] < 0 ? [] : ["axis=\(attributes[0])"]
      return axis + (attributes[1] == 1 ? ["first=1"] : [])
    case .cumulativeSum: return zip(["axis", "reverse"], attributes).map { "\($0)=\($1)" }
    case .arrange: return zip(["axis", "inverse"], attributes).map { "\($0)=\($1)" }
    case .sum, .mean, .largest, .logSumExp, .softmax, .concatenate, .product, .norm, .argmax,
      .cumulativeProduct:
      return named("axis", attributes)
    default: return attributes.map { "\($0)" }
    }
  }

  /// The size of the result, then stride and padding, or all that is not as usual.
  private func convolutionArguments(_ attributes: [Int], hasSize: Bool) -> [String] {
    let size = attributes.suffix(hasSize ? 2 : 0)
    let steps = attributes.dropLast(size.count)
    let options =
      steps.count <= 2
      ? zip(["stride", "padding"], steps).map { "\($0)=\($1)" }
      : (try? ConvolutionSteps(steps))?.options.map { "\($0.name)=\($0.value)" } ?? []
    return size.map { "\($0)" } + options
  }

  private func poolingArguments(_ attributes: [Int], mark: String) -> [String] {
    guard attributes.count == 7 else { return named("size", attributes) }
    let pairs = ["size", "stride", "padding"].enumerated().map { place, name in
      let (rows, columns) = (attributes[2 * place], attributes[2 * place + 1])
      return "\(name)=" + (rows == columns ? "\(rows)" : "[\(rows), \(columns)]")
    }
    let usual = "stride=" + pairs[0].dropFirst("size=".count)
    return pairs.filter { $0 != usual && $0 != "padding=0" }
      + (attributes[6] == 1 ? ["\(mark)=1"] : [])
  }

  private func named(_ name: String, _ attributes: [Int]) -> [String] {
    attributes.prefix(1).map { "\(name)=\($0)" }
  }

  /// `[0, 2, 0]`, or `:, [0, 2]` along the second axis; of a long list the first places.
  private func list(of node: NodeID) -> String {
    let attributes = graph.attributes(of: node)
    let places = attributes.dropFirst()
    let shown = places.prefix(8).map { "\($0)" } + (places.count > 8 ? ["…"] : [])
    let axes = Array(repeating: ":, ", count: min(max(attributes.first ?? 0, 0), 8)).joined()
    return "\(axes)[\(shown.joined(separator: ", "))]"
  }

  private func indices(of node: NodeID) -> String {
    let attributes = graph.attributes(of: node)
    return stride(from: 0, to: attributes.count - 1, by: 2).map { place in
      let (first, count) = (attributes[place], attributes[place + 1])
      return count == -1 ? "\(first)" : "\(first):\(first + count)"
    }.joined(separator: ", ")
  }
}
