import Glibc

/// Writes all bytes to a file, a pipe or a device that is open, however many calls that takes.
package func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
  var start = 0
  while start < bytes.count {
    let written = bytes.withUnsafeBytes { bytes in
      write(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
    }
    if written < 0, errno == EINTR { continue }
    guard written > 0 else { throw SystemError() }
    start += written
  }
}
