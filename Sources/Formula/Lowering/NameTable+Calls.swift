/// Whether names are called and used as what they are.
extension NameTable {
  /// Notes what is wrong with a node; returns the call of a function of the program that it is.
  mutating func check(_ node: SyntaxID, within function: Int?) -> Call? {
    switch tree[node].kind {
    case .name(let name):
      if !isParameter(name, of: function) { checkUse(of: name, at: tree[node].span) }
      return nil
    case .call(let name, let arguments):
      return checkCall(of: name, tree[arguments], at: node, within: function)
    default: return nil
    }
  }

  private func isParameter(_ name: Name, of function: Int?) -> Bool {
    function.map { functions[$0].parameters[name] != nil } ?? false
  }

  private mutating func checkUse(of name: Name, at span: SourceSpan) {
    switch self[name] {
    case .function:
      errors.append(
        FormulaError(.functionWithoutBrackets(tree[name], argument: nil), at: span))
    case .free where role == .values:
      errors.append(FormulaError(.nameInValue(tree[name]), at: span))
    default: break
    }
  }

  private mutating func checkCall(
    of name: Name, _ arguments: ArraySlice<SyntaxID>, at node: SyntaxID, within function: Int?
  ) -> Call? {
    if isParameter(name, of: function) {
      note(.callOfValue(tree[name]), atNameOf: node)
      return nil
    }
    switch self[name] {
    case .function(let callee):
      let isRight = checkArguments(arguments, of: callee, at: node)
      return isRight ? Call(callee: callee, node: node) : nil
    case .literal, .computed: note(.callOfValue(tree[name]), atNameOf: node)
    case .free, .constant: checkBuiltIn(tree[name], arguments, at: node)
    case .refused: break
    }
    return nil
  }

  private mutating func checkArguments(
    _ arguments: ArraySlice<SyntaxID>, of function: Int, at node: SyntaxID
  ) -> Bool {
    let function = functions[function]
    let name = tree[function.place.name]
    let parameters = function.parameters.sorted { $0.value < $1.value }.map { tree[$0.key] }
    let usage = "\(name)(\(parameters.joined(separator: ", ")))"
    for argument in arguments {
      guard let keyword = keyword(of: argument) else { continue }
      let problem = FormulaError.Problem.unknownKeyword(
        tree[keyword], function: name, usage: usage)
      errors.append(FormulaError(problem, at: tree[argument].span))
      return false
    }
    guard arguments.count == parameters.count else {
      let expected = parameters.count...parameters.count
      let problem = FormulaError.Problem.argumentCount(
        function: name, expected: expected, given: arguments.count, usage: usage)
      errors.append(FormulaError(problem, at: tree[node].span))
      return false
    }
    return true
  }

  private mutating func checkBuiltIn(
    _ name: String, _ arguments: ArraySlice<SyntaxID>, at node: SyntaxID
  ) {
    guard let builtIn = BuiltIn.named(name) else {
      return note(unknownFunction(name), atNameOf: node)
    }
    for argument in arguments {
      guard let keyword = keyword(of: argument), !builtIn.keywords.contains(tree[keyword])
      else { continue }
      let problem = FormulaError.Problem.unknownKeyword(
        tree[keyword], function: name, usage: builtIn.usage)
      return errors.append(FormulaError(problem, at: tree[argument].span))
    }
    let given = arguments.count { keyword(of: $0) == nil }
    guard !builtIn.arity.contains(given) else { return }
    let problem = FormulaError.Problem.argumentCount(
      function: name, expected: builtIn.arity, given: given, usage: builtIn.usage)
    errors.append(FormulaError(problem, at: tree[node].span))
  }

  private func unknownFunction(_ name: String) -> FormulaError.Problem {
    if Meaning.constants[name] != nil { return .callOfValue(name) }
    if let cure = BuiltIn.foreignNames[name] { return .foreignFunction(name, cure: cure) }
    // Later errors are not told; to search for them as well could take long.
    guard !errors.isFull else { return .unknownFunction(name, nearest: nil) }
    let known = functions.map { tree[$0.place.name] } + BuiltIn.all.map(\.name)
    // Letters are swapped more often than forgotten.
    let candidates = known.filter { $0.count == name.count } + known
    let sameWord = candidates.first { $0.lowercased() == name.lowercased() }
    return .unknownFunction(name, nearest: sameWord ?? nearestWord(to: name, among: candidates))
  }

  private func keyword(of argument: SyntaxID) -> Name? {
    if case .keyword(let name, _) = tree[argument].kind { name } else { nil }
  }

  private mutating func note(_ problem: FormulaError.Problem, atNameOf call: SyntaxID) {
    guard case .call(let name, _) = tree[call].kind else { return }
    let span = tree[call].span
    let end = min(span.lowerBound + tree[name].utf8.count, span.upperBound)
    errors.append(FormulaError(problem, at: SourceSpan(span.lowerBound, end)))
  }
}
