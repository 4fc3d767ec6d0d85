import CZlib

/// By what a checkpoint knows the training data again.
package struct DataMark: Hashable, Sendable {
  package internal(set) var count: Int
  /// CRC-32 over all numbers of the examples.
  package internal(set) var checksum: UInt32

  package init(count: Int, checksum: UInt32) {
    self.count = count
    self.checksum = checksum
  }

  /// - Complexity: one pass over the data.
  package init(of examples: Examples) {
    count = examples.count
    var checksum: UInt = 0
    switch examples {
    case .images(let images):
      images.labels.withUnsafeBytes { checksum = crc(checksum, of: $0) }
      if let values = images.values {
        values.withUnsafeBytes { checksum = crc(checksum, of: $0) }
      } else {
        images.pixels.withUnsafeBytes { checksum = crc(checksum, of: $0) }
      }
    case .table(let table):
      table.targets.withUnsafeBytes { checksum = crc(checksum, of: $0) }
      table.inputs.withUnsafeBytes { checksum = crc(checksum, of: $0) }
    }
    self.checksum = UInt32(truncatingIfNeeded: checksum)
  }
}

private func crc(_ start: UInt, of bytes: UnsafeRawBufferPointer) -> UInt {
  crc32_z(start, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count)
}
