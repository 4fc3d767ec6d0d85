package import Basics

/// Cuts a program's text into tokens, one at a time.
///
/// The lexer gives every line break as a token; whoever knows the open brackets skips those within.
package struct Lexer {
  package let source: SourceText
  package let limits: SyntaxLimits
  /// Where the next token is looked for.
  package private(set) var offset = 0
  /// What is wrong with the last token, when it is `invalid`.
  package private(set) var fault: FormulaError.Problem?

  package init(_ source: SourceText, limits: SyntaxLimits) {
    self.source = source
    self.limits = limits
    if source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  /// Goes to an offset, from which the next token is read.
  package mutating func rewind(to offset: Int) {
    self.offset = offset
  }

  /// The next token; at the end of the text, `end` forever.
  package mutating func next() -> Token {
    if let fault = skipBlanks() { return fault }
    guard let byte = source.byte(at: offset) else {
      return Token(kind: .end, span: SourceSpan(offset, offset))
    }
    if byte.startsName { return name() }
    if byte == UInt8(ascii: "'") { return quotedName() }
    if byte.isDigit { return number() }
    if byte >= 0x80 { return unicodeToken() }
    return punctuation(byte)
  }

  /// The token of the next `length` bytes.
  package mutating func take(_ kind: Token.Kind, _ length: Int, value: Double = 0) -> Token {
    let start = offset
    offset += length
    return Token(kind: kind, span: SourceSpan(start, offset), value: value)
  }

  /// An invalid token of the next `length` bytes.
  package mutating func refuse(_ problem: FormulaError.Problem, _ length: Int) -> Token {
    fault = problem
    return take(.invalid, length)
  }
}

extension Lexer {
  /// Skips spaces and comments; returns a token when a comment holds what is not UTF-8.
  private mutating func skipBlanks() -> Token? {
    while let byte = source.byte(at: offset) {
      if byte.isBlank {
        offset += 1
      } else if byte == UInt8(ascii: "#") {
        if let fault = skipComment() { return fault }
      } else if byte >= 0x80, let (scalar, length) = source.scalar(at: offset),
        scalar.properties.generalCategory == .spaceSeparator
      {
        offset += length
      } else {
        break
      }
    }
    return nil
  }

  private mutating func skipComment() -> Token? {
    while let byte = source.byte(at: offset), !byte.isLineBreak {
      if byte < 0x80 {
        offset += 1
      } else if let (_, length) = source.scalar(at: offset) {
        offset += length
      } else {
        let token = refuse(.invalidUTF8(byte), 1)
        skipLine()
        return token
      }
    }
    return nil
  }

  private mutating func skipLine() {
    while let byte = source.byte(at: offset), !byte.isLineBreak { offset += 1 }
  }
}
