import Glibc

/// A regular file open for reading, which closes when it goes.
struct InputFile: ~Copyable {
  let path: String
  /// The number of bytes the file had when it was opened.
  let size: Int
  /// The number of bytes read so far.
  private(set) var position = 0
  private let descriptor: Int32

  /// Opens a file; what is no regular file is refused without waiting for it.
  init(_ path: String) throws(DatasetError) {
    let opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard opened >= 0 else { throw DatasetError(path, .cannotOpen(errno: errno)) }
    var facts = stat()
    guard fstat(opened, &facts) == 0 else {
      let number = errno
      close(opened)
      throw DatasetError(path, .cannotOpen(errno: number))
    }
    let kind = facts.st_mode & S_IFMT
    guard kind == S_IFREG else {
      close(opened)
      throw DatasetError(path, kind == S_IFDIR ? .isFolder : .isNoRegularFile)
    }
    self.path = path
    size = Int(facts.st_size)
    descriptor = opened
  }

  deinit { close(descriptor) }

  /// Fills the bytes from an index on, as far as the file goes; returns how many came.
  mutating func read(
    into bytes: inout [UInt8], from start: Int = 0
  ) throws(DatasetError) -> Int {
    var end = start
    while end < bytes.count {
      let came = Self.read(descriptor, into: &bytes, from: end)
      if came == 0 { break }
      guard came > 0 else {
        if errno == EINTR { continue }
        throw DatasetError(path, .cannotRead(errno: errno, byte: position))
      }
      end += came
      position += came
    }
    return end - start
  }

  /// Adds what comes next to a list, until it holds so many bytes or the file ends.
  mutating func extend(_ bytes: inout [UInt8], to count: Int) throws(DatasetError) {
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
  mutating func rewind() {
    lseek(descriptor, 0, SEEK_SET)
    position = 0
  }
}
