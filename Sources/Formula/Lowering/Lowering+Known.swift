import Autodiff
import Syntax

/// What is known while a program is built: the ends of ranges, the conditions of `if` and indices are
/// computed at once from the values of the inputs, and leave no node behind.
extension Lowering {
  /// Whether the node of the tree is computed at once.
  func isKnown(_ node: SyntaxID) -> Bool { frame.isKnown || isKnown[node.index] }

  /// The numbers that a term has at the given inputs; `nil` for what is not known yet, as in an
  /// expression over a program's state.
  mutating func knownLiteral(_ term: Term) -> Literal? {
    guard case .node(let node) = term else { return literal(of: term) }
    if let literal = known[node] {
      if builder.graph.operation(of: node) != .constant { stateReads += 1 }
      return literal
    }
    compute(node)
    return known[node]
  }

  /// Computes a node, and what it is computed from, where that has not been computed before.
  private mutating func compute(_ node: NodeID) {
    let nodes = unknownNodes(under: node)
    var graph = Graph()
    var copies: [NodeID: NodeID] = [:]
    for node in nodes {
      guard let copy = try? copy(node, into: &graph, &copies) else { return }
      copies[node] = copy
    }
    guard var evaluation = try? AnyEvaluation(of: graph, in: precision) else { return }
    evaluation.forward()
    for node in nodes {
      if let copy = copies[node] { known[node] = Literal(evaluation.value(of: copy)) }
    }
  }

  private func unknownNodes(under root: NodeID) -> [NodeID] {
    var (pending, found) = ([root], Set<NodeID>())
    while let node = pending.popLast() {
      guard known[node] == nil, found.insert(node).inserted else { continue }
      pending += builder.graph.operands(of: node)
    }
    return found.sorted()
  }

  private mutating func copy(
    _ node: NodeID, into copy: inout Graph, _ copies: inout [NodeID: NodeID]
  ) throws(GraphError) -> NodeID? {
    let graph = builder.graph
    switch graph.operation(of: node) {
    case .constant:
      return try copy.appendConstant(Array(graph.constant(of: node)), shape: graph.shape(of: node))
    case .input:
      fixedInputs.insert(node)
      stateReads += 1
      let value = inputs.indices.contains(node.index) ? inputs[node.index].value : Literal(.nan)
      // What is not a number yet, in an expression over a program's state, is not known.
      guard !value.values.contains(where: \.isNaN) else { return nil }
      return try copy.appendConstant(value.values, shape: value.shape)
    default:
      var operands: [NodeID] = []
      for operand in graph.operands(of: node) {
        if let place = copies[operand] {
          operands.append(place)
        } else if let literal = known[operand] {
          stateReads += 1
          let place = try copy.appendConstant(literal.values, shape: literal.shape)
          copies[operand] = place
          operands.append(place)
        } else {
          return nil
        }
      }
      return try copy.append(
        graph.operation(of: node), operands, attributes: graph.attributes(of: node))
    }
  }

  /// The result of an operation at once, from what its operands are known to be.
  mutating func knownOperation(
    _ operation: Operation, _ operands: [Term], _ attributes: [Int], at node: SyntaxID
  ) -> Term {
    var literals: [Literal] = []
    for operand in operands {
      guard !operand.isRefused else { return .refused }
      guard let literal = knownLiteral(operand) else {
        note(.computedIndex, atNode: node)
        return .refused
      }
      literals.append(literal)
    }
    do throws(GraphError) {
      return try term(of: value(operation, literals, attributes))
    } catch {
      note(problem(error, operation), atNode: node)
      return .refused
    }
  }

  private mutating func term(of literal: Literal) -> Term {
    literal.number.map(Term.known) ?? array(literal)
  }

  private func value(
    _ operation: Operation, _ operands: [Literal], _ attributes: [Int]
  ) throws(GraphError) -> Literal {
    var graph = Graph()
    var nodes: [NodeID] = []
    for operand in operands {
      nodes.append(try graph.appendConstant(operand.values, shape: operand.shape))
    }
    let result = try graph.append(operation, nodes, attributes: attributes)
    if SizeBudget(limits).isTooLarge(graph.shape(of: result)) { throw .tooLarge }
    var evaluation = try AnyEvaluation(of: graph, in: precision)
    evaluation.forward()
    return Literal(evaluation.value(of: result))
  }

  /// What an operator makes of a number that counts turns, and another one.
  func counted(_ kind: BinaryOperator, _ left: Term, _ right: Term) -> Double? {
    switch (left, right) {
    case (.known(let x), .known(let y)), (.known(let x), .number(let y)),
      (.number(let x), .known(let y)):
      kind.value(x, y)
    default: nil
    }
  }

  /// Names a value of a turn or a call, or the next value of a name that has one: `y`, `y.1`, `y.2`.
  mutating func nameAgain(_ term: Term, _ name: Name) {
    guard case .node(let node) = term, names.role == .program, !frame.isKnown,
      builder.graph.notes.names(of: node).isEmpty, builder.graph.operation(of: node) != .constant
    else { return }
    let text = tree[name]
    var number = spokenNames[name.index]
    if number == 0, !names.isOfProgram(name) {
      spokenNames[name.index] = 1
      return builder.name(node, text)
    }
    number = max(number, 1)
    while tree.existingName("\(text).\(number)") != nil { number += 1 }
    spokenNames[name.index] = number + 1
    builder.name(node, "\(text).\(number)")
  }
}

extension BinaryOperator {
  /// What the operator makes of two numbers; `nil` for the product of matrices.
  fileprivate func value(_ x: Double, _ y: Double) -> Double? {
    switch self {
    case .add: x + y
    case .subtract: x - y
    case .multiply: x * y
    case .divide: x / y
    case .equal: x == y ? 1 : 0
    case .notEqual: x != y ? 1 : 0
    case .less: x < y ? 1 : 0
    case .lessOrEqual: x <= y ? 1 : 0
    case .greater: x > y ? 1 : 0
    case .greaterOrEqual: x >= y ? 1 : 0
    case .power, .matrixProduct: nil
    }
  }
}

extension SyntaxTree {
  /// By the node: whether it belongs to an index, to an end of a range or to a condition.
  var knownNodes: [Bool] {
    var isKnown = Array(repeating: false, count: nodes.count)
    for statement in statements {
      switch statement.kind {
      case .loop(_, let from, let to, _):
        isKnown[from.index] = true
        isKnown[to.index] = true
      case .branch(let condition): isKnown[condition.index] = true
      case .binding, .function, .expression, .output, .otherwise, .broken: break
      }
    }
    // Parts come before what they are parts of.
    for index in nodes.indices.reversed() {
      if isKnown[index] {
        for part in parts(of: SyntaxID(index)) { isKnown[part.index] = true }
      } else if case .index(_, let list) = nodes[index].kind {
        for part in self[list] { isKnown[part.index] = true }
      }
    }
    return isKnown
  }
}
