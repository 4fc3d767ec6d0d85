import Autodiff

/// Turns a syntax tree into a graph: inputs first, then the operations in the order of evaluation.
///
/// What is wrong is noted and the rest is lowered all the same, so that independent errors are told
/// in one run; whatever depends on something refused is refused without a word.
struct Lowering {
  let tree: SyntaxTree
  let limits: LoweringLimits
  var names: NameTable
  var builder: GraphBuilder
  /// The literal arrays that terms speak of.
  var arrays: [Literal] = []
  /// What each name stands for so far, by the name's index.
  var results: [Term?]
  /// What each statement's expression has become, by the statement.
  private(set) var values: [Term?]
  /// In order of appearance; each lies in the graph at its own place in this list.
  var inputs: [LoweredInput] = []
  /// The inputs on whose numbers the graph depends, as it does on indices.
  var fixedInputs: Set<NodeID> = []
  /// What is wrong beside the names.
  var errors = ErrorList()
  var notes: [ProgramNote]

  /// The statement that is being lowered.
  private(set) var statement = 0
  /// The expression that is being lowered, and those that wait for a function it calls.
  var frame = Frame.empty
  var callers: [Frame] = []
  var inlinedExpressions = 0
  var budget: SizeBudget
  /// The nodes of functions in which an error has been noted: one call told is enough.
  var refusedInFunctions: Set<SyntaxID> = []

  init(
    _ tree: SyntaxTree, role: NameTable.Role = .program, sharing: Bool = true,
    limits: LoweringLimits = LoweringLimits()
  ) {
    self.tree = tree
    self.limits = limits
    budget = SizeBudget(limits)
    names = NameTable(tree, role: role)
    notes = names.notes
    builder = GraphBuilder(sharing: sharing)
    results = Array(repeating: nil, count: tree.names.count)
    values = Array(repeating: nil, count: tree.statements.count)
  }

  /// Lowers every statement in order.
  mutating func lowerStatements() {
    for (index, statement) in tree.statements.enumerated() {
      self.statement = index
      switch statement.kind {
      case .binding(let place, let value): bind(place, to: value, statement, index)
      case .expression(let value):
        values[index] = names.isRefused(statement: index) ? .refused : term(of: value, statement)
      case .function, .output, .broken: break
      }
    }
  }

  private mutating func bind(
    _ place: NamePlace, to value: SyntaxID, _ statement: Statement, _ index: Int
  ) {
    if case .literal(statement: index) = names[place.name] {
      values[index] = results[place.name.index]
      return
    }
    let term = names.isRefused(statement: index) ? .refused : term(of: value, statement)
    values[index] = term
    // A name that is bound again keeps the value it had.
    guard names[place.name].statement == index else { return }
    results[place.name.index] = term
    // A literal that came out of a function stays nameless: its node may stand for others too.
    if case .node(let node) = term, names.role == .program {
      builder.name(node, tree[place.name])
    }
  }

  /// All that is wrong, of names and otherwise.
  var allErrors: [FormulaError] { names.errors.first + errors.first }

  mutating func note(
    _ problem: FormulaError.Problem, at span: SourceSpan, related: SourceSpan? = nil
  ) {
    errors.append(FormulaError(problem, at: span, related: related))
  }
}

/// An input of a program before it has a graph of its own.
struct LoweredInput {
  let node: NodeID
  let name: String
  let value: Literal
  /// What the text binds to the name, whether or not that is the value.
  let literal: Literal?
  let isGiven: Bool
}
