package import Basics

/// Names in quotes: how any name that a graph may bear is typed, be it `layer 1`, `0.weight` or
/// `sum`. `\'` and `\\` stand for a quote and a backslash, `\u{7}` for any other character.
extension String {
  /// The name as the language reads it: as it is, or in quotes where it would be read otherwise.
  package var spelledName: String {
    let isFunctionOfState = StateFunction.names.contains(self)
    return (isName && !isFunctionOfState) || NamedNumber.all[self] != nil ? self : quotedName
  }

  /// The name in quotes, which any name may have.
  package var quotedName: String {
    "'" + unicodeScalars.map(\.spelledInQuotes).joined() + "'"
  }

  /// The name that a text in quotes spells; `nil` for any other text.
  package var nameInQuotes: String? {
    let source = SourceText(self)
    var limits = SyntaxLimits()
    limits.nameLength = .max
    var lexer = Lexer(source, limits: limits)
    let token = lexer.next()
    guard token.kind == .name, token.span == SourceSpan(0, source.bytes.count),
      source.isQuote(at: 0)
    else { return nil }
    return source.name(in: token.span)
  }

  /// Whether the language reads the text as a name that a statement may bind.
  package var isName: Bool {
    // `π` is another spelling of `pi`.
    let isFunction = BuiltIn.names.contains(self) && !BuiltIn.softNames.contains(self)
    if isFunction || ["inf", "nan", "π"].contains(self) { return false }
    // Nearly all names are such words, which need no lexer to be seen.
    let isWord = utf8.first?.startsName == true && utf8.allSatisfy(\.continuesName)
    if isWord { return self != "output" && utf8.count <= SyntaxLimits().nameLength }
    let source = SourceText(self)
    var lexer = Lexer(source, limits: SyntaxLimits())
    let token = lexer.next()
    return token.kind == .name && token.span == SourceSpan(0, source.bytes.count)
      && !source.isQuote(at: 0)
  }

  /// The text between quotes, with what stands for other characters replaced by these.
  fileprivate var withoutEscapes: String {
    guard utf8.contains(UInt8(ascii: "\\")) else { return self }
    var result = ""
    var rest = unicodeScalars[...]
    while let scalar = rest.popFirst() {
      result.unicodeScalars.append(scalar == "\\" ? rest.popEscaped() ?? scalar : scalar)
    }
    return result
  }
}

extension Substring.UnicodeScalarView {
  /// Takes away what stands behind a backslash, and returns what it stands for.
  fileprivate mutating func popEscaped() -> Unicode.Scalar? {
    if first == "\\" || first == "'" { return popFirst() }
    guard starts(with: "u{".unicodeScalars), let end = firstIndex(of: "}"),
      let code = UInt32(String(self[..<end].dropFirst(2)), radix: 16),
      let scalar = Unicode.Scalar(code)
    else { return nil }
    self = self[index(after: end)...]
    return scalar
  }
}

extension Unicode.Scalar {
  /// The character within quotes.
  fileprivate var spelledInQuotes: String {
    switch self {
    case "'": "\\'"
    case "\\": "\\\\"
    case _ where isPlain: String(self)
    default: "\\u{\(String(value, radix: 16))}"
    }
  }

  /// Whether the character can stand in a line as it is: it neither ends nor reorders it.
  private var isPlain: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      false
    default: true
    }
  }
}

extension SourceText {
  /// Whether a quote stands at an offset.
  package func isQuote(at offset: Int) -> Bool { byte(at: offset) == UInt8(ascii: "'") }

  /// The name that a token spells, in quotes or as it is.
  package func name(in span: SourceSpan) -> String {
    guard isQuote(at: span.lowerBound) else { return text(in: span) }
    return text(from: span.lowerBound + 1, to: span.upperBound - 1).withoutEscapes
  }
}

extension Lexer {
  /// The name in quotes at the offset. A quote right behind a value is that of a transposition in
  /// other languages.
  package mutating func quotedName() -> Token {
    if offset > 0, let before = source.byte(at: offset - 1),
      before.continuesName || before == UInt8(ascii: ")") || before == UInt8(ascii: "]")
    {
      return refuse(.strayCharacter("'"), 1)
    }
    var end = offset + 1
    while let byte = source.byte(at: end), byte != UInt8(ascii: "'"), !byte.isLineBreak {
      guard let (_, length) = source.scalar(at: end) else { return refuse(.invalidUTF8(byte), 1) }
      end += length
      // What stands behind a backslash does not end the name.
      if byte == UInt8(ascii: "\\"), source.byte(at: end)?.isEscapable == true { end += 1 }
    }
    guard source.isQuote(at: end) else { return refuse(.unclosedQuote, 1) }
    let length = end + 1 - offset
    guard length > 2 else { return refuse(.emptyName, length) }
    // The name is limited, not its spelling: `\u{7}` is one byte of it.
    let name = source.name(in: SourceSpan(offset, end + 1))
    guard name.utf8.count <= limits.nameLength else {
      return refuse(.nameTooLong(limit: limits.nameLength), length)
    }
    return take(.name, length)
  }
}

extension UInt8 {
  /// Whether the character may stand behind a backslash in quotes.
  fileprivate var isEscapable: Bool { self == UInt8(ascii: "'") || self == UInt8(ascii: "\\") }
}
