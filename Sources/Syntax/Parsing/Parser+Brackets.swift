import Basics

/// A bracket that was opened: where, and what for.
package struct Opening {
  package enum Role {
    case group, call, array, index, bars
  }

  package let role: Role
  package let token: Token
}

extension Parser {
  /// `(x)`
  package mutating func group() throws(FormulaError) -> SyntaxID {
    try open(.group)
    if token.kind == .rightParenthesis { throw emptyBrackets(.group) }
    let value = try expression()
    try close(.rightParenthesis)
    return value
  }

  /// `|x|`; a bar opens where a value is due, and closes where an operator is.
  package mutating func absoluteValue() throws(FormulaError) -> SyntaxID {
    let start = token.span.lowerBound
    try open(.bars)
    let inner = token
    let value = try expression()
    let end = previous.span
    try close(.bar)
    let whole = span(from: start)
    // Two bars on both sides are meant as a norm, which an absolute value of one is not.
    if inner.kind == .bar, case .call = tree[value].kind,
      tree[value].span == SourceSpan(start + 1, whole.upperBound - 1)
    {
      throw FormulaError(.normInBars(barsText(of: inner, to: end)), at: whole)
    }
    return tree.call("abs", [value], at: whole)
  }

  /// What stands between bars.
  private func barsText(of first: Token, to last: SourceSpan) -> String {
    source.text(from: first.span.upperBound, to: last.lowerBound)
  }

  /// `[1, 2]`; a comma may follow the last element.
  package mutating func array() throws(FormulaError) -> SyntaxID {
    let start = token.span.lowerBound
    try open(.array)
    if token.kind == .rightSquare { throw emptyBrackets(.array) }
    var elements = [try expression()]
    if token.kind == .semicolon { return try join(elements[0], from: start) }
    while try goesOn(before: .rightSquare) { elements.append(try expression()) }
    try close(.rightSquare)
    return tree.array(elements, at: span(from: start))
  }

  /// `[x; 1]`, whose first element has been read.
  private mutating func join(_ first: SyntaxID, from start: Int) throws(FormulaError) -> SyntaxID {
    var elements = [first]
    while token.kind == .semicolon {
      advance()
      elements.append(try expression())
    }
    if token.kind == .comma || token.kind == .number {
      throw FormulaError(.semicolonInArray, at: token.span)
    }
    try close(.rightSquare)
    return tree.join(elements, at: span(from: start))
  }

  /// `(x, axis=0)`; a comma may follow the last argument.
  package mutating func arguments() throws(FormulaError) -> [SyntaxID] {
    try open(.call)
    var arguments: [SyntaxID] = []
    var keywords: Set<Name> = []
    while token.kind != .rightParenthesis {
      arguments.append(try argument(after: &keywords))
      guard try goesOn(before: .rightParenthesis) else { break }
    }
    try close(.rightParenthesis)
    return arguments
  }

  private mutating func argument(after keywords: inout Set<Name>) throws(FormulaError) -> SyntaxID {
    let start = token.span.lowerBound
    let count = tree.nodes.count
    let value = try expression()
    guard token.kind == .assign, case .name(let name) = tree[value].kind,
      tree[value].span == span(from: start)
    else {
      if token.kind != .assign, !keywords.isEmpty {
        throw FormulaError(.positionalAfterKeyword, at: span(from: start))
      }
      return value
    }
    guard keywords.insert(name).inserted else {
      throw FormulaError(.repeatedKeyword(tree[name]), at: span(from: start))
    }
    tree.removeNodes(downTo: count)
    advance()
    let argument = try expression()
    return tree.append(.keyword(name, argument), at: span(from: start))
  }

  /// `[0, :]`
  package mutating func indices() throws(FormulaError) -> [SyntaxID] {
    try open(.index)
    if token.kind == .rightSquare { throw emptyBrackets(.index) }
    var indices = [try index()]
    while token.kind == .comma {
      advance()
      indices.append(try index())
    }
    try close(.rightSquare)
    return indices
  }

  private mutating func index() throws(FormulaError) -> SyntaxID {
    let start = token.span.lowerBound
    if token.kind == .colon { return try slice(from: nil, startingAt: start) }
    let value = try expression()
    return token.kind == .colon ? try slice(from: value, startingAt: start) : value
  }

  private mutating func slice(
    from lower: SyntaxID?, startingAt start: Int
  ) throws(FormulaError) -> SyntaxID {
    advance()
    let endsHere = token.kind == .comma || token.kind == .rightSquare || token.kind == .colon
    let upper = endsHere ? nil : try expression()
    if token.kind == .colon { throw FormulaError(.sliceStep, at: token.span) }
    return tree.append(.slice(from: lower, to: upper), at: span(from: start))
  }
}

extension Parser {
  private mutating func open(_ role: Opening.Role) throws(FormulaError) {
    try deepen()
    openings.append(Opening(role: role, token: token))
    if role != .bars { openBrackets += 1 }
    advance()
  }

  private mutating func close(_ kind: Token.Kind) throws(FormulaError) {
    guard token.kind == kind else { throw unexpected() }
    depth -= 1
    openings.removeLast()
    if kind != .bar { openBrackets -= 1 }
    advance()
  }

  /// Reads the comma after an element; whether another element follows.
  private mutating func goesOn(before closing: Token.Kind) throws(FormulaError) -> Bool {
    guard token.kind == .comma else { return false }
    advance()
    return token.kind != closing
  }

  private func emptyBrackets(_ kind: FormulaError.Brackets) -> FormulaError {
    FormulaError(
      .emptyBrackets(kind), at: SourceSpan(previous.span.lowerBound, token.span.upperBound))
  }
}
