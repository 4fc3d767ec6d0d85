/// Reads JSON as RFC 8259 has it, and nothing else; an error says where the text stops being JSON.
struct JSONParser {
  private let source: SourceText
  private var offset = 0
  private var depth = 0

  /// Deeper than any graph: arrays of eight axes within a node within a list.
  private static let depthLimit = 64

  private init(_ source: SourceText) {
    self.source = source
    if source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  /// The one value that the text holds.
  static func parse(_ source: SourceText) throws(FormulaError) -> JSONValue {
    var parser = JSONParser(source)
    parser.skipBlanks()
    let value = try parser.value()
    parser.skipBlanks()
    guard parser.offset == source.bytes.count else { throw parser.error(.textAfterEnd) }
    return value
  }

  // As deep as the limit allows.
  private mutating func value() throws(FormulaError) -> JSONValue {
    guard let byte = source.byte(at: offset) else { throw error(.endsTooSoon) }
    let start = offset
    switch byte {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""):
      let text = try string()
      return JSONValue(kind: .string(text), span: SourceSpan(start, offset))
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: return try word()
    }
  }

  private mutating func skipBlanks() {
    while let byte = source.byte(at: offset), byte.isBlank || byte.isLineBreak { offset += 1 }
  }

  /// Passes over a character, if it is the next one.
  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard source.byte(at: offset) == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  private func error(_ problem: JSONProblem) -> FormulaError {
    FormulaError(.json(problem), at: SourceSpan(offset, offset))
  }
}

extension JSONParser {
  private mutating func object() throws(FormulaError) -> JSONValue {
    let start = try open()
    var fields: [JSONField] = []
    var names: Set<String> = []
    skipBlanks()
    if !take("}") {
      repeat {
        skipBlanks()
        let field = try field()
        guard names.insert(field.name).inserted else {
          throw FormulaError(.json(.repeatedField(field.name)), at: field.nameSpan)
        }
        fields.append(field)
        skipBlanks()
      } while take(",")
      guard take("}") else { throw unclosed("{", openedAt: start) }
    }
    depth -= 1
    return JSONValue(kind: .object(fields), span: SourceSpan(start, offset))
  }

  private mutating func field() throws(FormulaError) -> JSONField {
    let start = offset
    guard source.byte(at: offset) == UInt8(ascii: "\"") else { throw error(.missingFieldName) }
    let name = try string()
    let span = SourceSpan(start, offset)
    skipBlanks()
    guard take(":") else { throw error(.missingColon(name)) }
    skipBlanks()
    return JSONField(name: name, nameSpan: span, value: try value())
  }

  private mutating func array() throws(FormulaError) -> JSONValue {
    let start = try open()
    var elements: [JSONValue] = []
    skipBlanks()
    if !take("]") {
      repeat {
        skipBlanks()
        elements.append(try value())
        skipBlanks()
      } while take(",")
      guard take("]") else { throw unclosed("[", openedAt: start) }
    }
    depth -= 1
    return JSONValue(kind: .array(elements), span: SourceSpan(start, offset))
  }

  private mutating func open() throws(FormulaError) -> Int {
    depth += 1
    guard depth <= Self.depthLimit else { throw error(.nestedTooDeeply(limit: Self.depthLimit)) }
    offset += 1
    return offset - 1
  }

  /// A bracket without its partner: said at the bracket when the text ends, else where another value
  /// follows without a comma.
  private func unclosed(_ bracket: String, openedAt start: Int) -> FormulaError {
    source.byte(at: offset) == nil
      ? FormulaError(.unclosedBracket(bracket), at: SourceSpan(start, start + 1))
      : error(.missingComma)
  }
}

extension JSONParser {
  private mutating func word() throws(FormulaError) -> JSONValue {
    let start = offset
    var end = offset
    while let byte = source.byte(at: end), byte.continuesName { end += 1 }
    let kind: JSONValue.Kind? =
      switch source.text(from: start, to: end) {
      case "null": .null
      case "true": .bool(true)
      case "false": .bool(false)
      default: nil
      }
    let span = SourceSpan(start, max(end, start + 1))
    guard let kind else {
      throw FormulaError(.json(.strayText(source.text(in: span))), at: span)
    }
    offset = end
    return JSONValue(kind: kind, span: span)
  }

  private mutating func number() throws(FormulaError) -> JSONValue {
    let start = offset
    var end = offset
    while let byte = source.byte(at: end), byte.continuesNumber { end += 1 }
    let span = SourceSpan(start, end)
    let text = source.text(in: span)
    guard text.isJSONNumber, let value = Double(text), value.isFinite else {
      throw FormulaError(.json(.wrongNumber(text)), at: span)
    }
    offset = end
    return JSONValue(kind: .number(value), span: span)
  }

  /// A text, with the offset on its opening quotation mark.
  private mutating func string() throws(FormulaError) -> String {
    let start = offset
    var text: [UInt8] = []
    offset += 1
    while let byte = source.byte(at: offset) {
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try appendEscaped(to: &text)
      case ..<0x20: throw error(.controlCharacter)
      case ..<0x80:
        text.append(byte)
        offset += 1
      default:
        guard let (_, length) = source.scalar(at: offset) else {
          throw FormulaError(.invalidUTF8(byte), at: SourceSpan(offset, offset + 1))
        }
        text += source.bytes[offset..<offset + length]
        offset += length
      }
    }
    throw FormulaError(.json(.unclosedText), at: SourceSpan(start, start + 1))
  }

  private mutating func appendEscaped(to text: inout [UInt8]) throws(FormulaError) {
    let next = source.byte(at: offset + 1) ?? 0
    if let byte = Self.escaped(next) {
      text.append(byte)
      offset += 2
    } else if next == UInt8(ascii: "u"), let scalar = escapedScalar() {
      text += Array(String(scalar).utf8)
    } else {
      throw error(.wrongEscape)
    }
  }

  /// The character that a letter behind a backslash stands for.
  private static func escaped(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: nil
    }
  }

  /// The character of `\u00e9`, or of the two such that a character beyond the first 65536 takes.
  private mutating func escapedScalar() -> Unicode.Scalar? {
    guard let first = codeUnit(at: offset) else { return nil }
    if let scalar = Unicode.Scalar(first) {
      offset += 6
      return scalar
    }
    guard 0xD800..<0xDC00 ~= first, let second = codeUnit(at: offset + 6),
      0xDC00..<0xE000 ~= second
    else { return nil }
    offset += 12
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
  }

  private func codeUnit(at offset: Int) -> UInt32? {
    let digits = source.text(from: offset + 2, to: offset + 6)
    guard source.byte(at: offset) == UInt8(ascii: "\\"),
      source.byte(at: offset + 1) == UInt8(ascii: "u"), digits.utf8.count == 4,
      digits.utf8.allSatisfy(\.isHexDigit)
    else { return nil }
    return UInt32(digits, radix: 16)
  }
}

extension UInt8 {
  fileprivate var continuesNumber: Bool {
    continuesName || self == UInt8(ascii: ".") || self == UInt8(ascii: "-")
      || self == UInt8(ascii: "+")
  }
}

extension String {
  /// Whether the text is a number by the grammar of JSON, which has no `01`, `.5`, `1.` and `0x1`.
  fileprivate var isJSONNumber: Bool {
    var rest = Array(utf8)[...]
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let whole = rest.takeDigits()
    guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard !rest.takeDigits().isEmpty else { return false }
    }
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
      guard !rest.takeDigits().isEmpty else { return false }
    }
    return rest.isEmpty
  }
}

extension ArraySlice<UInt8> {
  fileprivate mutating func takeDigits() -> ArraySlice<UInt8> {
    let digits = prefix(while: \.isDigit)
    removeFirst(digits.count)
    return digits
  }
}
