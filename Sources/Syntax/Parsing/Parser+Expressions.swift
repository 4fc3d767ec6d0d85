import Basics

extension Parser {
  /// An expression whose operators bind at least so tightly.
  package mutating func expression(
    binding minimum: Precedence = .comparison
  ) throws(FormulaError) -> SyntaxID {
    let start = token.span.lowerBound
    var left = try signed()
    while let operation = token.kind.binaryOperator, operation.precedence >= minimum {
      let right = try rightOperand(of: operation)
      left = tree.append(.binary(operation, left, right), at: span(from: start))
      try refuseChain(after: operation)
    }
    return left
  }

  private mutating func rightOperand(
    of operation: BinaryOperator
  ) throws(FormulaError) -> SyntaxID {
    guard operation == .power else {
      advance()
      return try expression(binding: operation.rightMinimum)
    }
    try deepen()
    defer { depth -= 1 }
    advance()
    return try expression(binding: operation.rightMinimum)
  }

  /// `a < b < c` means something else in every language, so it means nothing here.
  private func refuseChain(after operation: BinaryOperator) throws(FormulaError) {
    guard operation.precedence == .comparison, let next = token.kind.binaryOperator,
      next.precedence == .comparison
    else { return }
    throw FormulaError(.chainedComparison(operation.symbol, next.symbol), at: token.span)
  }

  /// An operand with the signs before it: `-x`, `√x`. They bind looser than `^`, as in Python.
  private mutating func signed() throws(FormulaError) -> SyntaxID {
    let sign = token
    guard sign.kind == .minus || sign.kind == .plus || sign.kind == .root else {
      return try operand()
    }
    try deepen()
    defer { depth -= 1 }
    advance()
    let operand = try expression(binding: .prefix)
    let span = span(from: sign.span.lowerBound)
    switch sign.kind {
    case .minus: return tree.append(.negate(operand), at: span)
    case .root: return tree.call("sqrt", [operand], at: span)
    default: return operand
    }
  }

  /// A number, a name, a call or something in brackets, with what is attached behind it.
  private mutating func operand() throws(FormulaError) -> SyntaxID {
    let start = token.span.lowerBound
    var base = try primary()
    while true {
      let attached = token
      switch attached.kind {
      case .leftSquare where !separatesElements(from: base):
        let indices = try self.indices()
        base = tree.append(.index(base, tree.list(indices)), at: span(from: start))
      case .superscript:
        advance()
        let exponent = exponent(of: attached)
        base = tree.append(.binary(.power, base, exponent), at: span(from: start))
      case .transpose:
        advance()
        base = tree.call("transpose", [base], at: span(from: start))
      default:
        lastOperand = span(from: start)
        return base
      }
    }
  }

  /// Whether a bracket begins the next row of a matrix, before which a comma was forgotten, rather
  /// than an index: nobody takes an element of a row just typed.
  private func separatesElements(from base: SyntaxID) -> Bool {
    guard case .array = tree[base].kind, openings.last?.role == .array else { return false }
    return tree[base].span.upperBound == previous.span.upperBound
  }

  private mutating func exponent(of token: Token) -> SyntaxID {
    let number = tree.append(.number(token.value.magnitude), at: token.span)
    return token.value < 0 ? tree.append(.negate(number), at: token.span) : number
  }

  private mutating func primary() throws(FormulaError) -> SyntaxID {
    switch token.kind {
    case .number:
      let number = token
      advance()
      return tree.append(.number(number.value), at: number.span)
    case .name: return try nameOrCall()
    case .leftParenthesis: return try group()
    case .leftSquare: return try array()
    case .bar: return try absoluteValue()
    default: throw missingOperand()
    }
  }

  /// Whether a name is that of a function that came late, and may be one of the program's own: what
  /// it is shows when the whole program has been read.
  private func isSoft(_ name: String) -> Bool {
    guard BuiltIn.softNames.contains(name) else { return false }
    let isArgument = token.kind == .name || token.kind == .number
    return !isArgument || isFirstOnLine
  }

  private mutating func nameOrCall() throws(FormulaError) -> SyntaxID {
    let word = token
    let name = name(of: word)
    advance()
    // In quotes stands a value, whatever functions there are.
    if source.isQuote(at: word.span.lowerBound) {
      return tree.append(.name(name), at: word.span)
    }
    guard token.kind == .leftParenthesis else {
      if functions.contains(tree[name]), token.kind != .assign, !isSoft(tree[name]) {
        throw functionWithoutBrackets(tree[name], at: word.span)
      }
      return tree.append(.name(name), at: word.span)
    }
    let arguments = try self.arguments()
    let list = tree.list(arguments)
    let call = tree.append(.call(name, list), at: span(from: word.span.lowerBound))
    lastCall = call
    return call
  }
}
