import Autodiff

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
  /// By the name's index.
  private(set) var meanings: [Meaning]
  private(set) var functions: [UserFunction] = []
  /// The names of inputs, in order of appearance.
  private(set) var inputs: [NamePlace] = []
  private(set) var notes: [ProgramNote] = []
  var errors = ErrorList()
  /// The calls that the functions make of one another, by the function that calls.
  var calls: [[Call]] = []
  /// The functions that the statements call.
  private var called: [Int] = []
  private var refusedStatements: Set<Int> = []

  /// A call of a function of the program.
  struct Call {
    let callee: Int
    let node: SyntaxID
  }

  /// Goes through a program.
  ///
  /// - Complexity: linear in the number of nodes.
  init(_ tree: SyntaxTree, role: Role = .program) {
    self.tree = tree
    self.role = role
    meanings = tree.names.map { Meaning.constants[$0].map(Meaning.constant) ?? .free }
    if role == .program { declareNames() }
    calls = functions.map { _ in [] }
    for index in tree.statements.indices { check(index) }
    refuseRecursion()
    findInputs()
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
      case .binding(let place, _): declare(place, as: .computed(statement: index), by: index)
      case .function(let place, let parameters, let body):
        noteShadowing(by: parameters)
        let isNew = declare(place, as: .function(functions.count), by: index)
        if isNew { add(place, parameters, body, statement.nodes) }
      case .broken(let place?): declareBroken(place)
      case .broken(nil), .expression, .output: break
      }
    }
    for (index, statement) in tree.statements.enumerated() {
      guard case .binding(let place, _) = statement.kind, isLiteral(statement),
        meanings[place.name.index].statement == index
      else { continue }
      meanings[place.name.index] = .literal(statement: index)
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
      if case .function = meaning, BuiltIn.named(name) != nil {
        let message = "\(name.quoted) is the program's own function here, not the built-in one"
        notes.append(ProgramNote(message, at: place.span))
      }
      return true
    case let taken:
      let first = firstPlace(of: taken)
      errors.append(FormulaError(.reboundName(name), at: place.span, related: first))
      refusedStatements.insert(statement)
      return false
    }
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
    _ place: NamePlace, _ parameters: [NamePlace], _ body: SyntaxID, _ nodes: Range<Int>
  ) {
    let places = parameters.enumerated().map { ($1.name, $0) }
    functions.append(
      UserFunction(
        place: place, parameters: Dictionary(places) { first, _ in first }, body: body,
        nodes: nodes))
  }

  private mutating func noteShadowing(by places: [NamePlace]) {
    for place in places {
      let name = tree[place.name]
      guard let constant = Meaning.constants[name] else { continue }
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
    guard !refusedStatements.contains(index) else { return }
    let statement = tree.statements[index]
    let function = function(definedBy: statement)
    let before = errors.count
    for node in statement.nodes {
      guard let call = check(SyntaxID(node), within: function) else { continue }
      if let function { calls[function].append(call) } else { called.append(call.callee) }
    }
    guard errors.count > before else { return }
    refusedStatements.insert(index)
    if let function { refuse(function: function) }
  }

  private func function(definedBy statement: Statement) -> Int? {
    guard case .function(let place, _, _) = statement.kind,
      case .function(let function) = meanings[place.name.index]
    else { return nil }
    return function
  }

  /// The inputs are the names that appear, in a statement or in a function that is called, and that
  /// no computation binds.
  private mutating func findInputs() {
    let reached = reachedFunctions()
    var seen = Array(repeating: false, count: tree.names.count)
    for statement in tree.statements {
      var parameters: [Name: Int] = [:]
      switch statement.kind {
      case .binding(let place, _): addInput(place, &seen)
      case .function:
        guard let function = function(definedBy: statement), reached.contains(function)
        else { continue }
        parameters = functions[function].parameters
      case .expression, .output, .broken: break
      }
      for index in statement.nodes {
        guard case .name(let name) = tree.nodes[index].kind, parameters[name] == nil
        else { continue }
        addInput(NamePlace(name: name, span: tree.nodes[index].span), &seen)
      }
    }
  }

  private mutating func addInput(_ place: NamePlace, _ seen: inout [Bool]) {
    guard !seen[place.name.index] else { return }
    switch meanings[place.name.index] {
    case .free, .literal:
      seen[place.name.index] = true
      inputs.append(place)
    default: break
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
