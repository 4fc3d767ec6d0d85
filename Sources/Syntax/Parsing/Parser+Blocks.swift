import Basics

/// A block whose lines are being read.
package struct OpenBlock {
  package enum Kind {
    case function, loop, branch, otherwise, refused
  }

  package let kind: Kind
  /// The place of its header among the statements.
  package let header: Int
  /// How far in the line of its header begins.
  package let indentation: Int
  /// How far in its own lines begin, once there is one.
  package var bodyIndentation: Int?
  /// The line that it ends with, for a block that stands behind its header.
  package let line: Int?
}

/// The words that begin a statement where one can begin so, and are names everywhere else.
package enum Keyword: String {
  case `for`, `if`, `else`, elif, data, def, `return`, `while`
}

extension Parser {
  /// The keyword that the token is at the beginning of a statement.
  package func keyword() -> Keyword? {
    guard token.kind == .name, !source.isQuote(at: token.span.lowerBound),
      let keyword = Keyword(rawValue: text(of: token))
    else { return nil }
    var probe = lexer
    let next = probe.next()
    switch keyword {
    case .for, .data, .def: return next.kind == .name ? keyword : nil
    case .return, .while:
      // A minus may be that between two values.
      let isValue = next.beginsValue && next.kind != .minus
      return isValue && isSpaced(before: next) ? keyword : nil
    case .else:
      let isChain = next.kind == .name && text(of: next) == Keyword.if.rawValue
      return next.kind == .colon || isChain || next.kind == .name ? keyword : nil
    case .if, .elif:
      let isCertain = next.kind == .name || next.kind == .number
      return isCertain || (next.beginsValue && hasColonOnLine()) ? keyword : nil
    }
  }

  private func isSpaced(before next: Token) -> Bool { next.span.lowerBound > token.span.upperBound }

  /// Whether a colon stands on the rest of the line, outside of brackets.
  private func hasColonOnLine() -> Bool {
    var (probe, depth) = (lexer, 0)
    while true {
      let next = probe.next()
      switch next.kind {
      case .leftParenthesis, .leftSquare: depth += 1
      case .rightParenthesis, .rightSquare: depth -= 1
      case .colon where depth == 0: return true
      case .assign where depth == 0, .newline where depth <= 0, .semicolon where depth <= 0:
        return false
      case .end, .invalid: return false
      default: break
      }
    }
  }

  /// The header of a block, or a statement that begins with a keyword.
  package mutating func statement(_ keyword: Keyword) throws(FormulaError) -> Statement.Kind {
    switch keyword {
    case .for: return try loop()
    case .if: return try branch()
    case .else: return try otherwise()
    case .data: return try dataBinding()
    case .elif, .def, .return, .while: throw refusal(of: keyword)
    }
  }

  /// `for i in 0..<n:`
  private mutating func loop() throws(FormulaError) -> Statement.Kind {
    isHeader = true
    let word = token.span
    advance()
    let place = NamePlace(name: name(of: token), span: token.span)
    advance()
    guard token.kind == .name, text(of: token) == "in" else {
      throw FormulaError(.block(.loopWithoutIn(tree[place.name])), at: span(from: word.lowerBound))
    }
    advance()
    if let error = pythonRange(of: place) { throw error }
    let start = token.span.lowerBound
    let from = try expression()
    guard token.kind == .through || token.kind == .upTo else {
      if token.kind == .invalid { throw unexpected() }
      let problem = BlockProblem.loopOverValues(
        tree[place.name], source.text(in: span(from: start)))
      throw FormulaError(.block(problem), at: span(from: start))
    }
    let isClosed = token.kind == .through
    advance()
    let to = try expression()
    try colon(after: .for)
    return .loop(place, from: from, to: to, isClosed: isClosed)
  }

  /// `range(n)` and `range(a, b)`, which become a line that can be typed here.
  private func pythonRange(of place: NamePlace) -> FormulaError? {
    guard token.kind == .name, text(of: token) == "range" else { return nil }
    var probe = lexer
    guard probe.next().kind == .leftParenthesis else { return nil }
    let name = tree[place.name]
    let ends = argumentTexts(from: token.span.upperBound)
    let line =
      switch ends.count {
      case 1: "for \(name) in 0..<\(ends[0]):"
      case 2: "for \(name) in \(ends[0])..<\(ends[1]):"
      default: "for \(name) in 0..<n:"
      }
    return FormulaError(.block(.pythonRange(line: line)), at: token.span)
  }

  /// The arguments in the brackets at an offset, as they were typed.
  private func argumentTexts(from start: Int) -> [String] {
    var (texts, depth, from) = ([String](), 0, start + 1)
    var offset = start
    while let byte = source.byte(at: offset), !byte.isLineBreak {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      if depth == 0 || (depth == 1 && byte == UInt8(ascii: ",")) {
        texts.append(source.text(from: from, to: offset).trimmed)
        from = offset + 1
      }
      if depth == 0 { return texts.filter { !$0.isEmpty } }
      offset += 1
    }
    return []
  }

  /// `if x > 0:`
  private mutating func branch() throws(FormulaError) -> Statement.Kind {
    isHeader = true
    advance()
    let condition = try expression()
    try colon(after: .if)
    return .branch(condition)
  }

  /// `else:`, or `else` before another `if`
  private mutating func otherwise() throws(FormulaError) -> Statement.Kind {
    isHeader = true
    guard closedBranch == tree.statements.count else {
      throw FormulaError(.block(.elseWithoutIf), at: token.span)
    }
    advance()
    if token.kind == .name, text(of: token) == Keyword.if.rawValue { return .otherwise }
    try colon(after: .else)
    return .otherwise
  }

  private mutating func colon(after keyword: Keyword) throws(FormulaError) {
    guard token.kind != .colon else { return advance() }
    let isForeign = FormulaError.Problem.foreignWords[text(of: token)] != nil
    guard token.kind.endsStatement || token.kind == .name, !isForeign else { throw unexpected() }
    throw FormulaError(
      .block(.missingColon(keyword.rawValue)),
      at: SourceSpan(statementStart, previous.span.upperBound))
  }

  /// `data y = [1, 0]`
  private mutating func dataBinding() throws(FormulaError) -> Statement.Kind {
    advance()
    let place = NamePlace(name: name(of: token), span: token.span)
    target = place
    advance()
    guard token.kind == .assign else {
      let span = SourceSpan(statementStart, previous.span.upperBound)
      throw FormulaError(.block(.dataWithoutValue(tree[place.name])), at: span)
    }
    isData = true
    return try binding(place)
  }
}

extension Parser {
  /// Ends the blocks that the statement at hand does not belong to any more.
  package mutating func closeBlocks() {
    closedBranch = nil
    guard !blocks.isEmpty else { return }
    let isElse = keyword() == .else
    let line = source.line(at: token.span.lowerBound)
    let startsLine =
      previous.kind == .newline || source.line(at: previous.span.lowerBound) < line
    guard startsLine else {
      // Behind a semicolon: only `else` ends a block before its line does.
      guard isElse, let place = blocks.lastIndex(where: { $0.kind == .branch && $0.line == line })
      else { return }
      while blocks.count > place { closeBlock() }
      return
    }
    closeBlocks(before: indentation(ofLine: line), isElse: isElse)
  }

  private mutating func closeBlocks(before indentation: Int, isElse: Bool) {
    while let block = blocks.last {
      if block.line == nil, indentation > block.indentation {
        return enterLine(at: indentation, of: block)
      }
      closeBlock()
      // The rest of a chain of `else if` begins in the same column.
      if isElse, block.kind == .branch, block.indentation == indentation { return }
    }
  }

  /// Takes a line into a block, whose lines must all begin in the same column.
  private mutating func enterLine(at indentation: Int, of block: OpenBlock) {
    if let body = block.bodyIndentation {
      guard body != indentation else { return }
      note(FormulaError(.block(.wrongIndentation(body)), at: token.span))
    } else {
      blocks[blocks.count - 1].bodyIndentation = indentation
    }
  }

  package mutating func closeAllBlocks() {
    while !blocks.isEmpty { closeBlock() }
  }

  private mutating func closeBlock() {
    guard let block = blocks.popLast() else { return }
    tree.closeBlock(of: block.header)
    if block.kind == .branch { closedBranch = tree.statements.count }
    guard tree.statements[block.header].body.isEmpty, block.kind != .refused else { return }
    let span = tree.statements[block.header].span
    note(FormulaError(.block(.emptyBlock), at: span))
    tree.refuse(statement: block.header)
  }

  /// Begins the block of a header that has just been read and added.
  package mutating func openBlock(_ kind: OpenBlock.Kind) throws(FormulaError) {
    guard blocks.count < limits.blocks else {
      throw FormulaError(
        .nestedTooDeeply(limit: limits.blocks),
        at: SourceSpan(statementStart, previous.span.upperBound))
    }
    let line = source.line(at: statementStart)
    let isInline = !token.kind.endsStatement || token.kind == .semicolon
    let isChain = kind == .otherwise && previous.kind != .colon
    // What stands behind a header on its line begins no deeper than the header's line.
    blocks.append(
      OpenBlock(
        kind: kind, header: tree.statements.count - 1, indentation: indentation(ofLine: line),
        line: isInline && !isChain ? line : nil))
  }

  /// Takes the lines below a refused header for its block, so that they are not refused as well.
  package mutating func openRefusedBlock() {
    guard blocks.count < limits.blocks else { return }
    let line = source.line(at: statementStart)
    let indentation = indentation(ofLine: line)
    guard let next = nextLine(after: line), self.indentation(ofLine: next) > indentation else {
      return
    }
    blocks.append(
      OpenBlock(
        kind: .refused, header: tree.statements.count - 1, indentation: indentation, line: nil))
  }

  /// Whether the lines below the token's line stand further in than the statement at hand.
  package func hasBlockBelow() -> Bool {
    guard token.kind == .newline else { return false }
    let line = source.line(at: statementStart)
    guard let next = nextLine(after: source.line(at: token.span.lowerBound)) else { return false }
    return indentation(ofLine: next) > indentation(ofLine: line)
  }

  /// The next line that is not blank and holds more than a comment.
  private func nextLine(after line: Int) -> Int? {
    var line = line + 1
    while line <= source.lineCount {
      let bounds = source.bounds(ofLine: line)
      if let first = source.bytes[bounds].first(where: { !$0.isBlank }),
        first != UInt8(ascii: "#")
      {
        return line
      }
      line += 1
    }
    return nil
  }
}

extension Parser {
  /// Why a keyword of another language is refused, with the line to type instead.
  private mutating func refusal(of keyword: Keyword) -> FormulaError {
    let word = token.span
    isHeader = keyword != .return
    let end = source.bounds(ofLine: source.line(at: word.lowerBound)).upperBound
    let rest = source.text(from: word.upperBound, to: end).withoutComment.trimmed
    let problem: BlockProblem
    switch keyword {
    case .elif: problem = .elif(line: "else if \(rest.prefix { $0 != ":" }):")
    case .return: problem = .returned(rest)
    case .while: problem = .whileLoop
    default: problem = .definition(line: definition(from: rest))
    }
    return FormulaError(.block(problem), at: word)
  }

  /// The line that defines what `def f(x): return x` does: `f(x) = x`.
  private mutating func definition(from text: String) -> String {
    var probe = lexer
    let word = probe.next()
    if word.kind == .name {
      let name = source.text(in: word.span)
      target = NamePlace(name: tree.name(name), span: word.span)
      functions.insert(name)
    }
    guard let bracket = text.firstIndex(of: ")") else { return "f(t) = t^2" }
    let head = text[...bracket]
    let rest = text[text.index(after: bracket)...].drop { $0 != ":" }.dropFirst()
    let body = String(rest).trimmed.withoutReturn
    // A body that gives names values has lines of its own here.
    return body.isEmpty || body.contains(" = ") ? "\(head) =" : "\(head) = \(body)"
  }

  /// `lambda x: x^2` as the definition of a function: `f(x) = x^2`.
  package func lambda() -> FormulaError? {
    let word = [previous, token].first { $0.kind == .name && text(of: $0) == "lambda" }
    guard let word else { return nil }
    let end = source.bounds(ofLine: source.line(at: word.span.lowerBound)).upperBound
    let rest = source.text(from: word.span.upperBound, to: end).withoutComment
    let parts = rest.split(separator: ":", maxSplits: 1).map { String($0).trimmed }
    let name = target.map { tree[$0.name] } ?? "f"
    let line = parts.count == 2 ? "\(name)(\(parts[0])) = \(parts[1])" : "\(name)(t) = t^2"
    return FormulaError(.block(.lambda(line: line)), at: word.span)
  }
}

extension Token {
  /// Whether a value may begin with the token.
  fileprivate var beginsValue: Bool {
    switch kind {
    case .name, .number, .minus, .root, .leftParenthesis, .leftSquare, .bar: true
    default: false
    }
  }
}

extension String {
  /// The text without blanks at its ends.
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }

  fileprivate var withoutComment: String { String(prefix { $0 != "#" }) }

  fileprivate var withoutReturn: String {
    hasPrefix("return ") ? String(dropFirst(7)).trimmed : self
  }
}
