import Glibc

/// A regular file open for reading, which closes when it goes.
package struct InputFile: ~Copyable {
  package let path: String
  /// The number of bytes the file had when it was opened.
  package let size: Int
  /// The number of bytes read so far.
  package private(set) var position = 0
  private let descriptor: Int32

  /// Opens a file; what is not a regular file is refused without waiting for it.
  package init(_ path: String) throws(FileError) {
    let opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard opened >= 0 else { throw FileError(path, .cannotOpen(errno: errno)) }
    var facts = stat()
    guard fstat(opened, &facts) == 0 else {
      let number = errno
      close(opened)
      throw FileError(path, .cannotOpen(errno: number))
    }
    let kind = facts.st_mode & S_IFMT
    guard kind == S_IFREG else {
      close(opened)
      throw FileError(path, kind == S_IFDIR ? .isFolder : .isNoRegularFile)
    }
    self.path = path
    size = Int(facts.st_size)
    descriptor = opened
  }

  deinit { close(descriptor) }

  /// Fills the bytes from an index on, as far as the file goes; returns how many came.
  package mutating func read(
    into bytes: inout [UInt8], from start: Int = 0
  ) throws(FileError) -> Int {
    var end = start
    while end < bytes.count {
      let came = Self.read(descriptor, into: &bytes, from: end)
      if came == 0 { break }
      guard came > 0 else {
        if errno == EINTR { continue }
        throw FileError(path, .cannotRead(errno: errno, byte: position))
      }
      end += came
      position += came
    }
    return end - start
  }

  /// Adds what comes next to a list, until it holds so many bytes or the file ends.
  package mutating func extend(_ bytes: inout [UInt8], to count: Int) throws(FileError) {
    let held = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: max(count - held, 0)))
    let came = try read(into: &bytes, from: held)
    bytes.removeLast(bytes.count - held - came)
  }

  private static func read(_ descriptor: Int32, into bytes: inout [UInt8], from start: Int) -> Int {
    bytes.withUnsafeMutableBytes { buffer in
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[start...])
      return Glibc.read(descriptor, rest.baseAddress, rest.count)
    }
  }

  /// Goes back to the first byte.
  package mutating func rewind() { seek(to: 0) }

  /// Goes to a byte, counted from the first. Requires: a number of at least 0.
  package mutating func seek(to byte: Int) {
    lseek(descriptor, off_t(byte), SEEK_SET)
    position = byte
  }
}
