import Autodiff
import Basics
import Syntax

/// Terms become nodes of the graph.
extension Lowering {
  /// Adds the result of an operation; refused when an operand is, or when they do not fit.
  mutating func operation(
    _ operation: Operation, _ operands: [Term], attributes: [Int] = [], at node: SyntaxID
  ) -> Term {
    if isKnown(node) { return knownOperation(operation, operands, attributes, at: node) }
    var nodes: [NodeID] = []
    nodes.reserveCapacity(operands.count)
    for operand in operands {
      guard let operand = self.node(for: operand, at: tree[node].span) else { return .refused }
      nodes.append(operand)
    }
    let count = builder.graph.count
    do throws(GraphError) {
      let result = try builder.node(
        operation, nodes, attributes: attributes, source: SourceRange(tree[node].span))
      let isShared = builder.graph.count == count
      return isShared ? .node(result) : accept(result, at: node)
    } catch {
      note(problem(error, operation), atNode: node)
      return .refused
    }
  }

  /// The node of a term, which a literal becomes here.
  mutating func node(for term: Term, at span: SourceSpan) -> NodeID? {
    switch term {
    case .number(let value), .known(let value): constant(Literal(value), at: span)
    case .array(let index): constant(arrays[index], at: span)
    case .node(let node): node
    case .refused: nil
    }
  }

  /// A literal that no other expression shares.
  mutating func ownConstant(_ literal: Literal, at span: SourceSpan) -> Term {
    constant(literal, isShared: false, at: span).map(Term.node) ?? .refused
  }

  private mutating func constant(
    _ literal: Literal, isShared: Bool = true, at span: SourceSpan
  ) -> NodeID? {
    do throws(GraphError) {
      return try builder.constant(literal.values, shape: literal.shape, isShared: isShared)
    } catch {
      note(.graphTooLarge, at: span)
      return nil
    }
  }

  func problem(_ error: GraphError, _ operation: Operation) -> FormulaError.Problem {
    switch error {
    case .shapesDoNotFit(_, let operands, let reason):
      .shapesDoNotFit(operation, operands, reason: reason)
    case .operandCount: .tooManyElements(limit: operation.arity.upperBound)
    case .attributeCount, .unknownOperand, .tooLarge, .elementCount, .directionCount, .notAnInput:
      .graphTooLarge
    }
  }

  /// Takes a new node, unless it is larger than the limits allow.
  private mutating func accept(_ node: NodeID, at place: SyntaxID) -> Term {
    let shape = builder.graph.shape(of: node)
    guard let problem = budget.problem(adding: shape) else { return .node(node) }
    note(problem, atNode: place)
    return .refused
  }

  /// Takes an input in the same way.
  mutating func accept(_ input: NodeID, at span: SourceSpan) -> Term {
    let shape = builder.graph.shape(of: input)
    guard let problem = budget.problem(adding: shape) else { return .node(input) }
    note(problem, at: span)
    return .refused
  }
}

/// Arrays of literals stay literals; an array with a computed element is a stack.
extension Lowering {
  mutating func array(_ literal: Literal) -> Term {
    arrays.append(literal)
    return .array(arrays.count - 1)
  }

  mutating func array(_ elements: [Term], at node: SyntaxID) -> Term {
    guard !elements.contains(where: \.isRefused) else { return .refused }
    let literals = elements.compactMap { literal(of: $0) }
    guard literals.count == elements.count else {
      return operation(.stack, elements, at: node)
    }
    if let literal = Literal(elements: literals) {
      guard literal.shape.rank <= limits.axes else {
        note(.tooManyAxes(literal.shape.rank, limit: limits.axes), atNode: node)
        return .refused
      }
      return array(literal)
    }
    let first = literals.first?.shape ?? .scalar
    let other = literals.first { $0.shape != first }?.shape ?? first
    note(.shapesDoNotFit(.stack, [first, other], reason: ""), atNode: node)
    return .refused
  }

  /// Vectors and numbers one after the other.
  mutating func join(_ elements: [Term], at node: SyntaxID) -> Term {
    var parts: [Term] = []
    for element in elements {
      guard let shape = shape(of: element) else { return .refused }
      guard shape.rank <= 1 else {
        note(.joinOfOthers(elements.compactMap { self.shape(of: $0) }), atNode: node)
        return .refused
      }
      guard shape.isScalar else {
        parts.append(element)
        continue
      }
      if let literal = literal(of: element), let vector = Literal(elements: [literal]) {
        parts.append(array(vector))
      } else {
        parts.append(operation(.reshape, [element], attributes: [1], at: node))
      }
    }
    let literals = parts.compactMap { literal(of: $0) }
    if literals.count == parts.count,
      let count = Shape([literals.reduce(0) { $0 + $1.shape.count }])
    {
      return array(Literal(values: literals.flatMap(\.values), shape: count))
    }
    return operation(.concatenate, parts, attributes: [0], at: node)
  }

  /// The numbers of a term that is a literal.
  func literal(of term: Term) -> Literal? {
    switch term {
    case .number(let value), .known(let value): Literal(value)
    case .array(let index): arrays[index]
    case .node, .refused: nil
    }
  }

  /// The shape of the value that a term stands for.
  func shape(of term: Term) -> Shape? {
    if case .node(let node) = term { return builder.graph.shape(of: node) }
    return literal(of: term)?.shape
  }

  /// The number that a term is known to be before the program runs: a literal, or an input's, which
  /// is noted, since with another number the graph would be another one.
  mutating func knownNumber(_ term: Term) -> Double? {
    guard case .node(let node) = term else { return literal(of: term)?.number }
    if inputs.indices.contains(node.index) {
      fixedInputs.insert(node)
      // What is not a number yet, in an expression over a program's state, is not known.
      let number = inputs[node.index].value.number
      return number?.isNaN == true ? nil : number
    }
    return builder.graph.shape(of: node).isScalar ? builder.graph.constant(of: node).first : nil
  }
}

extension SourceRange {
  init(_ span: SourceSpan) {
    self.init(span.lowerBound..<span.upperBound)
  }
}
