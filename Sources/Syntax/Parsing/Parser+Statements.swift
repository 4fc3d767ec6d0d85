import Basics

extension Parser {
  /// A statement up to, but not with, what ends it.
  package mutating func statementKind() throws(FormulaError) -> Statement.Kind {
    if token.kind == .output { return try output() }
    if token.kind == .assign { throw FormulaError(.missingTarget, at: token.span) }
    if let keyword = keyword() { return try statement(keyword) }
    let start = token.span.lowerBound
    let value = try expression()
    guard token.kind == .assign else { return .expression(value) }
    return try assignment(to: value, from: start)
  }

  /// What follows an expression that turned out to be the left side of `=`.
  private mutating func assignment(
    to left: SyntaxID, from start: Int
  ) throws(FormulaError) -> Statement.Kind {
    let node = tree[left]
    let isBare = node.span == span(from: start)
    switch node.kind {
    case .name(let name) where isBare:
      return try binding(NamePlace(name: name, span: node.span))
    case .call(let name, let arguments) where isBare && left == lastCall:
      let length = tree[name].utf8.count
      let place = NamePlace(name: name, span: SourceSpan(start, start + length))
      return try definition(of: place, parameters: arguments)
    default:
      throw FormulaError(.wrongTarget(kind(ofTarget: node.kind)), at: span(from: start))
    }
  }

  private func kind(ofTarget node: SyntaxNode.Kind) -> FormulaError.Target {
    switch node {
    case .number: .number
    case .index: .element
    case .array: .array
    default: .expression
    }
  }

  package mutating func binding(_ place: NamePlace) throws(FormulaError) -> Statement.Kind {
    target = place
    let name = tree[place.name]
    let isQuoted = source.isQuote(at: place.span.lowerBound)
    if !isQuoted, !BuiltIn.softNames.contains(name), functions.remove(name) != nil {
      throw FormulaError(.assignmentToFunction(name), at: place.span)
    }
    return .binding(place, value: try rightSide(for: place))
  }

  private mutating func definition(
    of place: NamePlace, parameters: NodeList
  ) throws(FormulaError) -> Statement.Kind {
    // The name is declared even when the parameters are wrong, so that its calls are not refused too.
    target = place
    functions.insert(tree[place.name])
    let parameters = try self.parameters(parameters, of: place)
    return .function(place, parameters: parameters, body: try functionBody(of: place))
  }

  private func parameters(
    _ list: NodeList, of place: NamePlace
  ) throws(FormulaError) -> [NamePlace] {
    if list.count == 0 {
      throw FormulaError(.missingParameters(tree[place.name]), at: place.span)
    }
    var parameters: [NamePlace] = []
    var seen: Set<Name> = []
    for node in tree[list] {
      let span = tree[node].span
      guard case .name(let name) = tree[node].kind else {
        throw FormulaError(.wrongParameter(source.text(in: span)), at: span)
      }
      guard seen.insert(name).inserted else {
        throw FormulaError(.repeatedParameter(tree[name]), at: span)
      }
      parameters.append(NamePlace(name: name, span: span))
    }
    return parameters
  }

  /// The value after `=`, or none when the lines below are the function's.
  private mutating func functionBody(of place: NamePlace) throws(FormulaError) -> SyntaxID? {
    let equal = token
    advance()
    if hasBlockBelow() {
      tree.removeOpenNodes()
      return nil
    }
    lexer.rewind(to: equal.span.upperBound)
    token = equal
    return try rightSide(for: place)
  }

  /// The value after `=`; the nodes of the left side are forgotten.
  private mutating func rightSide(for place: NamePlace) throws(FormulaError) -> SyntaxID {
    target = place
    tree.removeOpenNodes()
    advance()
    let value = try expression()
    if token.kind == .assign { throw FormulaError(.repeatedAssignment, at: token.span) }
    return value
  }

  private mutating func output() throws(FormulaError) -> Statement.Kind {
    let word = token.span
    advance()
    if token.kind == .assign { throw FormulaError(.outputAsName, at: word) }
    var places: [OutputPlace] = []
    while true {
      if token.kind.endsStatement { throw FormulaError(.missingOutputName, at: previous.span) }
      guard token.kind == .name else { throw misplacedOutput() }
      places.append(try outputPlace())
      guard token.kind == .comma else { break }
      advance()
    }
    guard token.kind.endsStatement else { throw misplacedOutput() }
    return .output(places)
  }

  /// `z`, or an element or a part of it: `z[0]`, `z[1:]`.
  private mutating func outputPlace() throws(FormulaError) -> OutputPlace {
    let place = NamePlace(name: name(of: token), span: token.span)
    advance()
    guard token.kind == .leftSquare else { return OutputPlace(place) }
    let base = tree.append(.name(place.name), at: place.span)
    let indices = try self.indices()
    let element = tree.append(
      .index(base, tree.list(indices)), at: span(from: place.span.lowerBound))
    return OutputPlace(place, element: element)
  }

  private func misplacedOutput() -> FormulaError {
    token.kind == .invalid ? unexpected() : FormulaError(.outputOfExpression, at: token.span)
  }
}
