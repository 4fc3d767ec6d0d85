/// Small IDX and gzip files, made byte by byte so that each fault is in plain sight.
package enum IDXSample {
  /// Four images of 2×3 pixels, whose pixels count up from 0.
  package static let images = imageHeader(4, 2, 3) + (0..<24).map(UInt8.init)
  /// Four labels.
  package static let labels = labelHeader(4) + [7, 0, 9, 7]

  /// The header of so many images.
  package static func imageHeader(_ count: UInt32, _ rows: UInt32, _ columns: UInt32) -> [UInt8] {
    [0, 0, 8, 3] + [count, rows, columns].flatMap(bigEndian)
  }

  /// The header of so many labels.
  package static func labelHeader(_ count: UInt32) -> [UInt8] {
    [0, 0, 8, 1] + bigEndian(count)
  }

  /// The bytes of a number, most significant first.
  package static func bigEndian(_ number: UInt32) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian, Array.init)
  }

  /// A gzip member that stores its content as it is. Requires: less than 65536 bytes.
  package static func gzip(_ content: [UInt8]) -> [UInt8] {
    let length = UInt16(content.count)
    return [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1]
      + littleEndian(length) + littleEndian(~length) + content
      + littleEndian(checksum(content)) + littleEndian(UInt32(content.count))
  }

  /// The four images as the gzip program packs them, deflated.
  package static let deflatedImages: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x63, 0x60, 0xe0, 0x60, 0x66,
    0x60, 0x60, 0x60, 0x01, 0x62, 0x26, 0x20, 0x66, 0x66, 0x60, 0x64, 0x62, 0x66, 0x61, 0x65,
    0x63, 0xe7, 0xe0, 0xe4, 0xe2, 0xe6, 0xe1, 0xe5, 0xe3, 0x17, 0x10, 0x14, 0x12, 0x16, 0x11,
    0x15, 0x13, 0x07, 0x00, 0x26, 0xd3, 0x90, 0x0d, 0x28, 0x00, 0x00, 0x00,
  ]

  private static func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian, Array.init)
  }

  /// The CRC-32 of gzip, bit by bit.
  private static func checksum(_ content: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in content {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 0 ? sum >> 1 : (sum >> 1) ^ 0xedb8_8320 }
    }
    return ~sum
  }
}

extension TemporaryFolder {
  /// The four files of a small data set that has nothing wrong.
  package static func withDataset() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for part in ["train", "t10k"] {
      try folder.write(IDXSample.images, as: part + "-images-idx3-ubyte")
      try folder.write(IDXSample.labels, as: part + "-labels-idx1-ubyte")
    }
    return folder
  }
}
