/// What came of reading a program: the statements that could be read, and what is wrong with the
/// others.
package struct ParsedProgram: Sendable {
  /// All statements in order; those that were refused are `broken`.
  package let tree: SyntaxTree
  /// In the order of the text, and none when the whole program could be read.
  package let errors: [FormulaError]
}

/// Reads a program, a statement at a time, with one token of foresight.
///
/// The parser calls itself only where brackets, signs or exponents nest, and no deeper than the
/// limit; an expression of a million terms takes a loop.
package struct Parser {
  let source: SourceText
  let limits: SyntaxLimits
  var lexer: Lexer
  var tree = SyntaxTree()
  var errors: [FormulaError] = []

  /// The token to be read next.
  var token: Token
  /// The token before it.
  var previous: Token
  /// Whether a line ends between the two, within brackets.
  var isFirstOnLine = false
  /// The operand that was read last, with its brackets.
  var lastOperand = SourceSpan.none
  /// The latest call that was typed as one: `f(x)`, but not `|x|`.
  var lastCall: SyntaxID?

  /// The brackets that are open here, outermost first.
  var openings: [Opening] = []
  /// How many of them let a line go on: all but the bars of an absolute value.
  var openBrackets = 0
  /// How deep the parser is within brackets, signs and exponents.
  var depth = 0

  /// The names that can only be called.
  var functions: Set<String>
  /// Where the statement at hand begins.
  var statementStart = 0
  /// The name that the statement at hand gives a value or a body.
  var target: NamePlace?

  /// Reads a program. `functions` are the names that may be called without being defined.
  ///
  /// - Complexity: linear in the length of the text.
  package static func parse(
    _ source: SourceText, functions: Set<String> = [], limits: SyntaxLimits = SyntaxLimits()
  ) -> ParsedProgram {
    guard source.bytes.count <= limits.programLength else {
      let place = SourceSpan(limits.programLength, limits.programLength + 1)
      let error = FormulaError(.programTooLong(limit: limits.programLength), at: place)
      return ParsedProgram(tree: SyntaxTree(), errors: [error])
    }
    var parser = Parser(source, functions: functions, limits: limits)
    parser.program()
    return ParsedProgram(tree: parser.tree, errors: parser.errors)
  }

  private init(_ source: SourceText, functions: Set<String>, limits: SyntaxLimits) {
    self.source = source
    self.functions = functions
    self.limits = limits
    lexer = Lexer(source, limits: limits)
    token = lexer.next()
    previous = Token(kind: .newline, span: .none)
  }

  private mutating func program() {
    while token.kind != .end, errors.count <= limits.errorCount {
      if token.kind.endsStatement { advance() } else { statement() }
    }
    if tree.statements.isEmpty {
      errors.append(FormulaError(.emptyProgram, at: .none))
    }
  }

  /// Reads a statement, or notes why it cannot be read and goes on to the next.
  private mutating func statement() {
    statementStart = token.span.lowerBound
    target = nil
    do throws(FormulaError) {
      let kind = try statementKind()
      guard token.kind.endsStatement else { throw unexpected() }
      tree.append(kind, at: span(from: statementStart))
    } catch {
      note(error)
      recover(from: error)
      tree.removeOpenNodes()
      tree.append(.broken(target), at: span(from: statementStart))
    }
  }

  private mutating func note(_ error: FormulaError) {
    let isOneTooMany = errors.count == limits.errorCount
    errors.append(
      isOneTooMany
        ? FormulaError(.tooManyErrors(limit: limits.errorCount), at: error.span) : error)
  }
}

extension Parser {
  /// Goes to the next token; inside brackets, over the ends of lines.
  mutating func advance() {
    previous = token
    token = lexer.next()
    isFirstOnLine = false
    while token.kind == .newline, openBrackets > 0 {
      isFirstOnLine = true
      token = lexer.next()
    }
  }

  /// Enters a bracket, a sign or an exponent, which must leave `depth` as it was.
  mutating func deepen() throws(FormulaError) {
    guard depth < limits.nesting else {
      throw FormulaError(.nestedTooDeeply(limit: limits.nesting), at: token.span)
    }
    depth += 1
  }

  /// The span from an offset to the end of the last token read.
  func span(from start: Int) -> SourceSpan {
    SourceSpan(start, previous.span.upperBound)
  }

  func text(of token: Token) -> String {
    source.text(in: token.span)
  }

  /// Enters a name that was typed; `π` is another spelling of `pi`.
  mutating func name(of token: Token) -> Name {
    let text = text(of: token)
    return tree.name(text == "π" ? "pi" : text)
  }
}
