import Basics

extension Lexer {
  /// The name at the offset, or the one word that is not a name: `output`. Dots join the parts of a
  /// name, as in `fc1.weight` and `layers.0.bias`.
  package mutating func name() -> Token {
    let start = offset
    var end = endOfNamePart(from: start)
    while let next = endOfPartBehindDot(at: end) { end = next }
    guard end - start <= limits.nameLength else {
      return refuse(.nameTooLong(limit: limits.nameLength), end - start)
    }
    let isOutput = source.bytes[start..<end].elementsEqual("output".utf8)
    return take(isOutput ? .output : .name, end - start)
  }

  private func endOfNamePart(from start: Int) -> Int {
    var end = start
    while let length = lengthOfNamePart(at: end) { end += length }
    return end
  }

  /// The end of the part that a dot at the offset joins to a name; `nil` where none does. The `T` of
  /// `W.T` transposes in other languages and is no part of a name.
  private func endOfPartBehindDot(at dot: Int) -> Int? {
    guard source.byte(at: dot) == UInt8(ascii: ".") else { return nil }
    let (start, end) = (dot + 1, endOfNamePart(from: dot + 1))
    let isTransposition = end == start + 1 && source.byte(at: start) == UInt8(ascii: "T")
    return end == start || isTransposition ? nil : end
  }

  private func lengthOfNamePart(at offset: Int) -> Int? {
    guard let byte = source.byte(at: offset) else { return nil }
    if byte < 0x80 { return byte.continuesName ? 1 : nil }
    guard let (scalar, length) = source.scalar(at: offset), scalar.continuesName else { return nil }
    return length
  }

  /// The token that begins with a character beyond ASCII, read for what it means.
  package mutating func unicodeToken() -> Token {
    guard let (scalar, length) = source.scalar(at: offset) else {
      return refuse(.invalidUTF8(source.byte(at: offset) ?? 0), 1)
    }
    if let kind = scalar.mathematicalToken { return take(kind, length) }
    if scalar.superscriptDigit != nil || scalar == "⁻" { return superscript() }
    if scalar.startsName { return name() }
    return refuse(.strayCharacter(scalar), length)
  }

  /// An exponent in superscript digits: `²`, `⁻¹`.
  private mutating func superscript() -> Token {
    var digits = ""
    var end = offset
    while let (scalar, length) = source.scalar(at: end) {
      if let digit = scalar.superscriptDigit {
        digits += String(digit)
      } else if scalar == "⁻", digits.isEmpty {
        digits = "-"
      } else {
        break
      }
      end += length
    }
    // Fifteen digits are exact in a Double; no exponent needs more.
    guard let value = Double(digits), digits.utf8.count <= 15 else {
      return refuse(.malformedNumber(source.text(from: offset, to: end)), end - offset)
    }
    return take(.superscript, end - offset, value: value)
  }
}

extension Unicode.Scalar {
  /// The operator that a mathematical sign beyond ASCII stands for.
  fileprivate var mathematicalToken: Token.Kind? {
    switch self {
    case "−": .minus
    case "·", "×", "⋅", "∙", "∗", "⊙": .star
    case "÷", "∕": .slash
    case "√": .root
    case "ᵀ": .transpose
    case "≠": .notEqual
    case "≤": .lessOrEqual
    case "≥": .greaterOrEqual
    default: nil
    }
  }

  fileprivate var superscriptDigit: Int? {
    switch self {
    case "¹": 1
    case "²": 2
    case "³": 3
    case "⁰", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹": Int(value - 0x2070)
    default: nil
    }
  }

  /// Whether a name may begin with the letter.
  fileprivate var startsName: Bool {
    properties.isXIDStart && !isReserved
  }

  /// Whether a name may continue with the character: letters, digits, subscripts, accents, primes.
  fileprivate var continuesName: Bool {
    if isSubscriptDigit || isPrime { return true }
    return properties.isXIDContinue && !properties.isDefaultIgnorableCodePoint && !isReserved
  }

  private var isSubscriptDigit: Bool { "₀"..."₉" ~= self }
  private var isPrime: Bool { "′"..."‴" ~= self }

  /// Whether Unicode takes the character for part of a word, while mathematics does not.
  private var isReserved: Bool {
    switch self {
    case "·", "\u{387}", "ᵀ", "ⁿ", "ⁱ": true
    default: false
    }
  }
}
