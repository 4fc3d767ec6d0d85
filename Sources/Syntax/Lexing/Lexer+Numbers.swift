import Basics

extension Lexer {
  /// The number at the offset: `1`, `1.5`, `.5`, `1.`, `1e-3`, `1_000`.
  package mutating func number() -> Token {
    if let end = endOfPrefixedNumber() {
      return refuse(.malformedNumber(source.text(from: offset, to: end)), end - offset)
    }
    let end = endOfNumber()
    let length = end - offset
    guard length <= limits.numberLength else {
      return refuse(.numberTooLong(limit: limits.numberLength), length)
    }
    let text = source.text(from: offset, to: end)
    guard !text.hasStrayUnderscore, let value = Double(text.filter { $0 != "_" }) else {
      return refuse(.malformedNumber(text), length)
    }
    if value.isInfinite { return refuse(.numberTooLarge(text), length) }
    if value == 0, text.hasNonzeroDigit { return refuse(.numberTooSmall(text), length) }
    return take(.number, length, value: value)
  }

  /// The end of what was meant as one number, be it a number or not (`1.2.3`).
  private func endOfNumber() -> Int {
    var end = endOfDigits(from: offset)
    let isRange = source.byte(at: end + 1) == UInt8(ascii: ".")
    if source.byte(at: end) == UInt8(ascii: "."), !isRange { end = endOfDigits(from: end + 1) }
    end = endOfExponent(from: end)
    while source.byte(at: end) == UInt8(ascii: "."), source.byte(at: end + 1)?.isDigit == true {
      end = endOfDigits(from: end + 1)
    }
    return end
  }

  private func endOfDigits(from start: Int) -> Int {
    var end = start
    while let byte = source.byte(at: end), byte.isDigit || byte == UInt8(ascii: "_") { end += 1 }
    return end
  }

  /// An exponent counts only when it has digits: `2e` is a number and a name.
  private func endOfExponent(from start: Int) -> Int {
    guard let mark = source.byte(at: start), mark | 0x20 == UInt8(ascii: "e") else { return start }
    let sign = source.byte(at: start + 1)
    let isSigned = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
    let digits = start + (isSigned ? 2 : 1)
    guard source.byte(at: digits)?.isDigit == true else { return start }
    return endOfDigits(from: digits)
  }

  /// The end of a number in base 16 (`0x1F`), which is found only to be refused whole.
  private func endOfPrefixedNumber() -> Int? {
    guard source.byte(at: offset) == UInt8(ascii: "0"),
      let mark = source.byte(at: offset + 1), mark | 0x20 == UInt8(ascii: "x"),
      source.byte(at: offset + 2)?.isHexDigit == true
    else { return nil }
    var end = offset + 2
    while source.byte(at: end)?.isHexDigit == true { end += 1 }
    return end
  }
}

extension String {
  /// Whether an underscore stands elsewhere than between two digits.
  fileprivate var hasStrayUnderscore: Bool {
    var previous: UInt8 = 0
    for byte in utf8 {
      let isUnderscore = byte == UInt8(ascii: "_")
      if isUnderscore && !previous.isDigit { return true }
      if previous == UInt8(ascii: "_") && !byte.isDigit { return true }
      previous = byte
    }
    return previous == UInt8(ascii: "_")
  }

  /// Whether the digits before the exponent are not all zero.
  fileprivate var hasNonzeroDigit: Bool {
    utf8.prefix { $0 | 0x20 != UInt8(ascii: "e") }.contains {
      $0.isDigit && $0 != UInt8(ascii: "0")
    }
  }
}
