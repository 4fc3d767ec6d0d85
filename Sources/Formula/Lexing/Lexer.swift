/// Cuts a program's text into tokens, one at a time.
///
/// The lexer gives every line break as a token; whoever knows the open brackets skips those within.
struct Lexer {
  let source: SourceText
  let limits: SyntaxLimits
  /// Where the next token is looked for.
  private(set) var offset = 0
  /// What is wrong with the last token, when it is `invalid`.
  private(set) var fault: FormulaError.Problem?

  init(_ source: SourceText, limits: SyntaxLimits) {
    self.source = source
    self.limits = limits
    if source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  /// Goes to an offset, from which the next token is read.
  mutating func rewind(to offset: Int) {
    self.offset = offset
  }

  /// The next token; at the end of the text, `end` for ever.
  mutating func next() -> Token {
    if let fault = skipBlanks() { return fault }
    guard let byte = source.byte(at: offset) else {
      return Token(kind: .end, span: SourceSpan(offset, offset))
    }
    if byte.startsName { return name() }
    if byte.isDigit { return number() }
    if byte >= 0x80 { return unicodeToken() }
    return punctuation(byte)
  }

  /// The token of the next `length` bytes.
  mutating func take(_ kind: Token.Kind, _ length: Int, value: Double = 0) -> Token {
    let start = offset
    offset += length
    return Token(kind: kind, span: SourceSpan(start, offset), value: value)
  }

  /// An invalid token of the next `length` bytes.
  mutating func refuse(_ problem: FormulaError.Problem, _ length: Int) -> Token {
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

extension SourceText {
  /// The scalar at an offset and its length in bytes, or `nil` where the bytes are not UTF-8.
  func scalar(at offset: Int) -> (scalar: Unicode.Scalar, length: Int)? {
    guard bytes.indices.contains(offset) else { return nil }
    var iterator = bytes[offset..<min(offset + 4, bytes.count)].makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    guard case .valid(let encoded) = parser.parseScalar(from: &iterator) else { return nil }
    return (Unicode.UTF8.decode(encoded), encoded.count)
  }
}
