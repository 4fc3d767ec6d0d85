import Foundation

/// A file that the safetensors package of Python has written.
package func safetensorsSample(_ name: String) -> String {
  URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Safetensors/\(name).safetensors").path
}

extension TemporaryFolder {
  /// A file with a tensor of single precision that takes so many bytes, all of them 0 and none on
  /// the disk.
  package func writeSparseTensor(_ name: String, of size: Int) throws -> String {
    let file = path + "/sparse.safetensors"
    let header = Array(
      "{\"\(name)\":{\"dtype\":\"F32\",\"shape\":[\(size / 4)],\"data_offsets\":[0,\(size)]}}"
        .utf8)
    try Data([UInt8(header.count), 0, 0, 0, 0, 0, 0, 0] + header)
      .write(to: URL(filePath: file))
    try extend(file, to: 8 + header.count + size)
    return file
  }

  /// Lets a file have so many bytes, of which the new ones are 0 and none on the disk.
  package func extend(_ file: String, to size: Int) throws {
    guard truncate(file, off_t(size)) == 0 else { throw CocoaError(.fileWriteOutOfSpace) }
  }
}
