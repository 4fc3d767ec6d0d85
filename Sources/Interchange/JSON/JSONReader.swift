package import Basics

/// Reads JSON as RFC 8259 has it, and nothing else; an error says where the text stops being JSON.
package struct JSONReader {
  /// Deeper than any graph: arrays of eight axes within a node within a list.
  package static let usualDepthLimit = 64

  private let source: SourceText
  private let depthLimit: Int
  private var offset: Int
  private var depth = 0

  private init(_ source: SourceText, from start: Int, depthLimit: Int) {
    self.source = source
    self.depthLimit = depthLimit
    offset = start
  }

  /// The one value that a text holds from an offset on, after a mark of its byte order if it begins
  /// with one.
  package static func read(
    _ source: SourceText, from start: Int = 0, depthLimit: Int = usualDepthLimit
  ) throws(JSONError) -> JSONValue {
    let hasMark = start == 0 && source.bytes.starts(with: [0xEF, 0xBB, 0xBF])
    var reader = JSONReader(source, from: hasMark ? 3 : start, depthLimit: depthLimit)
    reader.skipBlanks()
    let value = try reader.value()
    reader.skipBlanks()
    guard reader.offset == source.bytes.count else { throw reader.error(.textAfterEnd) }
    return value
  }

  // As deep as the limit allows.
  private mutating func value() throws(JSONError) -> JSONValue {
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

  private func error(_ problem: JSONProblem, after length: Int = 0) -> JSONError {
    JSONError(problem, at: SourceSpan(offset, offset), offset: offset + length)
  }
}

extension JSONReader {
  private mutating func object() throws(JSONError) -> JSONValue {
    let start = try open()
    var fields: [JSONField] = []
    var names: Set<String> = []
    skipBlanks()
    if !take("}") {
      repeat {
        skipBlanks()
        let field = try field()
        guard !isRepeated(field.name, among: fields, &names) else {
          throw JSONError(.repeatedField(field.name), at: field.nameSpan)
        }
        fields.append(field)
        skipBlanks()
      } while take(",")
      guard take("}") else { throw unclosed("{", "}", openedAt: start) }
    }
    depth -= 1
    return JSONValue(kind: .object(fields), span: SourceSpan(start, offset))
  }

  /// Whether a field of the name is there already. The few of most objects are looked through, since a
  /// set of them would cost more than all else; of many there is a set.
  private func isRepeated(
    _ name: String, among fields: [JSONField], _ names: inout Set<String>
  ) -> Bool {
    let few = 16
    guard fields.count >= few else { return fields.contains { $0.name == name } }
    if names.isEmpty { names = Set(fields.map(\.name)) }
    return !names.insert(name).inserted
  }

  private mutating func field() throws(JSONError) -> JSONField {
    let start = offset
    guard source.byte(at: offset) == UInt8(ascii: "\"") else { throw error(.missingFieldName) }
    let name = try string()
    let span = SourceSpan(start, offset)
    skipBlanks()
    guard take(":") else { throw error(.missingColon(name)) }
    skipBlanks()
    return JSONField(name: name, nameSpan: span, value: try value())
  }

  private mutating func array() throws(JSONError) -> JSONValue {
    let start = try open()
    var elements: [JSONValue] = []
    skipBlanks()
    if !take("]") {
      repeat {
        skipBlanks()
        elements.append(try value())
        skipBlanks()
      } while take(",")
      guard take("]") else { throw unclosed("[", "]", openedAt: start) }
    }
    depth -= 1
    return JSONValue(kind: .array(elements), span: SourceSpan(start, offset))
  }

  private mutating func open() throws(JSONError) -> Int {
    depth += 1
    guard depth <= depthLimit else { throw error(.nestedTooDeeply(limit: depthLimit)) }
    offset += 1
    return offset - 1
  }

  /// A bracket without its partner: said at the bracket when the text ends, else where another value
  /// follows without a comma.
  private func unclosed(
    _ bracket: String, _ partner: String, openedAt start: Int
  ) -> JSONError {
    source.byte(at: offset) == nil
      ? JSONError(
        .unclosedBracket(bracket), at: SourceSpan(start, start + 1), offset: offset)
      : error(.missingComma(bracket: partner))
  }
}

extension JSONReader {
  private mutating func word() throws(JSONError) -> JSONValue {
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
      throw JSONError(.strayText(source.text(in: span)), at: span, offset: end)
    }
    offset = end
    return JSONValue(kind: kind, span: span)
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = offset
    var end = offset
    while let byte = source.byte(at: end), byte.continuesNumber { end += 1 }
    let span = SourceSpan(start, end)
    let text = source.text(in: span)
    guard text.isJSONNumber, let value = Double(text), value.isFinite else {
      throw JSONError(.wrongNumber(text), at: span)
    }
    offset = end
    return JSONValue(kind: .number(value), span: span)
  }

  /// A text, with the offset on its opening quotation mark.
  private mutating func string() throws(JSONError) -> String {
    let start = offset
    var text: [UInt8] = []
    offset += 1
    while let byte = source.byte(at: offset) {
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try appendEscaped(to: &text)
      case ..<0x20: throw error(.controlCharacter, after: 1)
      case ..<0x80:
        text.append(byte)
        offset += 1
      default:
        guard let (_, length) = source.scalar(at: offset) else {
          throw JSONError(.invalidUTF8(byte), at: SourceSpan(offset, offset + 1))
        }
        text += source.bytes[offset..<offset + length]
        offset += length
      }
    }
    throw JSONError(.unclosedText, at: SourceSpan(start, start + 1), offset: offset)
  }

  private mutating func appendEscaped(to text: inout [UInt8]) throws(JSONError) {
    let next = source.byte(at: offset + 1) ?? 0
    if let byte = Self.escaped(next) {
      text.append(byte)
      offset += 2
    } else if next == UInt8(ascii: "u"), let scalar = escapedScalar() {
      text += Array(String(scalar).utf8)
    } else {
      throw error(.wrongEscape, after: 2)
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
