import Basics
import Syntax

/// Whether names are called and used as what they are.
extension NameTable {
  /// Notes what is wrong with a node; returns the call of a function of the program that it is.
  mutating func check(_ node: SyntaxID, within function: Int?) -> Call? {
    switch tree[node].kind {
    case .name(let name):
      if !scopes.isLocal[node.index] { checkUse(of: name, at: tree[node].span) }
      return nil
    case .call(let name, let arguments):
      return checkCall(of: name, tree[arguments], at: node, within: function)
    default: return nil
    }
  }

  /// Whether a name is one of a call's own, within the function.
  private func isOwn(_ name: Name, of function: Int?) -> Bool {
    function.map { functions[$0].slot(of: name) != nil } ?? false
  }

  private mutating func checkUse(of name: Name, at span: SourceSpan) {
    switch self[name] {
    case .function:
      errors.append(
        FormulaError(.functionWithoutBrackets(tree[name], argument: nil), at: span))
    case .free where BuiltIn.softNames.contains(tree[name]) && !inputNames.contains(tree[name]):
      let problem = FormulaError.Problem.functionWithoutBrackets(tree[name], argument: nil)
      errors.append(FormulaError(problem, at: span))
    case .free where role == .values:
      errors.append(FormulaError(.nameInValue(tree[name]), at: span))
    case .free, .constant, .literal, .computed, .refused: break
    }
  }

  private mutating func checkCall(
    of name: Name, _ arguments: ArraySlice<SyntaxID>, at node: SyntaxID, within function: Int?
  ) -> Call? {
    if isOwn(name, of: function) {
      note(.callOfValue(tree[name]), atNameOf: node)
      return nil
    }
    switch self[name] {
    case .function(let callee):
      let isRight = checkArguments(arguments, of: callee, at: node)
      return isRight ? Call(callee: callee, node: node) : nil
    // A name in quotes may be that of a function, which can be called all the same.
    case .literal, .computed:
      guard BuiltIn.named(tree[name]) != nil else {
        note(.callOfValue(tree[name]), atNameOf: node)
        return nil
      }
      checkBuiltIn(tree[name], arguments, at: node)
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
    // A shape is what is otherwise typed number by number.
    let given = arguments.count { argument in
      keyword(of: argument).map { tree[$0] == "shape" } ?? true
    }
    guard !builtIn.arity.contains(given) else { return }
    let problem = FormulaError.Problem.argumentCount(
      function: name, expected: builtIn.arity, given: given, usage: builtIn.usage)
    errors.append(FormulaError(problem, at: tree[node].span))
  }

  private func unknownFunction(_ name: String) -> FormulaError.Problem {
    if NamedNumber.all[name] != nil { return .callOfValue(name) }
    if let cure = BuiltIn.foreignNames[name] { return .foreignFunction(name, cure: cure) }
    // Later errors are not reported; to search for them as well could take long.
    guard !errors.isFull else { return .unknownFunction(name, nearest: nil) }
    let known = functions.map { tree[$0.place.name] } + BuiltIn.all.map(\.name)
    // `np.sin` is `sin` here.
    if let last = name.split(separator: ".").last.map(String.init), last != name,
      BuiltIn.named(last) != nil
    {
      return .unknownFunction(name, nearest: last)
    }
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
