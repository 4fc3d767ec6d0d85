import Basics
import Syntax

/// Where the names of a program live: which of its bindings give a name of the program a value,
/// which rebind one, and which name something of a single turn of a loop or of a call.
///
/// A loop's turn and a call of a function are scopes; the branches of an `if` are none. Inside a loop
/// a binding rebinds a name that stands outside of it.
struct NameScopes {
  /// What a binding does.
  enum Role {
    /// It names a value of the program.
    case declares
    /// The same, where another branch of the same `if` has named one before.
    case alternative
    /// The name has a value in this scope already, which is an error.
    case repeats
    /// Within a loop, a name of the program gets another value.
    case rebinds
    /// It names a value of a turn or of a call, or gives it another one.
    case local
  }

  /// By the statement; `nil` for what is no binding.
  private(set) var role: [Role?]
  /// The header of the function whose lines a statement belongs to.
  private(set) var owner: [Int?]
  /// Whether a statement stands in no block.
  private(set) var isOuter: [Bool]
  /// Whether a statement stands in a block that was refused.
  private(set) var isBroken: [Bool]
  /// Whether a statement stands in a block of which it cannot be a line.
  private(set) var isMisplaced: [Bool]
  /// By the node: whether a name is that of a parameter, a turn or a call.
  private(set) var isLocal: [Bool]
  /// The names of a turn, by the loop's place among the statements.
  private(set) var turnNames: [Int: [Name]] = [:]
  /// The names of a call that are no parameters, and those of its turns, by the place of the
  /// function's header.
  private(set) var callNames: [Int: Set<Name>] = [:]
  private(set) var errors: [(error: FormulaError, statement: Int)] = []

  private let tree: SyntaxTree
  /// What is open here, the whole program first.
  private var scopes: [Scope] = []
  /// The scope in which a name is visible, by its index.
  private var depth: [Int?]
  /// Where the innermost function begins among the scopes.
  private var base = 0
  /// Where names got their first value.
  private var places: [Name: (span: SourceSpan, statement: Int)] = [:]

  private enum Kind {
    case whole, function, loop, branch, otherwise, broken
  }

  private struct Scope {
    let kind: Kind
    let header: Int
    let end: Int
    /// The names that got their first value here, in order.
    var names: [Name] = []
    /// Those of the branch before an `else`, which are not visible in this one.
    var hidden: [Name] = []
    /// What was visible before a function.
    var shadowed: [(name: Name, depth: Int?)] = []
    /// Uses of names that were not visible: wrong if the scope gives them a value later.
    var uses: [(name: Name, node: Int, statement: Int)] = []
    /// The names of turns that are over.
    var closed: Set<Name> = []

    /// Whether names end with it.
    var isNaming: Bool { kind == .whole || kind == .function || kind == .loop }
  }

  /// Goes through a program.
  ///
  /// - Complexity: linear in the number of nodes.
  init(_ tree: SyntaxTree) {
    self.tree = tree
    let count = tree.statements.count
    role = Array(repeating: nil, count: count)
    owner = Array(repeating: nil, count: count)
    isOuter = Array(repeating: true, count: count)
    isBroken = Array(repeating: false, count: count)
    isMisplaced = Array(repeating: false, count: count)
    isLocal = Array(repeating: false, count: tree.nodes.count)
    depth = Array(repeating: nil, count: tree.names.count)
    scopes = [Scope(kind: .whole, header: -1, end: count)]
    for index in tree.statements.indices {
      closeScopes(before: index)
      enter(index)
    }
    closeScopes(before: count)
    closeScope()
  }
}

extension NameScopes {
  private mutating func enter(_ index: Int) {
    let statement = tree.statements[index]
    owner[index] = scopes[base].kind == .function ? scopes[base].header : nil
    isOuter[index] = scopes.count == 1
    isBroken[index] = scopes.contains { $0.kind == .broken }
    if case .function(_, let parameters, let body?) = statement.kind {
      markParameters(parameters, body, statement)
      refuseInBlock(.function, index)
      return
    }
    for node in statement.nodes { use(node, index) }
    switch statement.kind {
    case .binding(let place, _):
      role[index] = bind(place, index)
      if statement.isData { refuseInBlock(.data, index) }
    case .function(_, let parameters, nil): enterFunction(parameters, index)
    case .loop(let place, _, _, _):
      open(.loop, index)
      count(place, index)
    case .branch: open(.branch, index)
    case .otherwise: open(.otherwise, index)
    case .broken where !statement.body.isEmpty: open(.broken, index)
    case .output: refuseInBlock(.output, index)
    case .broken, .expression, .function: break
    }
  }

  private mutating func refuseInBlock(_ inner: BlockProblem.Inner, _ index: Int) {
    guard scopes.count > 1 else { return }
    isMisplaced[index] = true
    note(.block(.notWithinBlock(inner)), at: tree.statements[index].span, index)
  }

  private mutating func open(_ kind: Kind, _ index: Int) {
    var scope = Scope(kind: kind, header: index, end: tree.statements[index].body.upperBound)
    if kind == .otherwise, let branch = scopes.last?.hidden {
      scope.hidden = branch
      scopes[scopes.count - 1].hidden = []
      for name in branch { depth[name.index] = nil }
    }
    scopes.append(scope)
  }

  private mutating func enterFunction(_ parameters: [NamePlace], _ index: Int) {
    guard scopes.count == 1 else {
      refuseInBlock(.function, index)
      return open(.broken, index)
    }
    open(.function, index)
    base = scopes.count - 1
    for parameter in parameters { declare(parameter, index, isParameter: true) }
  }

  /// The body of a function on one line sees its parameters, and else what its program names.
  private mutating func markParameters(
    _ parameters: [NamePlace], _ body: SyntaxID, _ statement: Statement
  ) {
    let names = Set(parameters.map(\.name))
    for node in statement.nodes {
      if case .name(let name) = tree.nodes[node].kind { isLocal[node] = names.contains(name) }
    }
  }

  private mutating func closeScopes(before index: Int) {
    while scopes.count > 1, let end = scopes.last?.end, end <= index { closeScope() }
  }

  private mutating func closeScope() {
    guard let scope = scopes.popLast() else { return }
    switch scope.kind {
    case .branch, .otherwise, .broken: return leave(branch: scope)
    case .loop:
      turnNames[scope.header] = scope.names
    case .function:
      let own = scope.names.dropFirst(parameterCount(scope.header))
      callNames[scope.header] = scope.closed.union(own)
      base = 0
    case .whole: break
    }
    refuseEarlyUses(in: scope)
    guard scope.kind != .whole else { return }
    for name in scope.names { depth[name.index] = nil }
    for (name, depth) in scope.shadowed.reversed() { self.depth[name.index] = depth }
    guard scope.kind == .loop else { return }
    let names = Set(scope.names)
    scopes[scopes.count - 1].uses += scope.uses.filter { !names.contains($0.name) }
    scopes[namingScope].closed.formUnion(names.union(scope.closed))
  }

  private func parameterCount(_ header: Int) -> Int {
    guard case .function(_, let parameters, _) = tree.statements[header].kind else { return 0 }
    return parameters.count
  }

  /// What the branches name stays visible behind them.
  private mutating func leave(branch scope: Scope) {
    for name in scope.hidden where depth[name.index] == nil { depth[name.index] = namingScope }
    let isFollowed = tree.statements.indices.contains(scope.end) && scope.kind == .branch
    if isFollowed, case .otherwise = tree.statements[scope.end].kind {
      scopes[scopes.count - 1].hidden = scope.names
    }
    scopes[scopes.count - 1].names += scope.names
    scopes[scopes.count - 1].uses += scope.uses
  }

  /// The innermost scope in which names live.
  private var namingScope: Int { scopes.lastIndex(where: \.isNaming) ?? 0 }
}

extension NameScopes {
  private mutating func use(_ node: Int, _ statement: Int) {
    guard case .name(let name) = tree.nodes[node].kind else { return }
    if let depth = depth[name.index], depth >= base {
      isLocal[node] = depth > 0
      return
    }
    let isOver = scopes[base...].contains { $0.closed.contains(name) }
    if isOver {
      return note(.block(.loopLocal(tree[name])), at: tree.nodes[node].span, statement)
    }
    scopes[scopes.count - 1].uses.append((name, node, statement))
  }

  /// Notes the uses that stand before the value that a scope gives their name.
  private mutating func refuseEarlyUses(in scope: Scope) {
    // The names of the program are looked at when it is built: its functions use them too.
    guard scope.kind != .whole, !scope.uses.isEmpty else { return }
    let names = Set(scope.names)
    for use in scope.uses where names.contains(use.name) {
      let (text, place) = (tree[use.name], places[use.name])
      let problem: FormulaError.Problem =
        scope.kind == .loop
        ? .block(.unsetInLoop(text))
        : place?.statement == use.statement ? .usedInOwnValue(text) : .usedBeforeAssignment(text)
      let related = scope.kind == .loop ? nil : place?.span
      note(problem, at: tree.nodes[use.node].span, related: related, use.statement)
    }
  }

  private mutating func bind(_ place: NamePlace, _ statement: Int) -> Role {
    let (name, inner) = (place.name, namingScope)
    let isOfProgram = inner == 0
    if let depth = depth[name.index], depth >= base {
      if let counter = counter(name) {
        note(.block(.countingName(tree[name])), at: place.span, related: counter, statement)
        return .repeats
      }
      if depth < inner { return depth == 0 ? .rebinds : .local }
      // Names of the program are declared by those who know its functions as well.
      if !isOfProgram {
        note(.reboundName(tree[name]), at: place.span, related: places[name]?.span, statement)
      }
      return .repeats
    }
    let isAlternative = scopes.contains { $0.hidden.contains(name) }
    declare(place, statement)
    return isOfProgram ? (isAlternative ? .alternative : .declares) : .local
  }

  /// Where the loop stands that counts with a name.
  private func counter(_ name: Name) -> SourceSpan? {
    for scope in scopes[base...] where scope.kind == .loop {
      if case .loop(let place, _, _, _) = tree.statements[scope.header].kind, place.name == name {
        return place.span
      }
    }
    return nil
  }

  private mutating func declare(
    _ place: NamePlace, _ statement: Int, isParameter: Bool = false
  ) {
    let scope = namingScope
    if base > 0 { scopes[base].shadowed.append((place.name, depth[place.name.index])) }
    depth[place.name.index] = scope
    scopes[scopes.count - 1].names.append(place.name)
    places[place.name] = (place.span, statement)
  }

  /// The name with which a loop counts.
  private mutating func count(_ place: NamePlace, _ statement: Int) {
    if let depth = depth[place.name.index], depth >= base {
      note(
        .reboundName(tree[place.name]), at: place.span, related: places[place.name]?.span,
        statement)
    }
    declare(place, statement)
  }

  private mutating func note(
    _ problem: FormulaError.Problem, at span: SourceSpan, related: SourceSpan? = nil,
    _ statement: Int
  ) {
    errors.append((FormulaError(problem, at: span, related: related), statement))
  }
}
