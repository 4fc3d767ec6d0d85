import Autodiff
import Basics
import Syntax

/// The value of `--wrt`: inputs and elements of inputs with commas between them, each of which
/// moves at 1: `W`, `x, W[0, 1]`, `W[:, 0]`.
struct DirectionOption {
  let text: String
  /// Whether the program may have been edited since, so that a name that is gone is not a mistake.
  var mayBeOutdated = false

  init(_ text: String) {
    self.text = text
  }

  /// The text for errors to point into.
  var source: SourceText { SourceText(text, origin: "--wrt") }

  /// What moves, in a program of these names.
  func directions(in names: ProgramNames) throws(FormulaFailure) -> [Direction] {
    let parsed = Parser.parse(source.withStatementsAtCommas, functions: BuiltIn.names)
    var errors = parsed.errors.map { error in
      error.problem == .emptyProgram ? FormulaError(.wrongDirection, at: error.span) : error
    }
    let tree = parsed.tree
    errors += tree.statements.compactMap { error(in: $0, tree, names) }
    errors += tree.nodes.compactMap { error(in: $0, tree, names) }
    guard errors.isEmpty else { throw FormulaFailure(errors.reported, in: source) }
    return try moved(tree, names)
  }

  private func error(
    in statement: Statement, _ tree: SyntaxTree, _ names: ProgramNames
  ) -> FormulaError? {
    if case .broken = statement.kind { return nil }
    guard let base = base(of: statement, tree), case .name(let name) = tree[base].kind else {
      return FormulaError(.wrongDirection, at: statement.span)
    }
    guard names.input(tree[name]) != nil else { return nil }
    return names.problem(movingInput: tree[name]).map { FormulaError($0, at: tree[base].span) }
  }

  /// Every name has to be that of an input, be it one that moves or an index.
  private func error(
    in node: SyntaxNode, _ tree: SyntaxTree, _ names: ProgramNames
  ) -> FormulaError? {
    guard case .name(let name) = node.kind, names.input(tree[name]) == nil else { return nil }
    return names.problem(movingInput: tree[name]).map { FormulaError($0, at: node.span) }
  }

  /// The name of the input that a statement is about.
  private func base(of statement: Statement, _ tree: SyntaxTree) -> SyntaxID? {
    guard case .expression(let node) = statement.kind else { return nil }
    switch tree[node].kind {
    case .name: return node
    case .index(let base, _):
      if case .name = tree[base].kind { return base } else { return nil }
    default: return nil
    }
  }

  /// Finds the elements by computing what is said with the numbers of the elements in their place,
  /// so that indices mean what they mean in a program.
  private func moved(
    _ tree: SyntaxTree, _ names: ProgramNames
  ) throws(FormulaFailure) -> [Direction] {
    let bases = tree.statements.map { statement in
      base(of: statement, tree).flatMap { node in
        if case .name(let name) = tree[node].kind { tree[name] } else { nil }
      } ?? ""
    }
    var values = InputValues()
    for input in names.inputs {
      values.settings[input.name] = bases.contains(input.name) ? input.value.places : input.value
    }
    var lowering = Lowering(tree, limits: .none, inputs: Set(names.inputs.map(\.name)))
    lowering.addInputs(values)
    lowering.lowerStatements()
    let errors = lowering.allErrors
    guard errors.isEmpty, var evaluation = try? Evaluation<Double>(of: lowering.builder.graph)
    else { throw FormulaFailure(errors.reported, in: source) }
    for input in lowering.inputs { try? evaluation.setElements(input.value.values, of: input.node) }
    evaluation.forward()
    var tangents: [String: [Double]] = [:]
    for (base, term) in zip(bases, lowering.values) {
      guard case .node(let node)? = term else { continue }
      let count = names.input(base)?.value.shape.count ?? 0
      var tangent = tangents[base] ?? Array(repeating: 0, count: count)
      for place in evaluation.value(of: node).elements.compactMap(Int.init(exactly:))
      where tangent.indices.contains(place) {
        tangent[place] = 1
      }
      tangents[base] = tangent
    }
    return names.inputs.compactMap { input in
      tangents[input.name].map { Direction(input: input.node, tangent: $0) }
    }
  }
}

extension Literal {
  /// The number of each element, counted from 0, in its place.
  fileprivate var places: Literal {
    Literal(values: values.indices.map(Double.init), shape: shape)
  }
}
