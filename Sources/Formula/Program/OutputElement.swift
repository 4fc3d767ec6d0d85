import Autodiff
import Basics
import Syntax

/// An element or a part of a node that is asked for as an output: `y[0]`, `W[1:, 0]`.
struct OutputElement {
  let name: String
  let nameSpan: SourceSpan
  private let tree: SyntaxTree

  /// Reads an element by itself.
  init(_ text: String) throws(FormulaError) {
    let parsed = Parser.parse(SourceText(text), functions: BuiltIn.names)
    if let error = parsed.errors.first { throw error }
    tree = parsed.tree
    guard tree.statements.count == 1, case .expression(let whole)? = tree.statements.first?.kind,
      case .index(let base, _) = tree[whole].kind, case .name(let name) = tree[base].kind
    else {
      throw FormulaError(.outputOfExpression, at: SourceSpan(0, text.utf8.count))
    }
    (self.name, nameSpan) = (tree[name], tree[base].span)
    // An output stays what it is while inputs change.
    for (place, node) in tree.nodes.enumerated() where place != base.index {
      if case .name = node.kind { throw FormulaError(.namedIndexOfOutput, at: node.span) }
    }
  }

  /// The node of the element; the graph computes it from here on, if it did not before.
  func node(of whole: NodeID, in graph: inout Graph) throws(FormulaError) -> NodeID {
    guard let attributes = try attributes(in: graph.shape(of: whole)) else { return whole }
    let same = graph.nodes.first { node in
      graph.operation(of: node) == .slice && graph.operands(of: node) == [whole]
        && graph.attributes(of: node) == attributes
    }
    if let same { return same }
    do throws(GraphError) {
      return try graph.append(.slice, [whole], attributes: attributes)
    } catch {
      throw FormulaError(.graphTooLarge, at: nameSpan)
    }
  }

  /// What a slice of an array of this shape is told, so that indices mean what they mean in a
  /// program; `nil` for the whole.
  private func attributes(in shape: Shape) throws(FormulaError) -> [Int]? {
    var values = InputValues()
    values.settings[name] = Literal(
      values: Array(repeating: 0, count: shape.count), shape: shape)
    var lowering = Lowering(tree, limits: .none, inputs: [name])
    lowering.addInputs(values)
    lowering.lowerStatements()
    if let error = lowering.allErrors.first { throw error }
    let graph = lowering.builder.graph
    let term = lowering.values.first.flatMap { $0 }
    guard case .node(let node)? = term, graph.operation(of: node) == .slice else { return nil }
    return graph.attributes(of: node)
  }
}
