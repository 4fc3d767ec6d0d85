import Autodiff

/// A run of nodes that are lowered one after another: a statement's, or those of a function for one
/// of its calls.
struct Frame {
  let nodes: Range<Int>
  /// The node that is the value of the whole.
  let result: SyntaxID
  /// What the nodes up to here have become.
  var terms: [Term] = []
  /// The function that is written out, its arguments, and where it is called.
  var call: (function: Int, arguments: [Term], node: SyntaxID)?

  static let empty = Frame(nodes: 0..<0, result: SyntaxID(0))

  /// What a node that has been lowered before has become.
  subscript(node: SyntaxID) -> Term {
    let place = node.index - nodes.lowerBound
    return terms.indices.contains(place) ? terms[place] : .refused
  }
}

extension Lowering {
  /// Lowers an expression of a statement.
  ///
  /// Nodes come after their parts, so that a loop goes through them: no expression is too deep and
  /// no chain of functions too long for the machine's stack.
  mutating func term(of expression: SyntaxID, _ statement: Statement) -> Term {
    frame = Frame(nodes: statement.nodes, result: expression)
    while true {
      let next = frame.nodes.lowerBound + frame.terms.count
      if next < frame.nodes.upperBound {
        lower(SyntaxID(next))
      } else {
        let result = frame[frame.result]
        guard let caller = callers.popLast() else { return result }
        builder.closeGroup()
        frame = caller
        frame.terms.append(result)
      }
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
    case .index(let base, let indices): element(of: frame[base], Array(tree[indices]), at: node)
    // An index that is a range looks at the ends itself; a call has been dealt with.
    case .slice, .call: .refused
    }
  }

  private mutating func term(of name: Name, at node: SyntaxID) -> Term {
    if let call = frame.call, let place = names.functions[call.function].parameters[name] {
      return call.arguments.indices.contains(place) ? call.arguments[place] : .refused
    }
    if case .constant(let value) = names[name] { return .number(value) }
    if let place = laterBinding(of: name) {
      let isOwn = names[name].statement == statement && frame.call == nil
      let problem: FormulaError.Problem =
        isOwn ? .usedInOwnValue(tree[name]) : .usedBeforeAssignment(tree[name])
      note(problem, atNode: node, related: place.span)
      return .refused
    }
    return results[name.index] ?? .refused
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
    case .array(let index): array(arrays[index].negated)
    default: operation(.negate, [operand], at: node)
    }
  }

  private mutating func binary(
    _ kind: BinaryOperator, _ left: Term, _ right: Term, at node: SyntaxID
  ) -> Term {
    if kind == .power, case .number(2) = right { return operation(.square, [left], at: node) }
    return operation(kind.operation, [left, right], at: node)
  }

  /// Begins to write out a function in place of its call.
  private mutating func enter(_ function: Int, _ arguments: [Term], at node: SyntaxID) {
    let callee = names.functions[function]
    guard !callee.isRefused, !arguments.contains(where: \.isRefused),
      inlinedExpressions <= limits.inlinedExpressions
    else { return frame.terms.append(.refused) }
    inlinedExpressions += callee.nodes.count
    guard callers.count < limits.callDepth else {
      return refuse(.calledTooDeeply(limit: limits.callDepth), at: node)
    }
    guard inlinedExpressions <= limits.inlinedExpressions else {
      return refuse(.inlinedTooLarge(limit: limits.inlinedExpressions), at: node)
    }
    builder.openGroup(tree[callee.place.name])
    callers.append(frame)
    frame = Frame(nodes: callee.nodes, result: callee.body)
    frame.call = (function, arguments, node)
  }

  private mutating func refuse(_ problem: FormulaError.Problem, at node: SyntaxID) {
    note(problem, atNode: node)
    frame.terms.append(.refused)
  }
}

extension Lowering {
  /// Notes an error in an expression; one within a function is told once, with its outermost call.
  mutating func note(
    _ problem: FormulaError.Problem, atNode node: SyntaxID, related: SourceSpan? = nil
  ) {
    let span = tree[node].span
    guard frame.call != nil else { return note(problem, at: span, related: related) }
    guard refusedInFunctions.insert(node).inserted else { return }
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
