package import Basics

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
  package let source: SourceText
  package let limits: SyntaxLimits
  package var lexer: Lexer
  package var tree = SyntaxTree()
  package var errors: [FormulaError] = []

  /// The token to be read next.
  package var token: Token
  /// The token before it.
  package var previous: Token
  /// Whether a line ends between the two, within brackets.
  package var isFirstOnLine = false
  /// The operand that was read last, with its brackets.
  package var lastOperand = SourceSpan.none
  /// The latest call that was typed as one: `f(x)`, but not `|x|`.
  package var lastCall: SyntaxID?

  /// The brackets that are open here, outermost first.
  package var openings: [Opening] = []
  /// How many of them let a line continue: all but the bars of an absolute value.
  package var openBrackets = 0
  /// How deep the parser is within brackets, signs and exponents.
  package var depth = 0

  /// The blocks that are open here, outermost first.
  package var blocks: [OpenBlock] = []
  /// The number of statements when the latest block of an `if` ended: `else` may only follow then.
  package var closedBranch: Int?
  /// Whether the statement at hand begins as the header of a block does.
  package var isHeader = false
  /// Whether it binds data.
  package var isData = false

  /// The names that can only be called.
  package var functions: Set<String>
  /// Where the statement at hand begins.
  package var statementStart = 0
  /// The name that the statement at hand gives a value or a body.
  package var target: NamePlace?

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
      if token.kind.endsStatement {
        advance()
      } else {
        closeBlocks()
        statement()
      }
    }
    closeAllBlocks()
    if tree.statements.isEmpty {
      errors.append(FormulaError(.emptyProgram, at: .none))
    }
  }

  /// Reads a statement, or notes why it cannot be read and continues to the next.
  private mutating func statement() {
    statementStart = token.span.lowerBound
    (target, isHeader, isData) = (nil, false, false)
    do throws(FormulaError) {
      let kind = try statementKind()
      let block = kind.block
      guard block != nil || token.kind.endsStatement else { throw unexpected() }
      tree.append(kind, at: span(from: statementStart), isData: isData)
      if let block { try openBlock(block) }
    } catch {
      note(error)
      recover(from: error)
      tree.removeOpenNodes()
      tree.append(.broken(target), at: span(from: statementStart))
      if isHeader { openRefusedBlock() }
    }
  }

  package mutating func note(_ error: FormulaError) {
    let isOneTooMany = errors.count == limits.errorCount
    errors.append(
      isOneTooMany
        ? FormulaError(.tooManyErrors(limit: limits.errorCount), at: error.span) : error)
  }
}

extension Statement.Kind {
  /// What the lines below the statement are, where it is the header of a block.
  fileprivate var block: OpenBlock.Kind? {
    switch self {
    case .loop: .loop
    case .branch: .branch
    case .otherwise: .otherwise
    case .function(_, _, nil): .function
    case .function, .binding, .expression, .output, .broken: nil
    }
  }
}

extension Parser {
  /// Goes to the next token; inside brackets, over the ends of lines.
  package mutating func advance() {
    previous = token
    token = lexer.next()
    isFirstOnLine = false
    while token.kind == .newline, openBrackets > 0 {
      isFirstOnLine = true
      token = lexer.next()
    }
  }

  /// Enters a bracket, a sign or an exponent, which must leave `depth` as it was.
  package mutating func deepen() throws(FormulaError) {
    guard depth < limits.nesting else {
      throw FormulaError(.nestedTooDeeply(limit: limits.nesting), at: token.span)
    }
    depth += 1
  }

  /// The span from an offset to the end of the last token read.
  package func span(from start: Int) -> SourceSpan {
    SourceSpan(start, previous.span.upperBound)
  }

  package func text(of token: Token) -> String {
    source.text(in: token.span)
  }

  /// Enters a name that was typed; `π` is another spelling of `pi`.
  package mutating func name(of token: Token) -> Name {
    let text = source.name(in: token.span)
    return tree.name(self.text(of: token) == "π" ? "pi" : text)
  }
}
