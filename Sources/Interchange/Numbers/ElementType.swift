/// What the numbers of a stored array are, by the names that array libraries have for them.
package enum ElementType: String, Hashable, Sendable, CaseIterable {
  case float64, float32, float16, bfloat16
  case int64, int32, int16, int8, uint64, uint32, uint16, uint8, bool

  /// The bytes that one takes.
  package var size: Int {
    switch self {
    case .float64, .int64, .uint64: 8
    case .float32, .int32, .uint32: 4
    case .float16, .bfloat16, .int16, .uint16: 2
    case .int8, .uint8, .bool: 1
    }
  }

  /// Whether they are whole numbers, or true and false.
  package var isWhole: Bool {
    switch self {
    case .float64, .float32, .float16, .bfloat16: false
    default: true
    }
  }

  /// The numbers that bytes stand for, least significant byte first unless `isBigEndian`; bytes behind
  /// the last whole number are left out. Whole numbers beyond 2⁵³ are rounded; true is 1.
  ///
  /// - Complexity: linear in the bytes.
  package func numbers(_ bytes: some Collection<UInt8>, isBigEndian: Bool = false) -> [Double] {
    let read =
      bytes.withContiguousStorageIfAvailable { bytes in
        numbers(in: UnsafeRawBufferPointer(bytes), isBigEndian)
      }
    return read ?? Array(bytes).withUnsafeBytes { numbers(in: $0, isBigEndian) }
  }

  private func numbers(in bytes: UnsafeRawBufferPointer, _ isBigEndian: Bool) -> [Double] {
    switch self {
    case .float64: words(bytes, isBigEndian) { Double(bitPattern: $0 as UInt64) }
    case .float32: words(bytes, isBigEndian) { Double(Float(bitPattern: $0 as UInt32)) }
    case .float16: words(bytes, isBigEndian) { Double(Float16(bitPattern: $0 as UInt16)) }
    case .bfloat16:
      words(bytes, isBigEndian) { Double(Float(bitPattern: UInt32($0 as UInt16) << 16)) }
    case .int64: words(bytes, isBigEndian) { Double($0 as Int64) }
    case .int32: words(bytes, isBigEndian) { Double($0 as Int32) }
    case .int16: words(bytes, isBigEndian) { Double($0 as Int16) }
    case .int8: words(bytes, isBigEndian) { Double($0 as Int8) }
    case .uint64: words(bytes, isBigEndian) { Double($0 as UInt64) }
    case .uint32: words(bytes, isBigEndian) { Double($0 as UInt32) }
    case .uint16: words(bytes, isBigEndian) { Double($0 as UInt16) }
    case .uint8: words(bytes, isBigEndian) { Double($0 as UInt8) }
    case .bool: words(bytes, isBigEndian) { ($0 as UInt8) == 0 ? 0 : 1 }
    }
  }

  private func words<Word: FixedWidthInteger>(
    _ bytes: UnsafeRawBufferPointer, _ isBigEndian: Bool, _ number: (Word) -> Double
  ) -> [Double] {
    let (size, count) = (MemoryLayout<Word>.size, bytes.count / MemoryLayout<Word>.size)
    return [Double](unsafeUninitializedCapacity: count) { numbers, held in
      for index in 0..<count {
        let word = bytes.loadUnaligned(fromByteOffset: index * size, as: Word.self)
        numbers[index] = number(isBigEndian ? Word(bigEndian: word) : Word(littleEndian: word))
      }
      held = count
    }
  }
}
