import Autodiff
import Basics
import Syntax

/// Makes an ordinary program of an expression over the state: each number of the state that it
/// speaks of becomes an input, named as it is spelled.
///
/// `|adj(h)| > h` is read as a program with the inputs `adj(h)` and `val(h)`.
struct StateRewriting {
  let tree: SyntaxTree
  let scope: StateScope
  private(set) var result = SyntaxTree()
  private(set) var references: [StateReference] = []
  private(set) var errors: [FormulaError] = []
  /// What functions of the program speak of beside their parameters, by the names there.
  private(set) var outside: [String: StateReference] = [:]
  /// Numbers that another program recorded, by what asks for them: these never change.
  private(set) var recorded: [String: Literal] = [:]
  /// The definitions of the program that the result begins with.
  private var defined: Set<Int> = []
  /// What each node of the tree has become in the result.
  private var places: [SyntaxID?]
  /// The names within the brackets of `adj(x)`, which are not expressions of their own.
  private var isArgument: [Bool]

  init(_ tree: SyntaxTree, _ scope: StateScope, _ functions: OwnFunctions?) {
    self.tree = tree
    self.scope = scope
    places = Array(repeating: nil, count: tree.nodes.count)
    isArgument = Array(repeating: false, count: tree.nodes.count)
    markArguments()
    if let functions { define(functions) }
    for index in tree.nodes.indices where !isArgument[index] { copy(SyntaxID(index)) }
  }

  /// Adds the one statement that the expression is; `false` when there is another or none.
  mutating func close() -> Bool {
    guard tree.statements.count == 1, case .expression(let node)? = tree.statements.first?.kind,
      let place = places[node.index]
    else { return false }
    result.append(.expression(place), at: tree[node].span)
    return true
  }

  /// Begins with the definitions of the program's functions that are called.
  private mutating func define(_ functions: OwnFunctions) {
    for (name, span) in tree.calls where functions.names.contains(name) {
      for place in functions.needed(by: [name]) where !defined.contains(place) {
        defined.insert(place)
        guard !functions.hasBranch(place) else {
          _ = refuse(.functionWithBranch(functions.name(of: place)), at: span)
          continue
        }
        functions.copy(place, to: &result, at: span)
        for word in functions.words(in: place).sorted() {
          guard let node = scope.node(named: word) else { continue }
          outside[word] = StateReference(.value, of: node)
        }
      }
    }
  }

  private mutating func markArguments() {
    for node in tree.nodes {
      guard case .call(let name, let arguments) = node.kind,
        StateFunction.names.contains(tree[name])
      else { continue }
      for argument in tree[arguments] {
        if case .name = tree[argument].kind { isArgument[argument.index] = true }
        guard tree[name] == "expected", case .call(let inner, let operands) = tree[argument].kind,
          StateReference.Quantity.byFunction[tree[inner]] != nil
        else { continue }
        isArgument[argument.index] = true
        for operand in tree[operands] { isArgument[operand.index] = true }
      }
    }
  }

  private mutating func copy(_ node: SyntaxID) {
    let span = tree[node].span
    places[node.index] =
      switch tree[node].kind {
      case .number(let value): result.append(.number(value), at: span)
      case .name(let name): use(tree[name], at: span)
      case .negate(let operand): place(operand).map { result.append(.negate($0), at: span) }
      case .binary(let operation, let left, let right): binary(operation, left, right, at: span)
      case .call(let name, let arguments):
        if let named = scope.node(ofCall: node, in: tree) {
          refer(to: StateReference(.value, of: named), span)
        } else {
          call(tree[name], Array(tree[arguments]), at: span)
        }
      case .keyword(let name, let value):
        place(value).map { result.append(.keyword(result.name(tree[name]), $0), at: span) }
      case .array(let elements):
        list(Array(tree[elements])).map { result.append(.array($0), at: span) }
      case .join(let elements):
        list(Array(tree[elements])).map { result.append(.join($0), at: span) }
      case .index(let base, let indices): index(base, Array(tree[indices]), at: span)
      case .slice(let from, let to):
        result.append(.slice(from: from.flatMap(place), to: to.flatMap(place)), at: span)
      }
  }

  private func place(_ node: SyntaxID) -> SyntaxID? { places[node.index] }

  private mutating func list(_ nodes: [SyntaxID]) -> NodeList? {
    let members = nodes.compactMap { place($0) }
    return members.count == nodes.count ? result.list(members) : nil
  }

  private mutating func binary(
    _ operation: BinaryOperator, _ left: SyntaxID, _ right: SyntaxID, at span: SourceSpan
  ) -> SyntaxID? {
    guard let left = place(left), let right = place(right) else { return nil }
    return result.append(.binary(operation, left, right), at: span)
  }

  private mutating func index(
    _ base: SyntaxID, _ indices: [SyntaxID], at span: SourceSpan
  ) -> SyntaxID? {
    guard let base = place(base), let indices = list(indices) else { return nil }
    return result.append(.index(base, indices), at: span)
  }
}

extension StateRewriting {
  /// A bare name is the node's value; `pi` and `e` are numbers unless nodes are called so.
  private mutating func use(_ name: String, at span: SourceSpan) -> SyntaxID? {
    if let node = scope.node(named: name) {
      return refer(to: StateReference(.value, of: node), span)
    }
    if NamedNumber.all[name] != nil { return result.use(name, at: span) }
    return refuse(.unknownNode(name, nearest: scope.nearest(to: name)), at: span)
  }

  private mutating func call(
    _ name: String, _ arguments: [SyntaxID], at span: SourceSpan
  ) -> SyntaxID? {
    guard StateFunction.names.contains(name) else {
      if name == "grad", arguments.count == 2,
        let number = number(in: arguments[0], varyingWith: arguments[1])
      {
        return refuse(.gradientOfNumber(number.name, by: number.node), at: span)
      }
      return list(arguments).map { result.append(.call(result.name(name), $0), at: span) }
    }
    guard arguments.count == (name == "partial" ? 2 : 1) else {
      return refuse(.argumentCount(function: name), at: span)
    }
    if name == "expected" { return recordedNumber(arguments[0], at: span) }
    var nodes: [NodeID] = []
    for argument in arguments {
      guard let node = node(argument, of: name) else { return nil }
      nodes.append(node)
    }
    if let quantity = StateReference.Quantity.byFunction[name] {
      return refer(to: StateReference(quantity, of: nodes[0]), span)
    }
    return partial(of: nodes[0], by: nodes[1], at: tree[arguments[1]].span, span)
  }

  private mutating func node(_ argument: SyntaxID, of function: String) -> NodeID? {
    let span = tree[argument].span
    guard case .name(let name) = tree[argument].kind else {
      _ = refuse(.notAName(function: function), at: span)
      return nil
    }
    let text = tree[name]
    guard let node = scope.node(named: text) else {
      _ = refuse(.unknownNode(text, nearest: scope.nearest(to: text)), at: span)
      return nil
    }
    return node
  }

  /// What was recorded of a node's value or, of `adj(x)`, of its adjoint.
  private mutating func recordedNumber(_ argument: SyntaxID, at span: SourceSpan) -> SyntaxID? {
    var (name, quantity) = (argument, StateReference.Quantity.value)
    if case .call(let function, let operands) = tree[argument].kind,
      let asked = StateReference.Quantity.byFunction[tree[function]],
      let operand = tree[operands].first, tree[operands].count == 1
    {
      (name, quantity) = (operand, asked)
    }
    guard let node = node(name, of: "expected") else { return nil }
    let reference = StateReference(quantity, of: node)
    let isValue = quantity == .value
    let spelling = "expected(\(isValue ? scope.spelling(of: node) : scope.spelling(of: reference)))"
    guard let literal = scope.recorded(reference) else {
      return refuse(.notRecorded(spelling), at: span)
    }
    recorded[spelling] = literal
    return result.use(spelling, at: span)
  }

  private mutating func partial(
    of node: NodeID, by operand: NodeID, at operandSpan: SourceSpan, _ span: SourceSpan
  ) -> SyntaxID? {
    let graph = scope.program.graph
    let operands = graph.operands(of: node)
    guard operands.contains(operand) else {
      let names = operands.filter { graph.operation(of: $0) != .constant }.map { scope.names[$0] }
      return refuse(
        .notAnOperand(scope.names[operand], of: scope.names[node], operands: names),
        at: operandSpan)
    }
    guard graph.shape(of: node).isScalar, graph.shape(of: operand).isScalar else {
      return refuse(.partialOfTensor(scope.names[node]), at: span)
    }
    return refer(to: StateReference(.partial(operand), of: node), span)
  }

  private mutating func refer(to reference: StateReference, _ span: SourceSpan) -> SyntaxID {
    if !references.contains(reference) { references.append(reference) }
    return result.use(scope.spelling(of: reference), at: span)
  }

  private mutating func refuse(_ problem: StateProblem, at span: SourceSpan) -> SyntaxID? {
    errors.append(FormulaError(.state(problem), at: span))
    return nil
  }
}
