import Basics

extension Lexer {
  /// The token that begins with an ASCII character that is neither letter nor digit.
  package mutating func punctuation(_ byte: UInt8) -> Token {
    let next = source.byte(at: offset + 1) ?? 0
    if byte == UInt8(ascii: "."), next.isDigit { return number() }
    if byte == UInt8(ascii: "\r"), next == UInt8(ascii: "\n") { return take(.newline, 2) }
    if byte == UInt8(ascii: "."), next == byte { return range() }
    if let kind = Self.pair(byte, next) { return take(kind, 2) }
    if let kind = Self.single(byte) {
      return Self.isMisspelled(byte, next) ? refuseOperator() : take(kind, 1)
    }
    if Self.isMisspelled(byte, next) { return refuseOperator() }
    return refuse(.strayCharacter(Unicode.Scalar(byte)), 1)
  }

  /// `..` or `..<`; other languages have `...` and `..=`.
  private mutating func range() -> Token {
    switch source.byte(at: offset + 2) {
    case UInt8(ascii: "<"): take(.upTo, 3)
    case UInt8(ascii: "."), UInt8(ascii: "="):
      refuse(.misspelledOperator(source.text(from: offset, to: offset + 3)), 3)
    default: take(.through, 2)
    }
  }

  private mutating func refuseOperator() -> Token {
    refuse(.misspelledOperator(source.text(from: offset, to: offset + 2)), 2)
  }

  private static func pair(_ first: UInt8, _ second: UInt8) -> Token.Kind? {
    switch (first, second) {
    case (UInt8(ascii: "*"), UInt8(ascii: "*")): .caret
    case (UInt8(ascii: "="), UInt8(ascii: "=")): .equal
    case (UInt8(ascii: "!"), UInt8(ascii: "=")): .notEqual
    case (UInt8(ascii: "<"), UInt8(ascii: "=")): .lessOrEqual
    case (UInt8(ascii: ">"), UInt8(ascii: "=")): .greaterOrEqual
    default: nil
    }
  }

  private static func single(_ byte: UInt8) -> Token.Kind? {
    switch byte {
    case UInt8(ascii: "+"): .plus
    case UInt8(ascii: "-"): .minus
    case UInt8(ascii: "*"): .star
    case UInt8(ascii: "/"): .slash
    case UInt8(ascii: "^"): .caret
    case UInt8(ascii: "@"): .at
    case UInt8(ascii: "="): .assign
    case UInt8(ascii: "<"): .less
    case UInt8(ascii: ">"): .greater
    case UInt8(ascii: "("): .leftParenthesis
    case UInt8(ascii: ")"): .rightParenthesis
    case UInt8(ascii: "["): .leftSquare
    case UInt8(ascii: "]"): .rightSquare
    case UInt8(ascii: ","): .comma
    case UInt8(ascii: ":"): .colon
    case UInt8(ascii: "|"): .bar
    case UInt8(ascii: ";"): .semicolon
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): .newline
    default: nil
    }
  }

  /// Whether two characters are an operator of another language that can mean nothing here.
  private static func isMisspelled(_ first: UInt8, _ second: UInt8) -> Bool {
    switch (first, second) {
    case (UInt8(ascii: ":"), UInt8(ascii: "=")), (UInt8(ascii: "<"), UInt8(ascii: ">")),
      (UInt8(ascii: "="), UInt8(ascii: "<")), (UInt8(ascii: "="), UInt8(ascii: ">")),
      (UInt8(ascii: "/"), UInt8(ascii: "/")), (UInt8(ascii: "&"), UInt8(ascii: "&")),
      (UInt8(ascii: "."), UInt8(ascii: "*")), (UInt8(ascii: "."), UInt8(ascii: "/")),
      (UInt8(ascii: "."), UInt8(ascii: "^")):
      true
    default: false
    }
  }
}
