/// Named tensors with some text beside them, as the safetensors format stores them.
///
/// ```
/// length of the header │ {"0.weight": {"dtype": "F32", "shape": [72, 784], "data_offsets": [0, 225792]}, …} │ data
/// ```
package struct Safetensors: Equatable, Sendable {
  /// The kinds of elements, by their name in the format.
  package enum Element: String, Sendable {
    case float64 = "F64"
    case float32 = "F32"
    case float16 = "F16"
    case bfloat16 = "BF16"
    case int64 = "I64"
    case int32 = "I32"
    case int16 = "I16"
    case int8 = "I8"
    case uint64 = "U64"
    case uint32 = "U32"
    case uint16 = "U16"
    case uint8 = "U8"
    case bool = "BOOL"

    /// In bytes.
    var size: Int { type.size }

    /// The same by the name that array libraries have for it.
    package var type: ElementType {
      switch self {
      case .float64: .float64
      case .float32: .float32
      case .float16: .float16
      case .bfloat16: .bfloat16
      case .int64: .int64
      case .int32: .int32
      case .int16: .int16
      case .int8: .int8
      case .uint64: .uint64
      case .uint32: .uint32
      case .uint16: .uint16
      case .uint8: .uint8
      case .bool: .bool
      }
    }
  }

  package struct Tensor: Equatable, Sendable {
    package let element: Element
    package let shape: [Int]
    /// The elements, least significant byte first. Invariant: as many as the shape says.
    package let bytes: [UInt8]

    package init(element: Element, shape: [Int], bytes: [UInt8]) {
      self.element = element
      self.shape = shape
      self.bytes = bytes
    }
  }

  package var metadata: [String: String] = [:]
  package var tensors: [String: Tensor] = [:]

  package init() {}
}

extension Safetensors.Tensor {
  /// A tensor of single precision.
  package init(_ elements: [Float], shape: [Int]) {
    self.init(element: .float32, shape: shape, bytes: littleEndian(elements.map(\.bitPattern)))
  }

  /// A tensor of double precision.
  package init(_ elements: [Double], shape: [Int]) {
    self.init(element: .float64, shape: shape, bytes: littleEndian(elements.map(\.bitPattern)))
  }

  package init(_ elements: [Int32], shape: [Int]) {
    self.init(element: .int32, shape: shape, bytes: littleEndian(elements))
  }

  /// The elements, when they are floating-point numbers; `Float` holds all but the widest exactly.
  package var floats: [Float]? {
    switch element {
    case .float32: words(UInt32.self).map { Float(bitPattern: $0) }
    case .float64: words(UInt64.self).map { Float(Double(bitPattern: $0)) }
    case .bfloat16: words(UInt16.self).map { Float(bitPattern: UInt32($0) << 16) }
    case .float16: words(UInt16.self).map { Float(Float16(bitPattern: $0)) }
    default: nil
    }
  }

  package var doubles: [Double]? {
    element == .float64 ? words(UInt64.self).map { Double(bitPattern: $0) } : nil
  }

  package var int32s: [Int32]? {
    element == .int32 ? words(UInt32.self).map { Int32(bitPattern: $0) } : nil
  }

  private func words<Word: FixedWidthInteger>(_: Word.Type) -> [Word] {
    bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / MemoryLayout<Word>.size).map { index in
        Word(
          littleEndian: bytes.loadUnaligned(
            fromByteOffset: index * MemoryLayout<Word>.size, as: Word.self))
      }
    }
  }
}

private func littleEndian<Word: FixedWidthInteger>(_ words: [Word]) -> [UInt8] {
  words.map(\.littleEndian).withUnsafeBytes(Array.init)
}

extension Safetensors {
  /// The file's bytes: wide elements first, so that all are aligned, and else by name.
  package func encoded() -> [UInt8] {
    let sorted = tensors.sorted { one, other in
      (-one.value.element.size, one.key) < (-other.value.element.size, other.key)
    }
    var fields: [(name: String, value: String)] = []
    if !metadata.isEmpty {
      let texts = metadata.sorted { $0.key < $1.key }.map { ($0.key, JSON.text($0.value)) }
      fields.append(("__metadata__", JSON.object(texts)))
    }
    var end = 0
    for (name, tensor) in sorted {
      let start = end
      end += tensor.bytes.count
      let entry = [
        ("dtype", JSON.text(tensor.element.rawValue)), ("shape", JSON.array(tensor.shape)),
        ("data_offsets", JSON.array([start, end])),
      ]
      fields.append((name, JSON.object(entry)))
    }
    var header = Array(JSON.object(fields).utf8)
    while !header.count.isMultiple(of: 8) { header.append(0x20) }
    var bytes = littleEndian([UInt64(header.count)])
    bytes.reserveCapacity(bytes.count + header.count + end)
    bytes += header
    for (_, tensor) in sorted { bytes += tensor.bytes }
    return bytes
  }
}
