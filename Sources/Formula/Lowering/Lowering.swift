import Autodiff
import Basics
import Syntax

/// Turns a syntax tree into a graph: inputs first, then the operations in the order of evaluation.
///
/// What is wrong is noted and the rest is lowered anyway, so that independent errors are reported
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
  /// What is being lowered, and what waits for a function that it calls.
  var frame = Frame()
  var callers: [Frame] = []
  var inlinedExpressions = 0
  /// Whether the limit of these has been exceeded, so that nothing more is written out.
  var isExhausted = false
  /// The value of the last line, once all are lowered.
  private(set) var lastValue: Term?
  /// The nodes of the tree that are computed while the program is built, as indices are.
  let isKnown: [Bool]
  /// The nodes of the graph whose numbers were looked at for that.
  var known: [NodeID: Literal] = [:]
  /// How often a number was looked at that depends on an input.
  var stateReads = 0
  let precision: Precision
  let outerStatements: [Int]
  /// How many values have been called by a name of a turn or a call, by the name's index.
  var spokenNames: [Int]
  /// How many values have been called by a name of what a layer computes on its way.
  var layerNames: [String: Int] = [:]
  /// The headers of the branches of which a note has been made.
  var notedBranches: Set<Int> = []
  /// The lines of which it has been said that they have no value.
  var notedValues: Set<Int> = []
  var budget: SizeBudget
  /// The nodes at which an error has been noted: one is enough, of calls and of turns.
  var refusedNodes: Set<SyntaxID> = []

  init(
    _ tree: SyntaxTree, role: NameTable.Role = .program, sharing: Bool = true,
    precision: Precision = .double, limits: LoweringLimits = LoweringLimits(),
    inputs: Set<String> = []
  ) {
    self.tree = tree
    self.limits = limits
    self.precision = precision
    isKnown = tree.knownNodes
    outerStatements = tree.outerStatements
    spokenNames = Array(repeating: 0, count: tree.names.count)
    budget = SizeBudget(limits)
    names = NameTable(tree, role: role, inputs: inputs)
    notes = names.notes
    builder = GraphBuilder(sharing: sharing)
    results = Array(repeating: nil, count: tree.names.count)
    values = Array(repeating: nil, count: tree.statements.count)
  }

  /// Lowers every statement in order.
  mutating func lowerStatements() {
    frame = Frame()
    frame.locals = Array(repeating: nil, count: tree.names.count)
    frame.blocks = [Block(next: 0, end: tree.statements.count)]
    run()
    lastValue = frame.value
    // Elements of outputs come behind all of them.
    statement = tree.statements.count
  }

  /// Lowers an expression by itself.
  mutating func term(of expression: SyntaxID, _ statement: Statement) -> Term {
    frame = Frame(nodes: statement.nodes, result: expression, task: .value)
    run()
    return frame.value ?? .refused
  }

  /// Begins a statement; only those that hold an expression leave the frame with a task.
  mutating func begin(_ index: Int) {
    let statement = tree.statements[index]
    if frame.call == nil { self.statement = index }
    switch statement.kind {
    case .binding(let place, _):
      if case .literal(statement: index) = names[place.name] {
        values[index] = results[place.name.index]
        frame.value = values[index]
        return
      }
    case .expression, .loop, .branch: break
    case .broken: return frame.value = .refused
    case .function, .output, .otherwise: return
    }
    guard !names.isRefused(statement: index) else { return refuse(index, statement) }
    frame.reads = stateReads
    frame.begin(statement.nodes, .statement(index))
  }

  private mutating func refuse(_ index: Int, _ statement: Statement) {
    values[index] = .refused
    frame.value = .refused
    if case .binding(let place, _) = statement.kind { bind(place, to: .refused, index) }
  }

  /// Ends a statement whose expression has been lowered.
  mutating func complete(_ index: Int) {
    switch tree.statements[index].kind {
    case .binding(let place, let value):
      finish(index, frame[value])
      bind(place, to: frame[value], index)
    case .expression(let value): finish(index, frame[value])
    case .loop(let place, let from, let to, let isClosed):
      enterLoop(index, place, from: from, to: to, isClosed: isClosed)
    case .branch(let condition): enterBranch(index, condition)
    case .function, .output, .otherwise, .broken: break
    }
  }

  private mutating func finish(_ index: Int, _ term: Term) {
    values[index] = term
    frame.value = term
  }

  private mutating func bind(_ place: NamePlace, to term: Term, _ index: Int) {
    switch names.scopes.role[index] {
    case .declares:
      // A name that is bound again keeps the value it had.
      guard names[place.name].statement == index else { return }
      results[place.name.index] = term
      name(term, place.name)
    case .alternative:
      results[place.name.index] = term
      name(term, place.name)
    case .rebinds:
      results[place.name.index] = term
      nameAgain(term, place.name)
    case .local:
      guard let slot = slot(of: place.name) else { return }
      frame.locals[slot] = term
      nameAgain(term, place.name)
    case .repeats, nil: break
    }
  }

  // A literal that came out of a function stays nameless: its node may stand for others too.
  private mutating func name(_ term: Term, _ name: Name) {
    guard case .node(let node) = term, names.role == .program else { return }
    spokenNames[name.index] += 1
    builder.name(node, tree[name])
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
  /// Where the text names it; `nil` for an input of a graph that has no text of its own.
  var place: InputPlace?
}

/// Where a program's text gives an input its value, or could.
struct InputPlace: Hashable, Sendable {
  /// The literal that is bound to the name; `nil` where nothing binds it.
  let literal: SourceSpan?
  /// Where the first statement that says the name begins.
  let statementStart: Int
}
