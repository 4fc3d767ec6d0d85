import Basics

/// How the parser finds the next statement after one that it refused, so that one mistake is reported
/// once and an independent one further on is reported too.
extension Parser {
  /// Leaves the statement at hand.
  package mutating func recover(from error: FormulaError) {
    if isHeader {
      // What stands behind a header on its line belongs to it.
      while token.kind != .end, token.kind != .newline { advance() }
    } else if case .unclosedBracket = error.problem, token.kind != .semicolon {
      resume(after: error.span.lowerBound)
    } else {
      skipStatement()
    }
    openings = []
    openBrackets = 0
    depth = 0
  }

  /// Goes to the end of the statement, over the lines within brackets, or to a line that begins
  /// another one for certain.
  private mutating func skipStatement() {
    while token.kind != .end, token.kind != .newline {
      // Rows of a matrix may have been separated by semicolons.
      if token.kind == .semicolon, openings.last?.role != .array { return }
      if isFirstOnLine, beginsStatement(line: source.line(at: token.span.lowerBound)) { return }
      switch token.kind {
      case .leftParenthesis: pushOpening(.group)
      case .leftSquare: pushOpening(.array)
      case .rightParenthesis, .rightSquare: popOpening()
      default: break
      }
      advance()
    }
  }

  private mutating func pushOpening(_ role: Opening.Role) {
    openings.append(Opening(role: role, token: token))
    openBrackets += 1
  }

  private mutating func popOpening() {
    while openings.last?.role == .bars { openings.removeLast() }
    guard openings.popLast() != nil else { return }
    openBrackets -= 1
  }

  /// Goes to the first line after an offset that begins a statement for certain, as a bracket that
  /// was never closed hides where its statement ends.
  private mutating func resume(after offset: Int) {
    var line = source.line(at: offset) + 1
    while line <= source.lineCount, !beginsStatement(line: line) { line += 1 }
    let isLine = line <= source.lineCount
    lexer.rewind(to: isLine ? source.bounds(ofLine: line).lowerBound : source.bytes.count)
    token = Token(kind: .newline, span: SourceSpan(lexer.offset, lexer.offset))
  }

  /// Whether a line begins a statement for certain: `x = …` or `output x`, and no further in than
  /// the statement at hand, whose named arguments look the same.
  package func beginsStatement(line: Int) -> Bool {
    let start = source.bounds(ofLine: line).lowerBound
    var probe = lexer
    probe.rewind(to: start)
    let first = probe.next()
    guard first.span.lowerBound - start <= indentation(ofLine: source.line(at: statementStart))
    else { return false }
    let second = probe.next()
    let isLoop = first.kind == .name && text(of: first) == Keyword.for.rawValue
    return first.kind == .name && second.kind == .assign || isLoop && second.kind == .name
      || first.kind == .output && second.kind == .name
  }

  package func indentation(ofLine line: Int) -> Int {
    let bounds = source.bounds(ofLine: line)
    return source.bytes[bounds].prefix { $0.isBlank }.count
  }
}
