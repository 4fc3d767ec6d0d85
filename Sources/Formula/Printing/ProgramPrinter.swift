package import Autodiff
import Syntax

/// Writes a graph as a program that builds an equal graph: the same inputs with their values, then
/// the same operations in the same order, under the names that they are shown by.
///
/// ```
/// x = 2
/// y = 3
/// z = x*y + sin(x)
/// ```
///
/// Groups are written out. To read what a graph computes
/// twice apart, read without sharing.
package struct ProgramPrinter {
  /// Why a graph cannot be written.
  package enum Refusal: Error, Hashable, Sendable {
    /// The node holds no element at all, which no program can say.
    case emptyArray(NodeID)
    /// An output is not a node of the graph.
    case unknownOutput(NodeID)
  }

  let graph: Graph
  let names: PrintedNames
  private let outputs: [NodeID]
  private let outputNames: [String]
  private let values: [NodeID: Tensor<Double>]
  private let plan: StatementPlan
  private var tree = SyntaxTree()

  /// The program of a graph, a statement on each line, without a line break at its end.
  ///
  /// - Parameters:
  ///   - outputs: What the program is to compute; when there is none, its last statement.
  ///   - outputNames: By which of their names the outputs are called, where they have several; a node
  ///     that is two outputs then stands there twice. Without these it is the first.
  ///   - values: The values of inputs; every element is 1 unless given.
  /// - Complexity: linear in the number of nodes and elements.
  package static func text(
    of graph: Graph, outputs: [NodeID], outputNames: [String] = [],
    values: [NodeID: Tensor<Double>] = [:]
  ) throws(Refusal) -> String {
    if let stranger = outputs.first(where: { !graph.contains($0) }) {
      throw .unknownOutput(stranger)
    }
    if let empty = graph.nodes.first(where: { graph.shape(of: $0).count == 0 }) {
      throw .emptyArray(empty)
    }
    var printer = ProgramPrinter(
      graph, outputs: outputs, outputNames: outputNames, values: values)
    printer.writeStatements()
    return SyntaxPrinter.text(of: printer.tree)
  }

  private init(
    _ graph: Graph, outputs: [NodeID], outputNames: [String], values: [NodeID: Tensor<Double>]
  ) {
    self.graph = graph
    self.outputs = outputs
    self.outputNames = outputNames
    self.values = values
    names = PrintedNames(of: graph, outputs: outputs)
    plan = StatementPlan(of: graph, outputs: outputs)
  }

  private mutating func writeStatements() {
    for node in graph.nodes where graph.operation(of: node) == .input {
      let shape = graph.shape(of: node)
      let elements = values[node]?.elements ?? Array(repeating: 1, count: shape.count)
      bind(names[node], to: literal(elements[...], shape), isData: !graph.hasAdjoint(node))
    }
    for node in graph.nodes where graph.operation(of: node) == .constant && isNamed(node) {
      bind(names[node], to: tree.call("constant", [literal(of: node)]))
    }
    for node in plan.statements { bind(names[node], to: expression(of: node)) }
    writeOutputs()
  }

  /// `z = …`, and for every further name a line such as `w = z`.
  private mutating func bind(_ names: [String], to value: SyntaxID, isData: Bool = false) {
    guard let first = names.first else { return tree.append(.expression(value)) }
    tree.bind(first, to: value, isData: isData)
    for other in names.dropFirst() {
      let use = tree.use(first)
      tree.bind(other, to: use)
    }
  }

  private func outputName(_ place: Int, of output: NodeID) -> String? {
    let wanted = outputNames.indices.contains(place) ? outputNames[place] : nil
    return names[output].first { $0 == wanted } ?? names[output].first
  }

  /// Nothing where the last line is the output anyway.
  private mutating func writeOutputs() {
    guard let output = outputs.first else { return }
    if outputs.count == 1 {
      if graph.operation(of: output) == .constant, !isNamed(output) {
        let value = literal(of: output)
        return tree.append(.expression(value))
      }
      if plan.statements.last == output { return }
    }
    tree.output(outputs.enumerated().compactMap { outputName($0, of: $1) })
  }
}

extension ProgramPrinter {
  /// The expression of an operation, in which operations that only it uses are written out.
  ///
  /// It recurses no deeper than the plan lets expressions grow.
  private mutating func expression(of node: NodeID) -> SyntaxID {
    let (operation, nodes) = (graph.operation(of: node), graph.operands(of: node))
    var operands: [SyntaxID] = []
    for operand in nodes { operands.append(value(of: operand)) }
    // Signs and arrays of literals are literals when they are read, and no operations.
    if operation == .negate || operation == .stack, nodes.allSatisfy(isLiteral),
      let first = operands.first
    {
      operands[0] = tree.call("constant", [first])
    }
    return tree.expression(
      of: operation, operands, attributes: graph.attributes(of: node),
      shape: nodes.first.map { graph.shape(of: $0) } ?? .scalar)
  }

  private mutating func value(of operand: NodeID) -> SyntaxID {
    if plan.isWrittenOut(operand) { return expression(of: operand) }
    if isLiteral(operand) { return literal(of: operand) }
    return tree.use(names[operand].first ?? "")
  }

  private func isNamed(_ node: NodeID) -> Bool { !names[node].isEmpty }

  /// Whether the node is a number or an array that is typed where it is used.
  private func isLiteral(_ node: NodeID) -> Bool {
    graph.operation(of: node) == .constant && !isNamed(node)
  }

  private mutating func literal(of constant: NodeID) -> SyntaxID {
    literal(graph.constant(of: constant), graph.shape(of: constant))
  }

  private mutating func literal(_ elements: ArraySlice<Double>, _ shape: Shape) -> SyntaxID {
    tree.literal(elements, extents: shape.extents[...])
  }
}
