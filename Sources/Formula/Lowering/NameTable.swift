import Autodiff
import Basics
import Syntax

/// What the names of a program stand for, and which of its calls and bindings are wrong: all that
/// can be said before anything is computed.
struct NameTable {
  /// What the statements are: those of a program, or the values of `--at`, in which no name of the
  /// program means anything.
  enum Role {
    case program, values
  }

  let tree: SyntaxTree
  let role: Role
  /// Names that stand for inputs whatever else they mean.
  let inputNames: Set<String>
  /// By the name's index.
  private(set) var meanings: [Meaning]
  private(set) var functions: [UserFunction] = []
  /// The names of inputs, in order of appearance.
  private(set) var inputs: [NamePlace] = []
  private var isInput: [Bool]
  private(set) var notes: [ProgramNote] = []
  let scopes: NameScopes
  var errors = ErrorList()
  /// The calls that the functions make of one another, by the function that calls.
  var calls: [[Call]] = []
  /// The functions that the statements call.
  private var called: [Int] = []
  private var refusedStatements: Set<Int> = []
  private var functionsByHeader: [Int: Int] = [:]

  /// A call of a function of the program.
  struct Call {
    let callee: Int
    let node: SyntaxID
  }

  /// Goes through a program. `inputs` are names that stand for inputs even if numbers are called so.
  ///
  /// - Complexity: linear in the number of nodes.
  init(_ tree: SyntaxTree, role: Role = .program, inputs: Set<String> = []) {
    self.tree = tree
    self.role = role
    inputNames = inputs
    scopes = NameScopes(tree)
    for (error, statement) in scopes.errors {
      errors.append(error)
      refusedStatements.insert(statement)
    }
    isInput = Array(repeating: false, count: tree.names.count)
    meanings = tree.names.map { name in
      inputs.contains(name) ? .free : NamedNumber.all[name].map(Meaning.constant) ?? .free
    }
    if role == .program { declareNames() }
    calls = functions.map { _ in [] }
    for index in tree.statements.indices { check(index) }
    refuseRecursion()
    findInputs()
  }

  /// Whether a name is that of an input or of a result of the program.
  func isOfProgram(_ name: Name) -> Bool {
    if isInput[name.index] { return true }
    switch self[name] {
    case .literal, .computed, .function, .refused: return true
    case .free, .constant: return false
    }
  }

  subscript(name: Name) -> Meaning { meanings[name.index] }

  /// Whether something in a statement is wrong, which has been noted.
  func isRefused(statement: Int) -> Bool { refusedStatements.contains(statement) }

  /// What a name typed elsewhere, as in `--at`, stands for in the program.
  func meaning(of text: String) -> Meaning? {
    tree.existingName(text).map { meanings[$0.index] }
  }

  mutating func refuse(function: Int) {
    functions[function].isRefused = true
  }
}

extension NameTable {
  private mutating func declareNames() {
    for (index, statement) in tree.statements.enumerated() {
      switch statement.kind {
      case .binding(let place, _):
        guard scopes.owner[index] == nil else { break }
        declareBinding(place, index)
      case .function(let place, let parameters, let body):
        noteShadowing(by: parameters)
        let isNew = declare(place, as: .function(functions.count), by: index)
        if isNew { add(place, parameters, body, index) }
      case .broken(let place?): declareBroken(place)
      case .loop(let place, _, _, _): noteShadowing(by: [place])
      case .broken(nil), .expression, .output, .branch, .otherwise: break
      }
    }
    for (index, statement) in tree.statements.enumerated() {
      guard case .binding(let place, _) = statement.kind, scopes.isOuter[index],
        isLiteral(statement), meanings[place.name.index].statement == index
      else { continue }
      meanings[place.name.index] = .literal(statement: index)
    }
  }

  /// A name that a statement outside of loops and functions binds; branches of one `if` may bind the
  /// same one.
  private mutating func declareBinding(_ place: NamePlace, _ index: Int) {
    guard !scopes.isBroken[index], !refusedStatements.contains(index) else {
      return declareBroken(place)
    }
    switch scopes.role[index] {
    case .declares, .repeats:
      declare(place, as: .computed(statement: index), by: index)
    case .local: noteShadowing(by: [place])
    case .alternative, .rebinds, nil: break
    }
  }

  @discardableResult
  private mutating func declare(
    _ place: NamePlace, as meaning: Meaning, by statement: Int
  ) -> Bool {
    let name = tree[place.name]
    switch meanings[place.name.index] {
    case .free, .constant:
      meanings[place.name.index] = meaning
      noteShadowing(by: [place])
      noteOwnMeaning(of: place, meaning)
      return true
    case let taken:
      let first = firstPlace(of: taken)
      errors.append(FormulaError(.reboundName(name), at: place.span, related: first))
      refusedStatements.insert(statement)
      return false
    }
  }

  /// Says that a name of a built-in function is something of the program's own. In quotes a name is
  /// never that of a function.
  private mutating func noteOwnMeaning(of place: NamePlace, _ meaning: Meaning) {
    let name = tree[place.name]
    let isFunction = if case .function = meaning { true } else { false }
    guard isFunction ? BuiltIn.named(name) != nil : BuiltIn.softNames.contains(name) else { return }
    let message =
      "\(name.quoted) is the program's own \(isFunction ? "function" : "name") here, "
      + "not the built-in one"
    notes.append(ProgramNote(message, at: place.span))
  }

  /// A broken statement may have bound a name before or again: either way its meaning is not known.
  private mutating func declareBroken(_ place: NamePlace) {
    if case .function(let function) = meanings[place.name.index] { refuse(function: function) }
    meanings[place.name.index] = .refused
  }

  private func firstPlace(of meaning: Meaning) -> SourceSpan? {
    if case .function(let function) = meaning { return functions[function].place.span }
    guard let statement = meaning.statement,
      case .binding(let place, _) = tree.statements[statement].kind
    else { return nil }
    return place.span
  }

  private mutating func add(
    _ place: NamePlace, _ parameters: [NamePlace], _ body: SyntaxID?, _ index: Int
  ) {
    let (statement, places) = (
      tree.statements[index], parameters.enumerated().map { ($1.name, $0) }
    )
    var function = UserFunction(
      place: place, parameters: Dictionary(places) { first, _ in first }, body: body,
      nodes: statement.nodes, lines: statement.body)
    for name in scopes.callNames[index] ?? [] where function.slot(of: name) == nil {
      function.locals[name] = function.slotCount
    }
    functionsByHeader[index] = functions.count
    functions.append(function)
  }

  private mutating func noteShadowing(by places: [NamePlace]) {
    for place in places {
      let name = tree[place.name]
      guard let constant = NamedNumber.all[name] else { continue }
      let number = "\(constant)".prefix(7)
      let message = "\(name.quoted) is the program's own name here, not the number \(number)"
      notes.append(ProgramNote(message, at: place.span))
    }
  }

  /// Whether the statement gives its name a number with or without a sign, or an array of them.
  private func isLiteral(_ statement: Statement) -> Bool {
    statement.nodes.allSatisfy { index in
      switch tree.nodes[index].kind {
      case .number, .negate, .array: true
      case .name(let name): if case .constant = meanings[name.index] { true } else { false }
      default: false
      }
    }
  }
}

extension NameTable {
  private mutating func check(_ index: Int) {
    let statement = tree.statements[index]
    let function = function(of: index)
    if refusedStatements.contains(index) || scopes.isBroken[index] {
      refusedStatements.insert(index)
      if let function { refuse(function: function) }
      return
    }
    let before = errors.count
    for node in statement.nodes {
      guard let call = check(SyntaxID(node), within: function) else { continue }
      if let function { calls[function].append(call) } else { called.append(call.callee) }
    }
    if statement.isData, !isLiteral(statement), case .binding(let place, _) = statement.kind {
      errors.append(FormulaError(.block(.computedData(tree[place.name])), at: place.span))
    }
    guard errors.count > before else { return }
    refusedStatements.insert(index)
    if let function { refuse(function: function) }
  }

  /// The function that a statement defines, or a line of which it is.
  func function(of statement: Int) -> Int? {
    functionsByHeader[scopes.owner[statement] ?? statement]
  }

  /// The inputs are the names that appear, in a statement or in a function that is called, and that
  /// no computation binds.
  private mutating func findInputs() {
    let reached = reachedFunctions()
    for (index, statement) in tree.statements.enumerated() {
      if let function = function(of: index), !reached.contains(function) { continue }
      var outputs: Set<Int> = []
      switch statement.kind {
      case .binding(let place, _): if scopes.role[index] == .declares { addInput(place) }
      // To ask for a name's element makes no input of it.
      case .output(let places): outputs = Set(places.compactMap { tree.base(of: $0)?.index })
      case .function, .expression, .loop, .branch, .otherwise, .broken: break
      }
      for index in statement.nodes where !outputs.contains(index) {
        guard case .name(let name) = tree.nodes[index].kind, !scopes.isLocal[index] else {
          continue
        }
        addInput(NamePlace(name: name, span: tree.nodes[index].span))
      }
    }
  }

  private mutating func addInput(_ place: NamePlace) {
    guard !isInput[place.name.index] else { return }
    switch meanings[place.name.index] {
    case .free, .literal:
      isInput[place.name.index] = true
      inputs.append(place)
    case .constant, .computed, .function, .refused: break
    }
  }

  private func reachedFunctions() -> Set<Int> {
    var reached: Set<Int> = []
    var pending = called
    while let function = pending.popLast() {
      if reached.insert(function).inserted { pending += calls[function].map(\.callee) }
    }
    return reached
  }
}

extension SyntaxTree {
  /// The node that names what an element is asked of.
  fileprivate func base(of place: OutputPlace) -> SyntaxID? {
    guard let element = place.element, case .index(let base, _) = self[element].kind else {
      return nil
    }
    return base
  }
}
