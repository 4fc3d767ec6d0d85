/// Reads a message of Protocol Buffers field by field, as its bytes have them: all that ONNX needs of
/// the format, in place of a library that takes longer to build than the rest of the module.
///
/// ```
/// number and kind of a field │ its value │ number and kind of the next │ …
/// ```
struct ProtobufReader {
  enum Value {
    case number(UInt64)
    case fixed32(UInt32)
    case fixed64(UInt64)
    /// A text, a message within this one, or numbers one behind another.
    case bytes(ArraySlice<UInt8>)
  }

  struct Field {
    let number: Int
    let value: Value
  }

  private let bytes: ArraySlice<UInt8>
  private var place: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  /// The next field; `nil` at the end.
  mutating func next() throws(ONNXProblem) -> Field? {
    guard place < bytes.endIndex else { return nil }
    let start = place
    let key = try varint()
    guard let number = Int(exactly: key >> 3), number > 0 else { throw .damaged(byte: start) }
    switch key & 7 {
    case 0: return Field(number: number, value: .number(try varint()))
    case 1: return Field(number: number, value: .fixed64(UInt64(littleEndian: try fixed())))
    case 2:
      guard let length = Int(exactly: try varint()), length <= bytes.endIndex - place else {
        throw .damaged(byte: start)
      }
      defer { place += length }
      return Field(number: number, value: .bytes(bytes[place..<place + length]))
    case 5: return Field(number: number, value: .fixed32(UInt32(littleEndian: try fixed())))
    default: throw .damaged(byte: start)
    }
  }

  /// Whether nothing is left.
  var isAtEnd: Bool { place == bytes.endIndex }

  /// A number of as many bytes as it needs, seven bits in each.
  mutating func varint() throws(ONNXProblem) -> UInt64 {
    let start = place
    var number: UInt64 = 0
    for shift in stride(from: UInt64(0), through: 63, by: 7) {
      guard place < bytes.endIndex else { throw .damaged(byte: start) }
      let byte = bytes[place]
      place += 1
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
    }
    throw .damaged(byte: start)
  }

  private mutating func fixed<Word: FixedWidthInteger>() throws(ONNXProblem) -> Word {
    let size = MemoryLayout<Word>.size
    guard size <= bytes.endIndex - place else { throw .damaged(byte: place) }
    defer { place += size }
    return bytes[place..<place + size].withUnsafeBytes { $0.loadUnaligned(as: Word.self) }
  }
}

extension ProtobufReader.Field {
  var text: String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

  var bytes: ArraySlice<UInt8>? {
    if case .bytes(let bytes) = value { bytes } else { nil }
  }

  /// A whole number, which may be negative.
  var whole: Int? {
    if case .number(let number) = value { Int(Int64(bitPattern: number)) } else { nil }
  }

  /// Adds the whole numbers that the field holds, one or many of them.
  func append(to wholes: inout [Int]) throws(ONNXProblem) {
    if let whole { return wholes.append(whole) }
    guard let bytes else { return }
    var reader = ProtobufReader(bytes)
    while !reader.isAtEnd { wholes.append(Int(Int64(bitPattern: try reader.varint()))) }
  }

  /// Adds the numbers that the field holds, one or many of them.
  func append(to numbers: inout [Double]) {
    switch value {
    case .fixed32(let bits): numbers.append(Double(Float(bitPattern: bits)))
    case .fixed64(let bits): numbers.append(Double(bitPattern: bits))
    case .bytes, .number: break
    }
  }
}
