package import Basics

extension Parser {
  /// Why a value cannot begin with the token.
  package func missingOperand() -> FormulaError {
    if token.kind == .invalid { return invalidToken() }
    if token.kind == .output { return FormulaError(.outputAsName, at: token.span) }
    if token.kind == .end || token.kind == .semicolon, let opening = openings.last {
      return unclosed(opening)
    }
    if token.kind == .assign, let error = compoundAssignment() { return error }
    if token.kind == .newline, !isLastLine(token.span.lowerBound) {
      return FormulaError(.unfinishedLine(after: text(of: previous)), at: previous.span)
    }
    let isFirst = previous.kind.endsStatement && openings.isEmpty
    let before = isFirst ? nil : text(of: previous)
    let isLast = token.kind.endsStatement
    let after = isLast ? nil : text(of: token)
    if isFirst, let error = unopenedBracket() { return error }
    return FormulaError(
      .missingOperand(after: before, found: after), at: isLast ? previous.span : token.span)
  }

  /// Why neither an operator nor an end is the token after a value.
  package func unexpected() -> FormulaError {
    switch token.kind {
    case .invalid: invalidToken()
    case .end, .newline, .semicolon: unfinished()
    case .rightParenthesis, .rightSquare: wrongClosing()
    case .assign: unclosedBefore(lastOperand) ?? .init(.assignmentWithinExpression, at: token.span)
    case .output: FormulaError(.outputWithinStatement, at: token.span)
    case .comma, .colon: straySign()
    case .through, .upTo: FormulaError(.block(.rangeElsewhere), at: token.span)
    case .bar where endOfBars(from: token.span.upperBound) == nil: straySign()
    default: missingOperator()
    }
  }

  /// Whether nothing follows on the next line.
  private func isLastLine(_ offset: Int) -> Bool {
    source.bounds(ofLine: source.line(at: offset) + 1).isEmpty
  }

  private func invalidToken() -> FormulaError {
    FormulaError(lexer.fault ?? .straySign(text(of: token)), at: token.span)
  }

  private func unclosed(_ opening: Opening) -> FormulaError {
    if token.kind == .semicolon, opening.role == .array {
      return FormulaError(.semicolonInArray, at: token.span)
    }
    return FormulaError(.unclosedBracket(text(of: opening.token)), at: opening.token.span)
  }

  /// The bracket that must have been meant to close before a place, as the line of the place begins
  /// a statement.
  private func unclosedBefore(_ place: SourceSpan) -> FormulaError? {
    let line = source.line(at: place.lowerBound)
    guard let opening = openings.last, source.line(at: opening.token.span.lowerBound) < line,
      beginsStatement(line: line)
    else { return nil }
    return unclosed(opening)
  }

  private func unfinished() -> FormulaError {
    openings.last.map { unclosed($0) } ?? straySign()
  }

  private func straySign() -> FormulaError {
    FormulaError(.straySign(text(of: token)), at: token.span)
  }

  private func wrongClosing() -> FormulaError {
    guard let opening = openings.last else {
      return FormulaError(.unopenedBracket(text(of: token)), at: token.span)
    }
    if opening.role == .bars { return unclosed(opening) }
    return FormulaError(
      .mismatchedBracket(text(of: token), opening: text(of: opening.token)), at: token.span,
      related: opening.token.span)
  }

  private func unopenedBracket() -> FormulaError? {
    guard token.kind == .rightParenthesis || token.kind == .rightSquare else { return nil }
    return FormulaError(.unopenedBracket(text(of: token)), at: token.span)
  }

  /// `x += 1`
  private func compoundAssignment() -> FormulaError? {
    guard previous.kind.binaryOperator != nil, !isSpaced, let node = tree.nodes.last,
      case .name(let name) = node.kind, node.span.lowerBound == statementStart
    else { return nil }
    let problem = FormulaError.Problem.compoundAssignment(
      name: tree[name], operation: text(of: previous))
    return FormulaError(problem, at: SourceSpan(previous.span.lowerBound, token.span.upperBound))
  }

  /// `sin x`
  package func functionWithoutBrackets(_ name: String, at span: SourceSpan) -> FormulaError {
    if token.kind == .caret || token.kind == .superscript {
      return FormulaError(.powerOfFunction(name), at: span)
    }
    if source.byte(at: span.upperBound) == UInt8(ascii: "'") {
      return FormulaError(
        .primedFunction(name), at: SourceSpan(span.lowerBound, span.upperBound + 1))
    }
    let isOperand = token.kind == .name || token.kind == .number
    let argument = isOperand && !isFirstOnLine ? argumentText() : nil
    return FormulaError(.functionWithoutBrackets(name, argument: argument), at: span)
  }

  private func argumentText() -> String {
    var probe = lexer
    let next = probe.next()
    guard token.kind == .number, next.kind == .name else { return operandText() }
    return text(of: token) + "*" + text(of: next)
  }
}

extension Parser {
  /// Two values side by side: `2x`, `[1 2]`, `let x`.
  private func missingOperator() -> FormulaError {
    if isFirstOnLine, let error = unclosedBefore(token.span) { return error }
    if let error = lambda() ?? foreignWord() { return error }
    let left = source.text(in: lastOperand)
    let right = operandText()
    // The carets span what stands side by side, unless a line ends in between.
    let start = isFirstOnLine ? token.span.lowerBound : lastOperand.lowerBound
    let span = SourceSpan(start, token.span.upperBound)
    switch openings.last?.role {
    case .array where isSpaced:
      return FormulaError(.missingComma(left: left, right: right), at: span)
    case .call where isSpaced:
      return FormulaError(.missingOperatorOrComma(left: left, right: right), at: span)
    default: return FormulaError(.missingOperator(left: left, right: right), at: span)
    }
  }

  /// Whether there is room before the token.
  private var isSpaced: Bool { previous.span.upperBound < token.span.lowerBound }

  /// A word of another language before a value (`let x`), or one within (`a and b`).
  private func foreignWord() -> FormulaError? {
    guard isSpaced else { return nil }
    for word in [previous, token] where word.kind == .name {
      let text = text(of: word)
      if FormulaError.Problem.foreignWords[text] != nil {
        return FormulaError(.foreignWord(text), at: word.span)
      }
    }
    let isSecondWord = target == nil && tree.nodes.count == tree.firstOpenNode + 1
    guard isSecondWord, previous.kind == .name, token.kind == .name, openings.isEmpty,
      let nearest = nearestWord(to: text(of: previous), among: ["output"])
    else { return nil }
    return FormulaError(.unknownWord(text(of: previous), nearest: nearest), at: previous.span)
  }

  /// The value that begins with the token, as far as it is easily found; for a suggestion, not for work.
  private func operandText() -> String {
    let start = token.span.lowerBound
    let end = token.span.upperBound
    var closed: Int?
    switch token.kind {
    case .number: return text(of: token)
    case .name:
      guard source.byte(at: end) == UInt8(ascii: "(") else { return text(of: token) }
      closed = endOfBrackets(from: end)
    case .leftParenthesis, .leftSquare: closed = endOfBrackets(from: start)
    case .bar: closed = endOfBars(from: end)
    default: break
    }
    return closed.map { source.text(from: start, to: $0) } ?? text(of: token) + "..."
  }

  /// The offset behind the bracket that closes the one at an offset, when it is near.
  private func endOfBrackets(from start: Int) -> Int? {
    var level = 0
    for offset in start..<start + 40 {
      switch source.byte(at: offset) {
      case UInt8(ascii: "("), UInt8(ascii: "["): level += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): level -= 1
      case nil, UInt8(ascii: "\n"), UInt8(ascii: "\r"): return nil
      default: break
      }
      if level == 0 { return offset + 1 }
    }
    return nil
  }

  private func endOfBars(from start: Int) -> Int? {
    for offset in start..<start + 40 {
      switch source.byte(at: offset) {
      case UInt8(ascii: "|"): return offset + 1
      case nil, UInt8(ascii: "\n"), UInt8(ascii: "\r"): return nil
      default: break
      }
    }
    return nil
  }
}
