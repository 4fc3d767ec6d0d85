/// What terminfo knows of a terminal type, by position as in the compiled format.
package struct TerminalDescription: Hashable, Sendable {
  package var booleans: [Bool]
  /// Absent ones are `nil`.
  package var numbers: [Int32?]
  package var strings: [[UInt8]?]
  /// Booleans beyond the standard ones that are set, such as RGB.
  package var extendedBooleans: [String]

  /// A description from its parts.
  package init(
    booleans: [Bool], numbers: [Int32?], strings: [[UInt8]?], extendedBooleans: [String] = []
  ) {
    self.booleans = booleans
    self.numbers = numbers
    self.strings = strings
    self.extendedBooleans = extendedBooleans
  }

  /// The description in terminfo's compiled format with 32-bit numbers (term(5)).
  package func compiled(named name: String) -> [UInt8] {
    let names = Array("\(name)|made by retrograde".utf8) + [0]
    let (offsets, table) = Self.stringTable(strings)
    var bytes: [UInt8] = []
    let header = [0o1036, names.count, booleans.count, numbers.count, strings.count, table.count]
    header.forEach { bytes.appendShort($0) }
    bytes += names
    bytes += booleans.map { $0 ? 1 : 0 }
    bytes.padToEven()
    numbers.forEach { bytes.appendNumber($0 ?? -1) }
    offsets.forEach { bytes.appendShort($0) }
    bytes += table
    appendExtension(to: &bytes)
    return bytes
  }

  private func appendExtension(to bytes: inout [UInt8]) {
    guard !extendedBooleans.isEmpty else { return }
    bytes.padToEven()
    let (offsets, table) = Self.stringTable(extendedBooleans.map { Array($0.utf8) })
    for count in [extendedBooleans.count, 0, 0, extendedBooleans.count, table.count] {
      bytes.appendShort(count)
    }
    bytes += extendedBooleans.map { _ in 1 }
    bytes.padToEven()
    offsets.forEach { bytes.appendShort($0) }
    bytes += table
  }

  /// The strings one after another, each ended by a zero, and where each begins; -1 for absent ones.
  private static func stringTable(_ strings: [[UInt8]?]) -> (offsets: [Int], table: [UInt8]) {
    var table: [UInt8] = []
    let offsets = strings.map { string in
      guard let string else { return -1 }
      defer { table += string + [0] }
      return table.count
    }
    return (offsets, table)
  }
}

extension [UInt8] {
  fileprivate mutating func appendShort(_ value: Int) {
    let bits = UInt16(truncatingIfNeeded: value)
    append(UInt8(truncatingIfNeeded: bits))
    append(UInt8(truncatingIfNeeded: bits >> 8))
  }

  fileprivate mutating func appendNumber(_ value: Int32) {
    appendShort(Int(value & 0xFFFF))
    appendShort(Int(value >> 16))
  }

  fileprivate mutating func padToEven() {
    if count % 2 == 1 { append(0) }
  }
}
