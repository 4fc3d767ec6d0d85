/// A small piece of JSON, such as the header of a safetensors file.
enum JSONValue: Equatable {
  case string(String)
  /// As it is written, so that no digit is lost.
  case number(String)
  case array([JSONValue])
  /// In the order of the text. Invariant: no key twice.
  case object([(key: String, value: JSONValue)])
  case word(String)

  static func == (one: JSONValue, other: JSONValue) -> Bool {
    switch (one, other) {
    case (.string(let one), .string(let other)), (.number(let one), .number(let other)),
      (.word(let one), .word(let other)):
      one == other
    case (.array(let one), .array(let other)): one == other
    case (.object(let one), .object(let other)):
      one.count == other.count
        && zip(one, other).allSatisfy { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }

  subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The elements, when this is an array of whole numbers.
  var integers: [Int]? {
    guard case .array(let elements) = self else { return nil }
    var integers: [Int] = []
    for element in elements {
      guard case .number(let text) = element, let integer = Int(text) else { return nil }
      integers.append(integer)
    }
    return integers
  }

  /// The text between quotes, with what JSON wants escaped.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

/// Where a text is not the JSON it should be.
struct JSONError: Error, Equatable {
  /// Counted from 0.
  let byte: Int
  let expected: String
}

/// Reads JSON by descent, no deeper than a header needs.
struct JSONReader {
  private static let greatestDepth = 16

  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  /// The value that the bytes hold, with nothing but white space around it.
  static func read(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
    var reader = JSONReader(bytes: bytes)
    let value = try reader.value()
    reader.skipSpace()
    guard reader.position == bytes.count else { throw reader.error("the end") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func error(_ expected: String) -> JSONError {
    JSONError(byte: position, expected: expected)
  }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0a, 0x0d].contains(byte) { position += 1 }
  }

  private mutating func accept(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.greatestDepth else { throw error("a value that is not so deep") }
    if accept("{") { return .object(try members()) }
    if accept("[") { return .array(try elements()) }
    if accept("\"") { return .string(try string()) }
    let text = bareText()
    if ["true", "false", "null"].contains(text) { return .word(text) }
    guard Double(text) != nil else { throw error("a value") }
    return .number(text)
  }

  private mutating func bareText() -> String {
    let start = position
    while let byte = next, isBare(byte) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// Letters, digits and the signs of numbers.
  private func isBare(_ byte: UInt8) -> Bool {
    byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a || byte >= 0x30 && byte <= 0x39
      || [0x2b, 0x2d, 0x2e].contains(byte)
  }

  private mutating func members() throws(JSONError) -> [(key: String, value: JSONValue)] {
    var members: [(key: String, value: JSONValue)] = []
    var keys: Set<String> = []
    guard !accept("}") else { return [] }
    repeat {
      guard accept("\"") else { throw error("a name in quotes") }
      let key = try string()
      guard keys.insert(key).inserted else { throw error("a name that is not there twice") }
      guard accept(":") else { throw error("':'") }
      members.append((key, try value()))
    } while accept(",")
    guard accept("}") else { throw error("',' or '}'") }
    return members
  }

  private mutating func elements() throws(JSONError) -> [JSONValue] {
    var elements: [JSONValue] = []
    guard !accept("]") else { return [] }
    repeat { elements.append(try value()) } while accept(",")
    guard accept("]") else { throw error("',' or ']'") }
    return elements
  }

  /// The rest of a string whose opening quote is read.
  private mutating func string() throws(JSONError) -> String {
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw error("UTF-8 text")
        }
        return string
      case UInt8(ascii: "\\"): text += Array(String(try escaped()).utf8)
      case ..<0x20: throw error("a character that is no control character")
      default: text.append(byte)
      }
    }
    throw error("'\"'")
  }

  private mutating func escaped() throws(JSONError) -> Character {
    guard let byte = next else { throw error("an escape") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return Character(try unicodeScalar())
    default: throw error("an escape")
    }
  }

  /// `00e9`, or a pair of surrogates `d83d\ude00`.
  private mutating func unicodeScalar() throws(JSONError) -> Unicode.Scalar {
    let first = try fourDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xdc00, accept("\\"), accept("u") else { throw error("a second surrogate") }
    let second = try fourDigits()
    guard 0xdc00..<0xe000 ~= second,
      let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
    else { throw error("a second surrogate") }
    return scalar
  }

  private mutating func fourDigits() throws(JSONError) -> UInt32 {
    guard position + 4 <= bytes.count else { throw error("four hexadecimal digits") }
    let text = String(decoding: bytes[position..<position + 4], as: UTF8.self)
    guard text.allSatisfy(\.isHexDigit), let number = UInt32(text, radix: 16) else {
      throw error("four hexadecimal digits")
    }
    position += 4
    return number
  }
}
