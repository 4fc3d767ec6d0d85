import Autodiff
import Basics
import Syntax

/// What is being lowered: a program, or a function for one of its calls.
struct Frame {
  /// What is to be done with the expression whose nodes are being lowered.
  enum Task {
    /// There is none; the next statement is due.
    case none
    /// It is the value of the frame.
    case value
    /// It belongs to a statement.
    case statement(Int)
  }

  var nodes = 0..<0
  /// The node that is the value of the frame, unless statements say it.
  var result = SyntaxID(0)
  var task = Task.none
  /// What the nodes up to here have become.
  var terms: [Term] = []
  /// The function that is written out, and where it is called.
  var call: (function: Int, node: SyntaxID)?
  /// The values of parameters, and of the names of this call and of its turns.
  var locals: [Term?] = []
  /// The lines that are being lowered, the innermost block last.
  var blocks: [Block] = []
  /// The value of the latest line; `nil` where that has none.
  var value: Term?
  /// How many numbers of inputs had been looked at when the statement began.
  var reads = 0
  /// Whether all of it is computed while the program is built.
  var isKnown = false

  /// Whether the nodes of an expression are being lowered.
  var hasExpression: Bool {
    if case .none = task { false } else { true }
  }

  /// What a node that has been lowered before has become.
  subscript(node: SyntaxID) -> Term {
    let place = node.index - nodes.lowerBound
    return terms.indices.contains(place) ? terms[place] : .refused
  }

  /// Begins with the nodes of an expression.
  mutating func begin(_ nodes: Range<Int>, _ task: Task) {
    self.nodes = nodes
    self.task = task
    terms.removeAll(keepingCapacity: true)
  }
}

extension Lowering {
  /// Lowers what the frame holds, and the functions that it calls.
  ///
  /// Nodes come after their parts and statements after their header, so that a loop goes through
  /// them: no expression is too deep, no block too far in and no chain of functions too long for the
  /// machine's stack.
  mutating func run() {
    while true {
      if frame.hasExpression {
        let next = frame.nodes.lowerBound + frame.terms.count
        if next < frame.nodes.upperBound { lower(SyntaxID(next)) } else { finishExpression() }
      } else if !beginNextStatement() {
        guard let caller = callers.popLast() else { return }
        let value = valueOfCall()
        if !frame.isKnown { builder.closeGroup() }
        frame = caller
        frame.terms.append(value)
      }
    }
  }

  private mutating func finishExpression() {
    let task = frame.task
    frame.task = .none
    switch task {
    case .none: break
    case .value: frame.value = frame[frame.result]
    case .statement(let index): complete(index)
    }
  }

  private mutating func lower(_ node: SyntaxID) {
    if case .call(let name, let arguments) = tree[node].kind {
      if case .function(let function) = names[name] {
        return enter(function, tree[arguments].map { frame[$0] }, at: node)
      }
      return frame.terms.append(call(tree[name], Array(tree[arguments]), at: node))
    }
    frame.terms.append(simpleTerm(of: node))
  }

  private mutating func simpleTerm(of node: SyntaxID) -> Term {
    switch tree[node].kind {
    case .number(let value): .number(value)
    case .name(let name): term(of: name, at: node)
    case .negate(let operand): negated(frame[operand], at: node)
    case .binary(let operation, let left, let right):
      binary(operation, frame[left], frame[right], at: node)
    case .keyword(_, let value): frame[value]
    case .array(let elements): array(tree[elements].map { frame[$0] }, at: node)
    case .join(let elements): join(tree[elements].map { frame[$0] }, at: node)
    case .index(let base, let indices): element(of: frame[base], Array(tree[indices]), at: node)
    // An index that is a range looks at the ends itself; a call has been dealt with.
    case .slice, .call: .refused
    }
  }

  private mutating func term(of name: Name, at node: SyntaxID) -> Term {
    if names.scopes.isLocal[node.index] {
      return slot(of: name).flatMap { frame.locals[$0] } ?? unset(name, at: node)
    }
    if case .constant(let value) = names[name] { return .number(value) }
    if let place = laterBinding(of: name) {
      let isOwn = names[name].statement == statement && frame.call == nil
      let problem: FormulaError.Problem =
        isOwn ? .usedInOwnValue(tree[name]) : .usedBeforeAssignment(tree[name])
      note(problem, atNode: node, related: place.span)
      return .refused
    }
    if let result = results[name.index] { return result }
    if case .computed = names[name] { return unset(name, at: node) }
    return .refused
  }

  /// A name that only the branch not taken gives a value.
  private mutating func unset(_ name: Name, at node: SyntaxID) -> Term {
    if !isExhausted { note(.block(.onlyInOtherBranch(tree[name])), atNode: node) }
    return .refused
  }

  /// Where the frame keeps a name of its own.
  func slot(of name: Name) -> Int? {
    guard let call = frame.call else { return name.index }
    return names.functions[call.function].slot(of: name)
  }

  /// Where a name is bound, unless that was in a line before this one.
  private func laterBinding(of name: Name) -> NamePlace? {
    guard let binding = names[name].statement, binding >= statement,
      case .binding(let place, _) = tree.statements[binding].kind
    else { return nil }
    return place
  }

  private mutating func negated(_ operand: Term, at node: SyntaxID) -> Term {
    switch operand {
    case .number(let value): .number(-value)
    case .known(let value): .known(-value)
    case .array(let index): array(arrays[index].negated)
    default: operation(.negate, [operand], at: node)
    }
  }

  private mutating func binary(
    _ kind: BinaryOperator, _ left: Term, _ right: Term, at node: SyntaxID
  ) -> Term {
    if let value = counted(kind, left, right) { return .known(value) }
    if kind == .power, let exponent = literal(of: right)?.number, exponent == 2 {
      return operation(.square, [left], at: node)
    }
    return operation(kind.operation, [left, right], at: node)
  }

  /// Begins to write out a function in place of its call.
  private mutating func enter(_ function: Int, _ arguments: [Term], at node: SyntaxID) {
    let callee = names.functions[function]
    guard !callee.isRefused, !arguments.contains(where: \.isRefused), !isExhausted else {
      return frame.terms.append(.refused)
    }
    inlinedExpressions += callee.nodes.count
    guard callers.count < limits.callDepth else {
      return refuse(.calledTooDeeply(limit: limits.callDepth), at: node)
    }
    guard inlinedExpressions <= limits.inlinedExpressions else {
      isExhausted = true
      return refuse(.inlinedTooLarge(limit: limits.inlinedExpressions), at: node)
    }
    let isKnown = isKnown(node)
    if !isKnown {
      builder.openGroup(
        tree[callee.place.name], arguments: arguments.compactMap { groupArgument($0) })
    }
    callers.append(frame)
    frame = Frame()
    frame.call = (function, node)
    frame.isKnown = isKnown
    frame.locals = arguments
    if let body = callee.body {
      frame.result = body
      frame.begin(callee.nodes, .value)
    } else {
      frame.locals += Array(repeating: nil, count: callee.slotCount - arguments.count)
      frame.blocks = [Block(next: callee.lines.lowerBound, end: callee.lines.upperBound)]
    }
  }

  func groupArgument(_ term: Term) -> GroupArgument? {
    if case .node(let node) = term { return .node(node) }
    return literal(of: term).map { .literal(NodeNames.text(of: $0.values[...], $0.shape)) }
  }

  private mutating func refuse(_ problem: FormulaError.Problem, at node: SyntaxID) {
    note(problem, atNode: node)
    frame.terms.append(.refused)
  }
}

extension Lowering {
  /// Notes an error in an expression once, however often it is written out; one within a function
  /// with its outermost call.
  mutating func note(
    _ problem: FormulaError.Problem, atNode node: SyntaxID, related: SourceSpan? = nil
  ) {
    guard refusedNodes.insert(node).inserted else { return }
    let span = tree[node].span
    let calls = (callers + [frame]).compactMap(\.call)
    let call = calls.first.map { tree[$0.node].span }
    note(problem, at: span, related: related ?? call)
  }
}

extension BinaryOperator {
  /// What the operator computes.
  var operation: Operation {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .matrixProduct: .matrixProduct
    case .power: .power
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    }
  }
}
